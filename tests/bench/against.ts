import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inR } from './in-r.ts';

/**
 * `npm run bench -- against=COMMIT [rounds=3]`: the pace of this checkout beside that of another commit, whose engine is built in a temporary folder, with the lower limits in C and R in the
 * same run. One program at a time, in turn; trials per second of processor time, the best of the rounds. Replaces the marked block of docs/engine.md.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const commit = process.argv.find((word) => word.startsWith('against='))?.slice('against='.length) ?? '';
const git = (...words: readonly string[]): string => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
const rounds = Number(process.argv.find((word) => word.startsWith('rounds='))?.slice('rounds='.length) ?? 3);

/** The flags of V8 that decide the pace of a version of the program, as it sets them when it starts. */
function flagsOf(folder: string): string[] {
  const files = ['start-program.ts', 'command-line.ts', 'cli.ts', 'workers/long-work.ts'].map((name) => join(folder, 'src/cli', name));
  const text = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n');
  return [...text.matchAll(/setFlagsFromString\('(--[^']+)'\)/g)].map(([, flag]) => flag);
}

/** Bundles the program that measures with the engine of a folder. */
async function bundled(folder: string, out: string): Promise<string> {
  const options = { bundle: true, format: 'esm', platform: 'node', packages: 'external', logLevel: 'error' } as const;
  await build({ ...options, entryPoints: [join(folder, 'tests/bench/pace.ts')], outfile: out, absWorkingDir: folder });
  return out;
}

/** A pace by another program; undefined where that fails. */
function paceOf(command: string, words: readonly string[], cwd: string, read: (text: string) => number): number | undefined {
  try {
    return read(execFileSync(command, [...words], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

/** The best of what is measured again and again. */
const better = (best: number | undefined, pace: number | undefined): number | undefined =>
  pace === undefined ? best : Math.max(best ?? 0, pace);

interface Line {
  readonly label: string;
  readonly name: string;
  /** The program in C that only makes the draws, with its number of trials. */
  readonly limit?: readonly [program: string, trials: number];
  readonly r?: readonly [task: string, trials: number];
}

const lines: readonly Line[] = [
  { label: 'Gaussian, n = 30, crossover-t', name: 'crossover', limit: ['limit', 2_000_000], r: ['a2_vectorised_crossover', 300_000] },
  { label: 'gaussian-textbook, three analyses and claim', name: 'textbook' },
  { label: 'Gaussian, n = 30, mixed model with Kenward–Roger, 10 % missing', name: 'missing', r: ['c2_pbkrtest_kr', 30] },
  { label: 'williams-2018, five analyses and claim', name: 'virtual', limit: ['limit_mechanistic', 100_000] },
  { label: 'williams-2018, item by item', name: 'items' },
];

const grouped = (value: number | undefined): string =>
  value === undefined ? 'not here' : Number(value.toPrecision(3)).toLocaleString('en-US').replaceAll(',', ' ');
const ratio = (a: number | undefined, b: number | undefined): string => (a === undefined || b === undefined ? '' : (a / b).toPrecision(2));

/** Makes the programs in C; false, and said, where there is no compiler. */
function compiledLimits(folder: string): boolean {
  try {
    for (const name of ['limit', 'limit_mechanistic'])
      execFileSync('gcc', ['-O3', join(root, `tests/bench/limit/${name}.c`), '-o', join(folder, name), '-lm'], { stdio: 'pipe' });
    return true;
  } catch {
    process.stderr.write('the limits in C are skipped: gcc -O3 does not compile them here\n');
    return false;
  }
}

function rowOf({ label, name, limit, r }: Line, scratch: string, before: string, hasLimits: boolean): string {
  const found: Record<'before' | 'now' | 'c' | 'r', number | undefined> = { before: undefined, now: undefined, c: undefined, r: undefined };
  const ours = (folder: string, bundle: string): number | undefined =>
    paceOf(process.execPath, [...flagsOf(folder), join(scratch, bundle), name, '1.2'], folder, Number);
  for (let round = 0; round < rounds; round++) {
    found.before = better(found.before, ours(before, 'before.mjs'));
    found.now = better(found.now, ours(root, 'now.mjs'));
    if (limit !== undefined && hasLimits)
      found.c = better(
        found.c,
        paceOf(join(scratch, limit[0]), [String(limit[1])], scratch, (text) => Number(/trials\/s (\d+)/.exec(text)?.[1])),
      );
    if (r !== undefined) found.r = better(found.r, inR(r[0], r[1]));
  }
  const [c, theirs] = [limit === undefined ? '' : grouped(found.c), r === undefined ? '' : grouped(found.r)];
  const cells = [
    grouped(found.before),
    grouped(found.now),
    ratio(found.now, found.before),
    c,
    ratio(found.now, found.c),
    theirs,
    ratio(found.now, found.r),
  ];
  process.stderr.write(`${label}: ${cells.join(' | ')}\n`);
  return `| ${label} | ${cells.join(' | ')} |`;
}

const scratch = mkdtempSync(join(tmpdir(), 'crossover-sim-against-'));
const before = join(scratch, 'before');
try {
  const short = git('rev-parse', '--short', commit);
  git('worktree', 'add', '--quiet', '--detach', before, commit);
  symlinkSync(join(root, 'node_modules'), join(before, 'node_modules'));
  for (const file of ['pace.ts', 'pace-studies.ts']) copyFileSync(join(root, 'tests/bench', file), join(before, 'tests/bench', file));
  // Beside the packages that the bundles import.
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
  await bundled(before, join(scratch, 'before.mjs'));
  await bundled(root, join(scratch, 'now.mjs'));
  const hasLimits = compiledLimits(scratch);
  const rows = lines.map((line) => rowOf(line, scratch, before, hasLimits));
  const block = [
    `\`npm run bench -- against=${short}\`, ${new Date().toISOString().slice(0, 10)}: ${cpus()[0].model}, ${availableParallelism()} cores of which one is used, ${rounds === 1 ? 'one round' : `best of ${rounds} rounds`}, load ${loadavg()[0].toFixed(0)}, Node ${process.versions.node}; before is ${short}, now ${git('rev-parse', '--short', 'HEAD')}.`,
    [
      '| trials/s per core | before | now | now / before | draws alone in C | now / C | R | now / R |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...rows,
    ].join('\n'),
  ].join('\n\n');
  process.stdout.write(`${block}\n`);
  const page = join(root, 'docs/engine.md');
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(
      /(<!-- against:[^>]*-->\n)[^]*(?=<!-- end of against -->)/,
      (_, opening: string) => `${opening}\n${block}\n\n`,
    ),
  );
} finally {
  git('worktree', 'remove', '--force', before);
  rmSync(scratch, { recursive: true, force: true });
}
