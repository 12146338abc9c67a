import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from './command-line.ts';

const root = emptyFolder();
const bin = join(root, 'bin');
const calls = join(root, 'calls.txt');
const path = process.env.PATH ?? '';
let folders = 0;

/** A program of the given name that notes how it was called and answers. */
function fake(name: string, answer: string, status = 0): void {
  writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> ${calls}\nprintf '%s\\n' '${answer}'\nexit ${status}\n`);
  chmodSync(join(bin, name), 0o755);
}

beforeEach(() => {
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  writeFileSync(calls, '');
  process.env.PATH = `${bin}:/usr/bin:/bin`;
});
afterEach(() => {
  process.env.PATH = path;
});
afterAll(() => rmSync(root, { recursive: true }));

async function planned(shards: number): Promise<string> {
  const folder = join(root, `run ${folders++}`);
  const words = ['plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', String(500 * shards)];
  expect((await run(...words, '--shard-trials', '500', '--out', folder)).exitCode).toBe(0);
  return folder;
}

const called = (program: string): string[] =>
  readFileSync(calls, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${program} `));

describe('submit', () => {
  it('sends exactly what is missing or damaged as one array, and a merge that runs whatever becomes of it', async () => {
    fake('sbatch', '42');
    fake('scontrol', 'MaxArraySize = 1001');
    const folder = await planned(6);
    await run('run-shard', folder, '1', '4');
    const shard = join(folder, 'shards', 'cell0-0000000500-0000001000.json');
    writeFileSync(shard, readFileSync(shard, 'utf8').slice(0, 100));
    const { exitCode, stdout } = await run('submit', folder, '--sbatch', '--partition=short --time=30');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('sent 5 of 6 shards (0-3,5) as job 42, merge as job 42');
    const [array, merge] = called('sbatch');
    expect(array).toMatch(/^sbatch --parsable --partition=short --time=30 --array=0-3,5 .*run-shard\.sh$/);
    expect(merge).toMatch(/--dependency=afterany:42 .*merge\.sh$/);
    const script = readFileSync(join(folder, 'slurm', 'run-shard.sh'), 'utf8');
    expect(script).toMatch(/^#!\/bin\/bash\n#SBATCH --job-name=crossover-[0-9a-f]{12}\n/);
    expect(script).toMatch(/run-shard '.*run \d+' "\$SLURM_ARRAY_TASK_ID" --quiet/);
  });

  it('again is the resume: with every shard there only a lost merge is sent, and then nothing', async () => {
    fake('sbatch', '7');
    const folder = await planned(2);
    await run('run-shard', folder, '0', '1');
    expect((await run('submit', folder)).stdout).toContain('every shard is there: merge is job 7');
    await run('merge', folder);
    expect((await run('submit', folder)).stdout).toContain('nothing to do');
    expect(called('sbatch')).toHaveLength(1);
  });

  it('refuses more shards than an array takes before anything is sent, and names the fix', async () => {
    fake('sbatch', '1');
    fake('scontrol', 'MaxArraySize            = 4');
    const { exitCode, stderr } = await run('submit', await planned(6));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /6 shards, and this Slurm takes arrays up to index 3 \(MaxArraySize\): plan again with --shard-trials 1000 or more/,
    );
    expect(called('sbatch')).toEqual([]);
  });

  it('says what is wrong where there is no Slurm, where it refuses, and with a template that runs nothing', async () => {
    const folder = await planned(1);
    process.env.PATH = bin;
    expect((await run('submit', folder)).stderr).toMatch(/cannot run sbatch: .*emit parallel DIR/);
    fake('sbatch', '', 1);
    expect((await run('submit', folder)).stderr).toMatch(/sbatch refused/);
    const template = join(root, 'template.sh');
    writeFileSync(template, '#!/bin/bash\necho nothing\n');
    expect((await run('submit', folder, '--template', template)).stderr).toMatch(/expected \{\{run\}\}/);
    writeFileSync(template, '#!/bin/bash\n#SBATCH --mem=1G\nsrun {{run}}\n');
    process.env.PATH = `${bin}:/usr/bin:/bin`;
    fake('sbatch', '9');
    expect((await run('submit', folder, '--template', template)).exitCode).toBe(0);
    expect(readFileSync(join(folder, 'slurm', 'run-shard.sh'), 'utf8')).toMatch(/^srun .* run-shard .*"\$SLURM_ARRAY_TASK_ID"/m);
  });

  it('does not send a folder with shards of another run', async () => {
    fake('sbatch', '1');
    const [folder, other] = [await planned(1), await planned(1)];
    await run('run-shard', other, '0');
    const name = join('shards', 'cell0-0000000000-0000000500.json');
    writeFileSync(join(folder, name), readFileSync(join(other, name), 'utf8').replace(/"plan":"[0-9a-f]{8}/, '"plan":"00000000'));
    const { exitCode, stderr } = await run('submit', folder);
    expect(exitCode === 2 ? stderr : called('sbatch').join()).toMatch(/another run|--array=0/);
  });
});

it('power --executor slurm plans and sends in one', async () => {
  fake('sbatch', '11');
  const folder = join(root, 'elsewhere');
  const words = ['power', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--executor', 'slurm'];
  const { stdout, exitCode } = await run(...words, '--replicates', '3000', '--shards', '3', '--out', folder);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('3 shards of up to 1000 trials');
  expect(called('sbatch')[0]).toContain('--array=0-2');
  expect((await run(...words, '--shards', 'few', '--out', join(root, 'x'))).stderr).toMatch(/--shards: expected a whole number/);
  expect((await run(...words)).stderr).toMatch(/--executor: say with --out/);
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

describe('emit', () => {
  it('Kubernetes: an indexed job with one completion a shard', async () => {
    const folder = await planned(3);
    await run('emit', 'kubernetes', folder, '--image', 'registry.example/x:1');
    const job = parse(readFileSync(join(folder, 'emit', 'job.yaml'), 'utf8')) as {
      apiVersion: string;
      kind: string;
      spec: { completions: number; completionMode: string; template: { spec: { containers: { image: string; command: string[] }[] } } };
    };
    expect([job.apiVersion, job.kind, job.spec.completions, job.spec.completionMode]).toEqual(['batch/v1', 'Job', 3, 'Indexed']);
    expect(job.spec.template.spec.containers[0]).toMatchObject({ image: 'registry.example/x:1' });
    expect(job.spec.template.spec.containers[0].command[2]).toContain('run-shard /run-folder "$JOB_COMPLETION_INDEX"');
  });

  it('AWS Batch: a definition and an array job of as many children', async () => {
    const folder = await planned(3);
    await run('emit', 'aws-batch', folder);
    const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, 'emit', name), 'utf8'));
    expect(read('submit-job.json')).toMatchObject({ arrayProperties: { size: 3 } });
    expect(read('job-definition.json')).toMatchObject({ type: 'container', retryStrategy: { attempts: 3 } });
  });

  it('Snakemake and GNU parallel: every shard, then the merge', async () => {
    const folder = await planned(3);
    await run('emit', 'snakemake', folder);
    await run('emit', 'parallel', folder);
    expect(readFileSync(join(folder, 'emit', 'Snakefile'), 'utf8')).toMatch(
      /SHARDS = range\(3\)[\s\S]*rule merge:[\s\S]*run-shard .* \{wildcards\.index\} --quiet/,
    );
    expect(readFileSync(join(folder, 'emit', 'run.sh'), 'utf8')).toMatch(/seq 0 2 \| parallel .*run-shard[\s\S]*exec .* merge/);
  });
});
