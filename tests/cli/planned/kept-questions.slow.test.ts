import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { emptyFolder, run, shipped, type Ran } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));

const lean = ['--set', 'power.truthPatients=100', '--quiet', '--workers', '1'];
const textbook = shipped('gaussian-textbook.yaml');

const priors = '{gaussian.difference: {distribution: normal, mean: 3, sd: 1, source: assumed}}';
const uncertain = ['--assurance', '--set', `uncertainty.priors=${priors}`, '--set', 'uncertainty.draws=4'];

interface Kept {
  /** The command whose run it is. */
  readonly command: 'power' | 'compare' | 'sample-size';
  readonly words: readonly string[];
  /** Name of the file with the answer. */
  readonly result: string;
  /** Parts after which it is interrupted. */
  readonly parts: number;
}

/** Every question that is kept. */
const questions: Readonly<Record<string, Kept>> = {
  comparison: {
    command: 'compare',
    words: ['--worlds', textbook, '--set', 'claim.holds=true', '--replicates', '600'],
    result: 'comparison',
    parts: 1,
  },
  sweep: { command: 'power', words: ['--vary', 'gaussian.difference=2,4', '--replicates', '600'], result: 'power', parts: 2 },
  tornado: {
    command: 'power',
    words: ['--tornado', '--vary', 'gaussian.difference=2:6', '--replicates', '600'],
    result: 'tornado',
    parts: 2,
  },
  assurance: { command: 'power', words: [...uncertain, '--replicates', '600'], result: 'assurance', parts: 2 },
  'size that is reached': { command: 'sample-size', words: ['--replicates', '6000', '--max', '60'], result: 'sample-size', parts: 7 },
  'size that is not reached': { command: 'sample-size', words: ['--replicates', '6000', '--max', '12'], result: 'sample-size', parts: 3 },
  'size by assurance': {
    command: 'sample-size',
    words: [...uncertain, '--target', '0.6', '--replicates', '6000', '--max', '100'],
    result: 'sample-size',
    parts: 1,
  },
};

const named = Object.entries(questions);

/** Every file below a folder, with its content. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
  );
}

/** Runs a command line that gets SIGINT once so many parts were kept. */
async function interruptedAfter(parts: number, words: readonly string[]): Promise<Ran> {
  const publish = ResultsFolder.prototype.publishContent;
  let published = 0;
  const spy = vi.spyOn(ResultsFolder.prototype, 'publishContent').mockImplementation(function (this: ResultsFolder, ...part) {
    publish.apply(this, part);
    if (++published === parts) process.emit('SIGINT', 'SIGINT');
  });
  try {
    return await run(...words);
  } finally {
    spy.mockRestore();
  }
}

/** The document of an answer without its timing. */
const documentIn = (text: string): Record<string, unknown> => {
  const { timing, checksum, ...document } = JSON.parse(text) as Record<string, unknown>;
  expect(timing === undefined || checksum === undefined).toBe(true);
  return document;
};

const wholeOf = (name: string): string => join(root, `${name}-whole`);

it.each(named)('a %s that is interrupted keeps its parts, and resumed it has the bytes of one that was not', async (name, kept) => {
  const [whole, broken] = [wholeOf(name), join(root, `${name}-broken`)];
  const words = [kept.command, textbook, ...kept.words, ...lean];
  const memory = await run(...words, '--json');
  const ran = await run(...words, '--json', '--out', whole);
  expect(ran).toMatchObject({ exitCode: memory.exitCode, stderr: memory.stderr });
  expect(documentIn(ran.stdout)).toEqual(documentIn(memory.stdout));
  expect(documentIn(readFileSync(join(whole, `${kept.result}.json`), 'utf8'))).toEqual(documentIn(memory.stdout));

  const stopped = await interruptedAfter(kept.parts, [...words, '--out', broken]);
  const advice = `interrupted; finished shards are kept in ${broken}: run the same command again with --resume\n`;
  expect([stopped.exitCode, stopped.stdout, stopped.stderr]).toEqual([130, '', advice]);
  const left = Object.keys(contents(broken));
  expect(left.filter((path) => /shards\/cell\d+-\d/.test(path)).length).toBe(kept.parts);
  expect(left.filter((path) => path.includes('.crossover-sim'))).toEqual([]);

  expect((await run(...words, '--out', broken, '--resume')).exitCode).toBe(memory.exitCode);
  expect(contents(broken)).toEqual(contents(whole));
  expect((await run('status', broken)).stdout).toContain(`result: ${join(broken, `${kept.result}.json`)}`);

  const { exitCode, stderr } = await run(...words, '--seed', 'other', '--out', broken);
  expect([exitCode, stderr]).toEqual([2, `${broken} holds another run (another scenario, seed or setting); choose another folder\n`]);
});

