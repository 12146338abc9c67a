import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { BuiltProgram } from '../support/built-program.ts';
import { type Cases, Draws } from '../support/cases.ts';
import { copyAnew, filesIn, leftBehind } from '../support/prepared.ts';
import { writeScenarios } from '../support/small-scenarios.ts';
import { type ProcessEnd, runProcess } from './processes.ts';

/** A process that is number 1 of its own namespace, as in a container. */
const CONTAINER = ['unshare', '--pid', '--fork', '--mount-proc'];

const ONE = ['--workers', '1', '--quiet'];

/** Commands of two seeds that write into one folder. */
const questions: readonly ((seed: string) => string[])[] = [
  (seed) => ['simulate', 'clinical.yaml', '--participants', '8', '--trials', '20', '--seed', seed, '--out', 'out', '--quiet'],
  (seed) => ['compare', 'normal.yaml', '--worlds', 'world.yaml', 'other.yaml', '--seed', seed, '--out', 'out', ...ONE],
  (seed) => ['power', 'normal.yaml', '--vary', 'gaussian.difference=3,4', '--seed', seed, '--out', 'out', ...ONE],
  (seed) => ['power', 'normal.yaml', '--replicates', '3000', '--seed', seed, '--out', 'out', ...ONE],
];

/** Two containers, in each of which the program has the same number, on one folder at once: what is there afterwards is of one of them, whole. */
export async function equalNumbers(program: BuiltProgram, cases: Cases): Promise<void> {
  if (spawnSync(CONTAINER[0], [...CONTAINER.slice(1), 'true']).status !== 0) {
    cases.notes.push('skipped: this machine makes no namespaces');
    return;
  }
  const [fresh, folder] = [program.folder('fresh'), program.folder('containers')];
  writeScenarios(fresh);
  const expected = new Map<string, ReadonlyMap<string, Buffer>>();
  const alone = async (words: readonly string[]): Promise<ReadonlyMap<string, Buffer>> => {
    const known = expected.get(words.join(' '));
    if (known !== undefined) return known;
    copyAnew(fresh, folder);
    await runProcess(program, words, { cwd: folder });
    const files = filesIn(join(folder, 'out'));
    expected.set(words.join(' '), files);
    return files;
  };
  for (const number of cases.numbers()) {
    const draws = new Draws(cases.seed, 'pids', number);
    const question = draws.of(questions);
    const both = [question('1'), question(draws.chance(0.3) ? '1' : '2')];
    const wanted = [await alone(both[0]), await alone(both[1])];
    copyAnew(fresh, folder);
    const ends = await Promise.all(both.map((words) => runProcess(program, words, { cwd: folder, under: CONTAINER })));
    const why = faultOf(ends, wanted, folder);
    if (why !== undefined) cases.fail({ number, why, how: `${both[0].join(' ')}\n${ends.map(({ stderr }) => stderr).join('')}` });
  }
}

function faultOf(ends: readonly ProcessEnd[], wanted: readonly ReadonlyMap<string, Buffer>[], folder: string): string | undefined {
  const now = filesIn(join(folder, 'out'));
  const isOf = (files: ReadonlyMap<string, Buffer>): boolean =>
    now.size === files.size && [...files].every(([path, bytes]) => now.get(path)?.equals(bytes) === true);
  const codes = ends.map(({ code }) => code);
  if (codes.some((code) => code !== 0 && code !== 2)) return `exit codes ${codes.join(' and ')}`;
  if (codes.every((code) => code !== 0)) return 'neither came to its end';
  const winners = wanted.filter((_, i) => codes[i] === 0);
  if (!winners.some(isOf)) return `exit codes ${codes.join(' and ')}, and the files are of neither: ${[...now.keys()].join(', ')}`;
  const left = leftBehind(folder);
  return left.length > 0 ? `left behind: ${left.join(', ')}` : undefined;
}
