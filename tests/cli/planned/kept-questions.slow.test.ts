import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { emptyFolder, run, type Ran } from '../command-line.ts';
import { lean, questions, textbook } from './questions.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));

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

const trials = ['--trials', '60', '--truth'];
const planTrials = (folder: string): Promise<Ran> =>
  run('plan', textbook, '--for', 'simulate', ...trials, '--shard-trials', '25', '--out', folder);

it('simulated trials that are interrupted keep their parts, and resumed have the bytes of trials that were not', async () => {
  const [whole, broken] = [join(root, 'trials'), join(root, 'trials-broken')];
  const words = ['simulate', textbook, ...trials, '--quiet', '--out'];
  expect((await run(...words, whole)).exitCode).toBe(0);
  await planTrials(broken);
  const { exitCode, stdout, stderr } = await interruptedAfter(2, [...words, broken, '--resume']);
  const advice = `interrupted; finished shards are kept in ${broken}: run the same command again with --resume\n`;
  expect([exitCode, stdout, stderr]).toEqual([130, '', advice]);
  expect(Object.keys(contents(broken)).map((path) => path.replace(/-.*/, ''))).toEqual(['plan.json', 'shards/cell0', 'shards/cell0']);
  expect(await run(...words, broken, '--resume', '--seed', 'other')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('holds another run') as string,
  });
  expect((await run(...words, broken, '--resume')).exitCode).toBe(0);
  expect(contents(broken)).toEqual(contents(whole)); // the parts are gone too
});

it('simulated trials that are planned, computed in shards of any order and merged have the bytes of their command', async () => {
  const folder = join(root, 'trials-planned');
  expect((await planTrials(folder)).stdout).toContain('3 shards of up to 25 trials');
  expect(await run('run-shard', folder, '2', '0')).toMatchObject({ exitCode: 0 });
  expect(await run('merge', folder)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('missing: 1') as string });
  await run('run-shard', folder, '1');
  expect((await run('merge', folder)).stdout.split('\n')).toContain(join(folder, 'observations.csv'));
  expect((await run('status', folder)).stdout).toContain(`result: ${join(folder, 'dictionary.csv')}`);
  expect(contents(folder)).toMatchObject(contents(join(root, 'trials')));
});

it('a plan that is about data files refuses what goes with another command', async () => {
  const { exitCode, stderr } = await run('plan', textbook, ...trials, '--max', '30', '--out', join(root, 'nowhere'));
  const [max, ...others] = ['max', 'trials', 'truth'];
  const lines = [`--${max}: goes with --for sample-size`, ...others.map((option) => `--${option}: goes with --for simulate`)];
  expect([exitCode, stderr]).toEqual([2, `${lines.join('\n')}\n`]);
});