it.each(named)('a %s that is planned, computed in shards of any order and merged has the bytes of its command', async (name, kept) => {
  const folder = join(root, `${name}-planned`);
  const planned = await run('plan', textbook, '--for', kept.command, ...kept.words, ...lean, '--out', folder);
  expect(planned).toMatchObject({ exitCode: 0, stderr: '' });
  const shards = Number(/(\d+) shards/.exec(planned.stdout)?.[1]);
  const [last, ...others] = Array.from({ length: shards }, (_, i) => String(shards - 1 - i));
  await run('run-shard', folder, last);
  expect(await run('merge', folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/cannot be merged\n.*missing: /s) as string,
  });
  expect(await run('run-shard', folder, ...others)).toMatchObject({ exitCode: 0, stderr: '' });
  const { stderr } = await run('merge', folder, '--json');
  expect(stderr).toBe('');
  const file = `${kept.result}.json`;
  expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(wholeOf(name), file), 'utf8'));
});

it('a sweep has the same bytes on two workers', async () => {
  const folder = join(root, 'two-workers');
  const { words } = questions.sweep;
  await run('power', textbook, ...words, ...lean.slice(0, -1), '2', '--out', folder);
  expect(contents(folder)).toEqual(contents(wholeOf('sweep')));
});

it('a damaged part of a question is named, kept and computed again, true effects too', async () => {
  const folder = join(root, 'damaged');
  const words = ['power', textbook, ...questions.sweep.words, ...lean, '--out', folder];
  await run(...words);
  const before = contents(folder);
  for (const [file, change] of [
    ['cell0-0000000000-0000000500.json', (text: string) => text.slice(0, 100)],
    ['cell1-0000000500-0000000600.json', (text: string) => text.replace('"successes":', '"successes":1')],
    ['cell1-truths.json', (text: string) => text.replace('"patients":', '"patients":1')],
  ] as const)
    writeFileSync(join(folder, 'shards', file), change(readFileSync(join(folder, 'shards', file), 'utf8')));
  const { exitCode, stderr } = await run(...words, '--resume');
  expect([exitCode, stderr.match(/is (truncated|corrupt): kept as .* and computed again/g)?.length]).toEqual([0, 3]);
  expect(contents(folder)).toMatchObject(before);
});

it('a plan of a question that was changed by hand is refused', async () => {
  const folder = join(root, 'changed');
  await run('plan', textbook, ...questions.sweep.words, ...lean, '--out', folder);
  const file = join(folder, 'plan.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"gaussian.difference": 4', '"gaussian.difference": 5'));
  for (const words of [
    ['merge', folder],
    ['run-shard', folder, '0'],
    ['status', folder],
  ])
    expect(await run(...words)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('was changed after it was written') as string,
    });
});

it.each([
  [['compare', textbook, '--resume'], '--resume: say with --out which folder to go on from\n'],
  [['power', textbook, '--vary', 'gaussian.difference=2,4', '--resume'], '--resume: say with --out which folder to go on from\n'],
  [['sample-size', textbook, '--resume', '--out', join(root, 'nowhere')], /nowhere holds no plan/],
  [['plan', textbook, '--out', join(root, 'nowhere'), '--worlds', textbook], '--worlds: goes with --for compare\n'],
])('%j is refused: there is nothing to go on from, or no such plan', async (words, message) => {
  const { exitCode, stderr } = await run(...words);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
});
