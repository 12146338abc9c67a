import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../command-line.ts';
import { fakeSlurm } from './fake-slurm.ts';

const { bin, played, fake, planned } = fakeSlurm();

it('status and a submission in vain name why tasks failed, by what their logs say last', async () => {
  const folder = await planned(6);
  mkdirSync(join(folder, 'slurm'));
  const log = (shard: number, text: string): void => writeFileSync(join(folder, 'slurm', `shard-${shard}.log`), text);
  for (const shard of [0, 1])
    log(shard, `slurmstepd: error: *** JOB 1${shard} ON n1 CANCELLED AT 2026-01-01T00:0${shard} DUE TO TIME LIMIT ***\n`);
  log(2, `cannot write ${folder}/shards: ENOSPC: no space left on device, write\n`);
  log(3, '');
  log(4, 'still running');
  fake('squeue', '7_4|RUNNING|None');
  const { stdout } = await run('status', folder);
  expect(stdout).toMatch(/failed: 0-1: .*DUE TO TIME LIMIT \*\*\* → longer --time, or smaller shards/);
  expect(stdout).toMatch(/failed: 2: cannot write .*ENOSPC.* → free space/);
  expect(stdout).toMatch(/failed: 3: ended without a word \(/);
  expect(stdout).not.toContain('still running');
  expect(JSON.parse((await run('status', folder, '--json')).stdout)).toMatchObject({
    failed: [{ shards: [0, 1] }, { shards: [2] }, { shards: [3] }],
  });
  fake('squeue', '');
  played('sbatch', `echo 9; printf '%s\\n' 'cannot be merged' 'merge ended with exit code 2' > '${join(folder, 'slurm', 'merge.log')}'`);
  const wait = await run('submit', folder, '--wait');
  expect(wait.exitCode).toBe(1);
  expect(wait.stderr).toMatch(/missing: 0-5\nfailed: 0-1: .*TIME LIMIT[\s\S]*\nfailed: 4: still running/);
});

it('status shows the queue with what holds a task', async () => {
  const folder = await planned(2);
  fake('squeue', '5_0|RUNNING|None\n5_1|PENDING|JobHeldUser');
  const { stdout } = await run('status', folder);
  expect(stdout).toContain('0 of 2 shards finished');
  expect(stdout).toMatch(/queue: 1 PENDING \(held by its user: scontrol release JOB\), e\.g\. 5_1/);
  const { queue } = JSON.parse((await run('status', folder, '--json')).stdout) as { queue: object[] };
  expect(queue).toHaveLength(2);
});

it('where the queue cannot be asked, nothing is said to have failed', async () => {
  const folder = await planned(1);
  mkdirSync(join(folder, 'slurm'));
  writeFileSync(join(folder, 'slurm', 'shard-0.log'), '');
  const silent = await run('status', folder);
  expect(silent.stdout).toContain('queue: squeue does not answer');
  expect(silent.stdout).not.toContain('failed');
  process.env.PATH = '/nowhere';
  const absent = await run('status', folder);
  expect(absent.stdout).not.toMatch(/queue|failed/);
  expect(existsSync(bin)).toBe(true);
});

it('a merge that failed is explained, by status and at the end of a wait', async () => {
  played('squeue', 'exit 0');
  const folder = await planned(1);
  await run('run-shard', folder, '0');
  mkdirSync(join(folder, 'slurm'));
  const log = join(folder, 'slurm', 'merge.log');
  writeFileSync(log, 'cannot write power.json: ENOSPC: no space left on device, write\nmerge ended with exit code 2\n');
  expect((await run('status', folder)).stdout).toMatch(/failed: the merge: cannot write power\.json: ENOSPC.* → free space/);
  played('sbatch', `echo 5; printf '%s\\n' 'killed by the site' 'merge ended with exit code 9' > '${log}'`);
  const { exitCode, stderr } = await run('submit', folder, '--wait');
  expect([exitCode, stderr]).toEqual([
    1,
    expect.stringMatching(/the run is not complete; submit again[\s\S]*failed: the merge: killed by the site/),
  ]);
});

it('tasks that wait for what will never be are told apart from those that wait for their turn', async () => {
  const folder = await planned(2);
  fake('squeue', '5_0|PENDING|PartitionTimeLimit\n5_1|PENDING|Priority');
  expect((await run('status', folder)).stdout).toMatch(
    /1 PENDING \(asks for more time than the partition gives: .*--time\)[\s\S]*1 PENDING \(waits for jobs/,
  );
  fake('sbatch', '5');
  fake('squeue', '5_0|PENDING|PartitionTimeLimit\n6|PENDING|Dependency');
  expect(await run('submit', folder, '--wait')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('what is left in the queue is held') as string,
  });
});

it('nodes that are down are told once while waiting', { timeout: 30_000 }, async () => {
  const folder = await planned(1);
  await run('run-shard', folder, '0');
  await run('merge', folder);
  const kept = readFileSync(join(folder, 'power.json'), 'utf8');
  rmSync(join(folder, 'power.json'));
  writeFileSync(join(folder, 'kept.json'), kept);
  fake('sbatch', '5');
  const reason = 'Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions';
  const looks = join(folder, 'looks');
  played(
    'squeue',
    `echo look >> '${looks}'; [ $(wc -l < '${looks}') -lt 8 ] || cp '${folder}/kept.json' '${folder}/power.json'; echo '5|PENDING|${reason}'`,
  );
  const { exitCode, stderr } = await run('submit', folder, '--wait');
  expect(exitCode).toBe(0);
  expect(stderr.match(/tasks wait for nodes\nqueue: 1 PENDING \(its nodes are down, drained or reserved: sinfo/g)).toHaveLength(1);
});
