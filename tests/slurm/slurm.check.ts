import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planText } from '../../src/cli/shards/plan-file.ts';
import type { RunPlan } from '../../src/cli/shards/plan.ts';

/** A real Slurm (controller and three nodes) on this machine; where it is not installed the suite is shown as skipped. */
const present = ['slurmctld', 'slurmd', 'munged'].every((name) => existsSync(`/usr/sbin/${name}`)) && existsSync('/usr/bin/sbatch');
const full = process.env.SLURM_FULL === '1';
const lab = '/tmp/crossover-slurm-lab';
const cli = resolve('dist/cli/cli.js');
const scenario = resolve('scenarios/gaussian-textbook.yaml');

describe.skipIf(!present)('over a real Slurm', () => {
  const root = mkdtempSync(join(tmpdir(), 'crossover-slurm-'));
  let folders = 0;

  const environment = { ...process.env, SLURM_LAB_DIR: lab, SLURM_CONF: join(lab, 'slurm.conf'), SLURM_LAB_TIMEOUT: '10' };
  const shell = (command: string): string => execFileSync('bash', ['-c', command], { encoding: 'utf8', env: environment });
  const program = (...words: string[]) => spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8', env: environment });
  const result = (folder: string): string => readFileSync(join(folder, 'power.json'), 'utf8');

  function reference(replicates: number): string {
    const folder = join(root, `reference-${replicates}`);
    if (!existsSync(folder))
      expect(program('power', scenario, '--replicates', String(replicates), '--out', folder, '--quiet').status).toBe(0);
    return result(folder);
  }

  function planned(shards: number): string {
    const folder = join(root, `it's run ${folders++}, 100 %a`);
    expect(program('plan', scenario, '--replicates', String(500 * shards), '--shard-trials', '500', '--out', folder).status).toBe(0);
    return folder;
  }

  const shardFile = (folder: string, index: number): string =>
    join(folder, 'shards', `cell0-${String(500 * index).padStart(10, '0')}-${String(500 * (index + 1)).padStart(10, '0')}.json`);

  /** Submits until the folder is complete, at most so many times. @returns how many it took */
  function submitted(folder: string, most: number): number {
    for (let times = 1; ; times++) {
      const { status, stdout, stderr } = program('submit', folder, '--wait');
      if (status === 0) return times;
      if (times === most) throw new Error(`not complete after ${times} submissions: ${stdout}${stderr}`);
    }
  }

  async function until(condition: () => boolean, seconds = 60): Promise<void> {
    const end = Date.now() + 1000 * seconds;
    while (!condition()) {
      if (Date.now() > end) throw new Error('waited in vain');
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  const finished = (folder: string): number =>
    readdirSync(join(folder, 'shards')).filter((name) => /^cell0-\d+-\d+\.json$/.test(name)).length;

  beforeAll(() => void shell('bash tests/slurm/slurm-up.sh'));
  afterAll(() => {
    shell('SLURM_LAB_PURGE=1 bash tests/slurm/slurm-down.sh');
    rmSync(root, { recursive: true });
  });

  it('some hundred shards merge to the bytes of one process', () => {
    const folder = planned(200);
    const started = Date.now();
    expect(submitted(folder, 1)).toBe(1);
    console.log(`200 shards in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    expect(result(folder)).toBe(reference(100_000));
  });

  it('a tornado in one command sends a second array for what follows from the first, and prints what it prints alone', () => {
    const [here, there] = ['here', 'there'].map((name) => join(root, `it's a tornado, 100 %a, ${name}`));
    const asked = ['power', scenario, '--tornado', '--vary', 'gaussian.difference=2:6', '--replicates', '2000'];
    const alone = program(...asked, '--out', here, '--quiet');
    const sent = program(...asked, '--out', there, '--executor', 'slurm', '--shards', '6', '--wait');
    expect([sent.status, sent.stdout]).toEqual([0, alone.stdout]);
    expect(sent.stderr.match(/sent \d+ of \d+ shards/g)).toEqual(['sent 6 of 6 shards', 'sent 14 of 20 shards']);
    expect(readFileSync(join(there, 'tornado.json'), 'utf8')).toBe(readFileSync(join(here, 'tornado.json'), 'utf8'));
  });

  it('truncated, flipped, foreign and misnamed shards are found, kept beside, and computed again', () => {
    const [folder, other] = [planned(12), join(root, 'other-seed')];
    submitted(folder, 1);
    expect(program('plan', scenario, '--seed', 'other', '--replicates', '1500', '--shard-trials', '500', '--out', other).status).toBe(0);
    expect(program('run-shard', other, '1').status).toBe(0);
    rmSync(join(folder, 'power.json'));
    writeFileSync(shardFile(folder, 2), readFileSync(shardFile(folder, 2), 'utf8').slice(0, 300));
    const bytes = readFileSync(shardFile(folder, 5));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(shardFile(folder, 5), bytes);
    copyFileSync(shardFile(folder, 7), shardFile(folder, 8));
    copyFileSync(shardFile(other, 1), shardFile(folder, 1));
    expect(program('status', folder).stdout).toContain(
      '8 of 12 shards finished (4000 of 6000 trials)\nforeign: 1\ntruncated: 2\ncorrupt: 5\nmisnamed: 8\n',
    );
    expect(program('merge', folder).status).toBe(2);
    const again = program('submit', folder, '--wait');
    expect(again.stdout).toContain('sent 4 of 12 shards (1-2,5,8)');
    expect(again.status).toBe(0);
    expect(result(folder)).toBe(reference(6000));
    const kept = readdirSync(join(folder, 'shards')).filter((name) => /\.json\.(foreign|truncated|corrupt|misnamed)-/.test(name));
    expect(kept.length).toBe(4);
  });

  it('a cancelled task is sent again, alone', async () => {
    const folder = planned(16);
    const { stdout } = program('submit', folder);
    const job = /as job (\d+)/.exec(stdout)?.[1] ?? '';
    shell(`scancel ${job}_[10-15]`);
    await until(() => shell('squeue -h').trim() === '', 120);
    expect(program('status', folder).stdout).toMatch(/missing/);
    const again = program('submit', folder, '--wait');
    expect(again.stdout).toMatch(/sent \d+ of 16 shards/);
    expect(Number(/sent (\d+) of/.exec(again.stdout)?.[1])).toBeLessThanOrEqual(6);
    expect(result(folder)).toBe(reference(8000));
  });

  it('a job submitted twice does its work twice and the result once', () => {
    const folder = planned(8);
    expect(program('submit', folder).status).toBe(0);
    submitted(folder, 2);
    expect(result(folder)).toBe(reference(4000));
    expect(readdirSync(join(folder, 'shards')).filter((name) => name.includes('conflict'))).toEqual([]);
  });

  it('a node whose daemon is killed: what it ran may run twice, nothing is lost', async () => {
    const folder = planned(20);
    expect(program('submit', folder).status).toBe(0);
    await until(() => finished(folder) > 3);
    shell(`kill -9 $(cat ${lab}/run/slurmd.n2.pid)`);
    await until(() => finished(folder) > 10, 120);
    shell(`slurmd -N n2 -f ${lab}/slurm.conf`);
    submitted(folder, 3);
    expect(result(folder)).toBe(reference(10_000));
  });

  it('another version of the program refuses, and says so in its log', async () => {
    const folder = planned(2);
    const path = join(folder, 'plan.json');
    const plan = readFileSync(path, 'utf8');
    const { checksum, ...content } = JSON.parse(plan) as RunPlan & { checksum: string };
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(path, planText({ ...content, engine: '0.0.1' }));
    expect(program('submit', folder).status).toBe(0);
    await until(() => shell('squeue -h').trim() === '', 60);
    expect(finished(folder)).toBe(0);
    expect(readFileSync(join(folder, 'slurm', 'shard-0.log'), 'utf8')).toMatch(/made by version 0\.0\.1/);
    writeFileSync(path, plan);
    submitted(folder, 1);
    expect(result(folder)).toBe(reference(1000));
  });

  it.skipIf(!existsSync('/usr/bin/snakemake'))('Snakemake computes what emit wrote', () => {
    const folder = planned(4);
    expect(program('emit', 'snakemake', folder).status).toBe(0);
    const make = (): string => shell(`cd ${root} && snakemake --cores 2 --snakefile "${join(folder, 'emit', 'Snakefile')}" 2>&1`);
    make();
    expect(result(folder)).toBe(reference(2000));
    rmSync(join(folder, 'power.json'));
    writeFileSync(shardFile(folder, 2), 'damaged');
    expect(make()).toMatch(/shard +1\b/); // one part alone is computed again
    expect(result(folder)).toBe(reference(2000));
  });

  it.skipIf(!existsSync('/usr/bin/snakemake'))('Snakemake keeps an answer that is a no', () => {
    const folder = join(root, "it's not reached, 100 %a");
    const asked = ['--set', 'power.truthPatients=100', '--replicates', '6000', '--max', '12'];
    expect(program('plan', scenario, '--for', 'sample-size', ...asked, '--shard-trials', '3000', '--out', folder).status).toBe(0);
    expect(program('emit', 'snakemake', folder).status).toBe(0);
    shell(`cd ${root} && snakemake --cores 2 --snakefile "${join(folder, 'emit', 'Snakefile')}" 2>&1`);
    expect(readFileSync(join(folder, 'sample-size.json'), 'utf8')).toContain('"notReached": "no size up to 12 patients reaches');
  });

  it.skipIf(!full)('a controller killed right after submission and back: at most some submissions again', async () => {
    const folder = planned(30);
    expect(program('submit', folder).status).toBe(0);
    shell(`kill -9 $(cat ${lab}/run/slurmctld.pid)`);
    await new Promise((done) => setTimeout(done, 3000));
    shell(`slurmctld -f ${lab}/slurm.conf`);
    await until(() => spawnSync('squeue', ['-h'], { env: environment }).status === 0, 60);
    // It may have forgotten jobs and give their numbers again: "Duplicate jobid" drains the nodes, until an administrator brings them back.
    const administrator = spawn('bash', ['-c', 'while :; do scontrol update nodename=n[1-3] state=resume; sleep 2; done'], {
      env: environment,
      stdio: 'ignore',
    });
    try {
      await until(() => shell('squeue -h').trim() === '', 180).catch(() => undefined);
      submitted(folder, 3);
    } finally {
      administrator.kill();
    }
    expect(result(folder)).toBe(reference(15_000));
  });

  it.skipIf(!full)('a node killed with everything on it: its tasks are requeued or sent again', async () => {
    const folder = planned(40);
    expect(program('submit', folder).status).toBe(0);
    await until(() => finished(folder) > 3);
    const tasks = shell('squeue --noheader --array --states=running --nodelist=n3 --format="%A %a"').trim().split('\n');
    shell(`kill -9 $(cat ${lab}/run/slurmd.n3.pid)`);
    for (const [job, index] of tasks.map((task) => task.split(' '))) {
      shell(
        `pkill -9 -f '^slurmstepd: .${job}[.]' || true; pkill -9 -f '^[^ ]*node .*run-shard .*run ${folders - 1}, .* ${index} ' || true`,
      );
    }
    await until(() => finished(folder) > 15, 180).catch(() => undefined);
    shell(`slurmd -N n3 -f ${lab}/slurm.conf`);
    await until(() => shell('squeue -h').trim() === '', 240).catch(() => undefined);
    submitted(folder, 3);
    expect(result(folder)).toBe(reference(20_000));
  });

  it.skipIf(!full || process.getuid?.() !== 0)(
    'a full shared disk: tasks fail with one line, no partial file, the resume sends the rest',
    async () => {
      const disk = join(root, 'disk');
      shell(`mkdir -p ${disk} && mount -t tmpfs -o size=160k tmpfs ${disk}`);
      try {
        const folder = join(disk, 'run');
        expect(program('plan', scenario, '--replicates', '20000', '--shard-trials', '500', '--out', folder).status).toBe(0);
        program('submit', folder);
        await until(() => shell('squeue -h').trim() === '', 120);
        expect(finished(folder)).toBeLessThan(40);
        expect(
          readdirSync(join(folder, 'shards')).filter((name) => name.endsWith('.tmp') && statSync(join(folder, 'shards', name)).size > 0),
        ).toEqual([]);
        shell(`mount -o remount,size=16m ${disk}`);
        submitted(folder, 2);
        expect(result(folder)).toBe(reference(20_000));
      } finally {
        shell(`umount ${disk}`);
      }
    },
  );

  it.skipIf(!existsSync('/usr/bin/faketime'))('a node whose clock is two minutes ahead computes the same bytes', async () => {
    const folder = planned(12);
    shell(`kill $(cat ${lab}/run/slurmd.n1.pid)`);
    await new Promise((done) => setTimeout(done, 2000));
    shell(`faketime -f +120s slurmd -N n1 -f ${lab}/slurm.conf`);
    submitted(folder, 3);
    expect(result(folder)).toBe(reference(6000));
  });

  it('more shards than an array takes are refused before anything is sent, with the fix', () => {
    const folder = join(root, 'many');
    expect(program('plan', scenario, '--replicates', '1050000', '--shard-trials', '500', '--out', folder).status).toBe(0);
    const { status, stderr } = program('submit', folder);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/MaxArraySize.*plan again with --shard-trials \d+ or more/)]);
    expect(existsSync(join(folder, 'slurm'))).toBe(false);
    expect(shell('squeue -h').trim()).toBe('');
  });

  it('two submissions at the same moment do no harm', async () => {
    const folder = planned(6);
    const both = [0, 1].map(() => spawn(process.execPath, [cli, 'submit', folder], { env: environment, stdio: 'ignore' }));
    await Promise.all(both.map((child) => new Promise((done) => child.on('exit', done))));
    submitted(folder, 2);
    expect(result(folder)).toBe(reference(3000));
  });
});
