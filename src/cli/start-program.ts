import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { packageFile } from './files/package-file.ts';

/** What the start reads of package.json. */
interface Package {
  readonly version: string;
  readonly engines: { readonly node: string };
}

/**
 * What to say where this Node.js is older than the package declares; undefined where it is not.
 * @param version   that of Node.js, `20.19.0`
 * @param declared  `engines.node` of package.json, `>=20.19`
 */
export function engineProblem(version: string, declared: string): string | undefined {
  const numbers = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
  const [have, need] = [numbers(version), numbers(declared)];
  const differing = need.findIndex((number, i) => (have[i] ?? 0) !== number);
  if (differing === -1 || (have[differing] ?? 0) > need[differing]) return undefined;
  return `crossover-sim needs Node.js ${need.join('.')} or later, got ${version}`;
}

/**
 * Runs the command line of this process. It imports the program only where this Node.js can run it, and this file and what it imports have to be
 * understood by any that knows modules; where it is too old, one line on stderr and exit code 2.
 */
export async function startProgram(words: readonly string[]): Promise<void> {
  const { engines, version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as Package;
  const problem = engineProblem(process.versions.node, engines.node);
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 2;
    return;
  }
  if (words.length === 1 && words[0] === '--version') {
    // Nothing else is loaded for it.
    const { guardStreams } = await import('./terminal/standard-streams.ts');
    guardStreams();
    process.stdout.write(`${version}\n`);
    return;
  }
  // Little room for short-lived objects, so that peak memory does not grow with the number of replicates. A flag of the first line of cli.ts would need
  // `env -S`, which the `env` of Alpine has not.
  setFlagsFromString('--semi-space-growth-factor=1');
  const { runProcess } = await import('./command-line.ts');
  await runProcess(words);
}
