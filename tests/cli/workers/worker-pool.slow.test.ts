import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { WorkerPool } from '../../../src/cli/workers/worker-pool.ts';

it('a pool that ends while its threads still import ends without an abort', () => {
  const program = `
    import { WorkerPool } from './src/cli/workers/worker-pool.ts';
    const pool = new WorkerPool(12);
    await pool.close();
    process.stdout.write('ended');`;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect([status, signal, stdout, stderr]).toEqual([0, null, 'ended', '']);
}, 60_000);

it('auto starts no more threads than there are processors, and no more than tasks where those are many', async () => {
  const pool = new WorkerPool('auto', { tasks: 1000 });
  expect(pool.workers).toBeGreaterThanOrEqual(1);
  expect(pool.workers).toBeLessThanOrEqual(availableParallelism());
  await pool.close();
}, 60_000);
