import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Every node in a network namespace of its own, so that a cable can be pulled; needs root, and minutes. */
const possible =
  process.env.SLURM_FULL === '1' &&
  process.getuid?.() === 0 &&
  existsSync('/usr/sbin/slurmctld') &&
  (existsSync('/usr/sbin/ip') || existsSync('/sbin/ip'));
const lab = '/tmp/crossover-slurm-network';
const cli = resolve('dist/cli/cli.js');

describe.skipIf(!possible)('a node that is cut off', () => {
  const root = mkdtempSync(join(tmpdir(), 'crossover-network-'));
  const environment = {
    ...process.env,
    PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin`,
    SLURM_LAB_DIR: lab,
    SLURM_LAB_NETNS: '1',
    SLURM_CONF: join(lab, 'slurm.conf'),
  };
  const shell = (command: string): string => execFileSync('bash', ['-c', command], { encoding: 'utf8', env: environment });
  /** The program where the controller can be reached. */
  const program = (...words: string[]) =>
    spawnSync('nsenter', ['--net=/run/netns/labctl', process.execPath, cli, ...words], { encoding: 'utf8', env: environment });
  const finished = (folder: string): number =>
    readdirSync(join(folder, 'shards')).filter((name) => /^cell0-\d+-\d+\.json$/.test(name)).length;

  beforeAll(() => void shell('bash tests/slurm/slurm-up.sh'));
  afterAll(() => {
    shell('SLURM_LAB_PURGE=1 bash tests/slurm/slurm-down.sh');
    rmSync(root, { recursive: true });
  });

  it('a node that is cut off comes back: work may be done twice, the bytes are those of one process after at most some submissions again', async () => {
    const scenario = resolve('scenarios/gaussian-textbook.yaml');
    const [folder, alone] = [join(root, 'run'), join(root, 'alone')];
    program('power', scenario, '--replicates', '20000', '--out', alone, '--quiet');
    program('plan', scenario, '--replicates', '20000', '--shard-trials', '500', '--out', folder);
    expect(program('submit', folder).status).toBe(0);
    while (finished(folder) < 3) await new Promise((done) => setTimeout(done, 100));
    shell('ip -n labctl link set veth2 down');
    await new Promise((done) => setTimeout(done, 20_000));
    shell('ip -n labctl link set veth2 up');
    for (let times = 0; times < 4 && !existsSync(join(folder, 'power.json')); times++) {
      const end = Date.now() + 120_000;
      while (Date.now() < end && shell('nsenter --net=/run/netns/labctl squeue -h').trim() !== '')
        await new Promise((done) => setTimeout(done, 1000));
      program('submit', folder);
    }
    const end = Date.now() + 60_000;
    while (!existsSync(join(folder, 'power.json')) && Date.now() < end) await new Promise((done) => setTimeout(done, 500));
    expect(readFileSync(join(folder, 'power.json'), 'utf8')).toBe(readFileSync(join(alone, 'power.json'), 'utf8'));
  });
});
