import { execFileSync, spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuiltProgram } from '../support/built-program.ts';
import type { Cases } from '../support/cases.ts';
import { writeScenarios } from '../support/small-scenarios.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** What is started, and what one worker computes. */
const questions: Readonly<Record<string, readonly string[]>> = {
  schema: ['schema', '--out', 'schema.json'],
  describe: ['describe', 'normal.yaml'],
  simulate: ['simulate', 'normal.yaml', '--out', 'trials', '--quiet'],
  'power, 60 trials': ['power', 'normal.yaml', '--workers', '1', '--quiet', '--out', 'short'],
  'power, 200 000 trials': ['power', 'normal.yaml', '--workers', '1', '--quiet', '--replicates', '200000'],
  'power, 20 000 clinical trials': ['power', 'clinical.yaml', '--stated', '--workers', '1', '--quiet', '--replicates', '20000'],
};

/** How much longer than the base counts as slower: processor times of one and the same program differ by about as much on a busy machine (assumed). */
const TOLERANCE = 1.1;

/** Starts and runs in turn with those of the commit that `RELIABILITY_BASE` names: the least processor time of each. */
export async function pace(program: BuiltProgram, cases: Cases): Promise<void> {
  const base = process.env.RELIABILITY_BASE;
  if (base === undefined) {
    cases.notes.push('skipped: RELIABILITY_BASE names no commit to compare with');
    return;
  }
  const [before, now] = [base, 'HEAD'].map((commit) => published(commit, program.folder('published')));
  const folder = program.folder('pace');
  writeScenarios(folder);
  const least = new Map<string, [number, number]>();
  [...cases.numbers()].forEach(() => {
    for (const [name, words] of Object.entries(questions)) {
      const seconds = [before, now].map((cli) => processorSeconds(cli, words, folder));
      const known = least.get(name) ?? [Infinity, Infinity];
      least.set(name, [Math.min(seconds[0], known[0]), Math.min(seconds[1], known[1])]);
    }
  });
  for (const [name, [old, later]] of least) {
    const figures = `${name} ${old.toFixed(2)} s before, ${later.toFixed(2)} s now`;
    cases.notes.push(figures);
    if (later > old * TOLERANCE) cases.fail({ number: 0, why: 'slower than before', how: figures });
  }
}

/** The program as a commit publishes it. @returns the file that is started */
function published(commit: string, folder: string): string {
  execFileSync('bash', ['-c', `git archive ${commit} | tar -x -C "$0"`, folder], { cwd: repository });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'ignore' });
  return join(folder, 'dist/cli/cli.js');
}

function processorSeconds(cli: string, words: readonly string[], cwd: string): number {
  const timed = ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null', 'bash', process.execPath, '--max-semi-space-size=2', cli, ...words];
  const { stderr } = spawnSync('bash', timed, { cwd, encoding: 'utf8' });
  const [user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return user + system;
}
