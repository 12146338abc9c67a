import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadStudy } from '../../../src/cli/arguments/load-study.ts';
import { assertThreadMemory, BYTES_OF_PERIOD, threadBytes, truthBytes } from '../../../src/cli/workers/thread-memory.ts';
import { WorkerPool } from '../../../src/cli/workers/worker-pool.ts';
import { emptyFolder, run } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const study = (name: string, participants: number, ...set: string[]) => loadStudy(name, { participants, set }).study;
const [small, large] = [study('gaussian-textbook', 8), study('gaussian-textbook', 10_000_000)];
/** Bytes of a thread with a trial of 10⁷ participants in 2 periods. */
const LARGE = 10_000_000 + 2 * 10_000_000 * BYTES_OF_PERIOD;

describe('memory of threads', () => {
  it('a thread takes what its largest trial takes, in every period', () => {
    expect(threadBytes([small, large])).toBe(LARGE);
    expect(threadBytes([])).toBe(10_000_000);
    expect(threadBytes([study('courses/six-infusions', 1000)])).toBe(10_000_000 + 6 * 1000 * BYTES_OF_PERIOD);
  });

  it('true effects take what their participants take, and nothing where a formula gives them', () => {
    expect(truthBytes(large)).toBe(10_000_000);
    expect(truthBytes(study('williams-2018', 8, 'power.truthPatients=1000000'))).toBe(10_000_000 + 2 * 1_000_000 * BYTES_OF_PERIOD);
  });

  it.each([
    [
      8,
      4e9,
      '--workers: the trials would take 1 GB in each thread, 8 GB in all 8, more than the 4 GB of this machine; take at most 4 workers, or fewer participants',
    ],
    [
      8,
      0.5e9,
      '--workers: the trials would take 1 GB in each thread, 8 GB in all 8, more than the 500 MB of this machine; take fewer participants',
    ],
    [1, 0.5e9, '--workers: the trials would take 1 GB in each thread, more than the 500 MB of this machine; take fewer participants'],
  ])('%i threads that do not fit into %f bytes are refused with what they would take', (workers, memory, message) => {
    expect(() => assertThreadMemory(workers, 1e9, memory)).toThrow(message);
    expect(() => assertThreadMemory(workers, 1e9, workers * 1e9)).not.toThrow();
  });

  it('a pool whose trials do not fit starts no thread', () => {
    expect(() => new WorkerPool(1024, { studies: [large] })).toThrow(
      '--workers: the trials would take 10 GB in each thread, 10.3 TB in all 1024',
    );
  });

  it('a task that is larger than what was announced is refused before it is done', async () => {
    const pool = new WorkerPool(1, { studies: [small] });
    const huge = { ...large, trial: { ...large.trial, design: { ...large.trial.design, participants: 1e12 } } } as typeof large;
    const task = { id: 'huge', study: huge, truths: [0], blocks: [{ first: 0, count: 1 }] };
    await expect(pool.run('blocks', [task], () => undefined)).rejects.toThrow('--workers: the trials would take 1000 TB in each thread');
    await pool.close();
  });
});

const huge = ['--participants', '10000000', '--replicates', '500', '--quiet', '--workers', '1024'];

it.each([
  ['power', ['power', 'gaussian-textbook', ...huge]],
  ['a sweep', ['power', 'gaussian-textbook', '--vary', 'gaussian.difference=3,4', ...huge]],
  [
    'several scenarios',
    ['power', 'gaussian-textbook', 'designs/parallel-groups', ...huge.slice(2), '--set', 'design.participants=2000000'],
  ],
  ['a comparison', ['compare', 'gaussian-textbook', '--worlds', 'gaussian-textbook', '--set', 'claim.holds=true', ...huge]],
])('%s with more workers than the memory of the machine has room for is refused in one line', async (_, words) => {
  const { exitCode, stdout, stderr } = await run(...words);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /^--workers: the trials would take [\d.]+ GB in each thread, [\d.]+ TB in all 1024, more than the .* of this machine; take .*\n$/,
  );
});

it('shards whose trials do not fit are refused, and the folder stays as it was', async () => {
  const out = join(root, 'planned');
  expect((await run('plan', 'gaussian-textbook', ...huge.slice(0, 4), '--out', out)).exitCode).toBe(0);
  const { exitCode, stderr } = await run('run-shard', out, '0', '--workers', '1024', '--quiet');
  expect([exitCode, stderr.startsWith('--workers: the trials would take 10 GB in each thread')]).toEqual([2, true]);
  expect(readdirSync(join(out, 'shards'))).toEqual([]);
});
