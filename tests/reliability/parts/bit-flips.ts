import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuiltProgram } from '../support/built-program.ts';
import { type Cases, Draws } from '../support/cases.ts';
import { HostedProgram, type HostedEnd } from '../support/hosted.ts';
import { faultOf } from '../support/judge.ts';
import { copyAnew, filesIn, preparedFolder } from '../support/prepared.ts';

/** Files that commands read, and the commands that read them; `{}` is the file, `OUT` a path that is new. */
const readers: readonly { readonly files: RegExp; readonly lines: readonly (readonly string[])[] }[] = [
  {
    files: /^run\/(plan\.json|shards\/.*)$/,
    lines: [
      ['status', 'run', '--json'],
      ['merge', 'run', '--json'],
      ['power', 'normal.yaml', '--replicates', '1500', '--out', 'run', '--resume', '--json', '--quiet', '--workers', '1'],
      ['run-shard', 'run', '0', '1', '2', '--quiet'],
      ['emit', 'parallel', 'run'],
    ],
  },
  {
    files: /\.json$/,
    lines: [
      ['report', '{}', '--out', 'OUT.html', '--workers', '1', '--quiet'],
      ['report', '{}', '--out', 'OUT.html', '--protocol', 'OUT.md', '--workers', '1', '--quiet'],
      ['reproduce', '{}', '--workers', '1', '--quiet', '--json'],
    ],
  },
  {
    files: /^(trials\/(observations|guesses|subjects)\.csv|normal\/observations\.csv|(trials|normal)\/SHA256SUMS)$/,
    lines: [
      [
        'analyze',
        'trials/observations.csv',
        '--endpoint',
        'hamd17',
        '--visit',
        'day1',
        '--method',
        'mixed-model',
        '--covariates',
        'age',
        '--details',
      ],
      ['analyze', 'trials/guesses.csv', '--json'],
      ['analyze', 'normal/observations.csv', '--trial', '1', '--json'],
    ],
  },
];

/** What a reader gave for the files as they were written. */
type Expected = Map<string, { readonly ended: HostedEnd; readonly files: ReadonlyMap<string, Buffer> }>;

/** Single bits changed in every kind of file of a results folder: whoever reads it says so, or gives what it gave before. */
export async function bitFlips(program: BuiltProgram, cases: Cases): Promise<void> {
  const hosted = new HostedProgram(program);
  const [prepared, folder] = [await preparedFolder(program), program.folder('flips')];
  const count = { named: 0, without: 0 };
  try {
    copyAnew(prepared, folder);
    const files = filesIn(prepared);
    const expected: Expected = new Map();
    for (const number of cases.numbers()) {
      const draws = new Draws(cases.seed, 'flips', number);
      const { path, words } = chosen(draws, [...files.keys()]);
      const known = expected.get(words.join(' ')) ?? (await tried(hosted, folder, prepared, words));
      expected.set(words.join(' '), known);
      const bytes = Buffer.from(readFileSync(join(folder, path)));
      const bit = draws.below(bytes.length * 8);
      bytes[bit >> 3] ^= 1 << (bit & 7);
      writeFileSync(join(folder, path), bytes);
      const { ended, files: after } = await tried(hosted, folder, prepared, words);
      const named = isNamed(known.ended, ended);
      const silent = !named && !isSame(known, { ended, files: after });
      if (named) count.named++;
      else if (!silent) count.without++;
      const why = (silent ? 'other numbers without a word' : undefined) ?? faultOf(ended, bytes.toString('latin1'));
      if (why !== undefined) cases.fail({ number, why, how: `bit ${bit} of ${path}\n${words.join(' ')}\n${ended.stderr.slice(-500)}` });
    }
  } finally {
    hosted.close();
  }
  cases.notes.push(`${count.named} named`, `${count.without} without effect`);
}

function chosen(draws: Draws, paths: readonly string[]): { path: string; words: readonly string[] } {
  const path = draws.of(paths.filter((each) => readers.some(({ files }) => files.test(each))));
  const lines = readers.filter(({ files }) => files.test(path)).flatMap((each) => each.lines);
  const line = draws.of(lines.filter((words) => isReadBy(path, words)));
  return { path, words: line.map((word) => word.replace('{}', path).replace('OUT', 'new/answer')) };
}

/** Whether a command line that names its table reads a file. */
function isReadBy(path: string, words: readonly string[]): boolean {
  if (path.endsWith('/SHA256SUMS')) return words.some((word) => word.startsWith(`${dirname(path)}/`));
  if (path === 'trials/subjects.csv') return words.includes('--covariates');
  return !path.endsWith('.csv') || words.includes(path);
}

/** Runs a reader, says which files it made or changed, and puts the folder back as it was. */
async function tried(hosted: HostedProgram, folder: string, prepared: string, words: readonly string[]) {
  const before = filesIn(folder);
  const ended = await hosted.run(words, folder);
  const after = filesIn(folder);
  const files = new Map([...after].filter(([path, bytes]) => before.get(path)?.equals(bytes) !== true));
  for (const path of after.keys()) if (!before.has(path)) rmSync(join(folder, path));
  for (const [path, bytes] of filesIn(prepared)) if (after.get(path)?.equals(bytes) !== true) writeFileSync(join(folder, path), bytes);
  return { ended, files };
}

/** Whether a command says that something is wrong: by its exit code, on stderr, or, where that is what it is asked, in its answer. */
function isNamed(before: HostedEnd, now: HostedEnd): boolean {
  return (
    now.exitCode !== before.exitCode ||
    now.stderr !== before.stderr ||
    /"(corrupt|truncated|foreign|misnamed)": \[\s*[^\]\s]/.test(now.stdout)
  );
}

interface Tried {
  readonly ended: HostedEnd;
  readonly files: ReadonlyMap<string, Buffer>;
}

function isSame(one: Tried, other: Tried): boolean {
  const timeless = ({ ended }: Tried): string => ended.stdout.replace(/"seconds": [\d.e-]+/g, '');
  if (timeless(one) !== timeless(other)) return false;
  return [...one.files].every(([path, bytes]) => other.files.get(path)?.equals(bytes) === true);
}
