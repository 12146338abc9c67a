import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { parse } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
let folders = 0;
afterAll(() => rmSync(root, { recursive: true }));

async function planned(shards: number, name = `run ${folders++}`): Promise<string> {
  const folder = join(root, name);
  const words = ['plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', String(500 * shards)];
  expect((await run(...words, '--shard-trials', '500', '--out', folder)).exitCode).toBe(0);
  return folder;
}

async function emitted(target: string, folder: string, ...words: string[]): Promise<(name: string) => string> {
  const { exitCode, stdout } = await run('emit', target, folder, ...words);
  expect(exitCode).toBe(0);
  const read = (name: string): string => readFileSync(join(folder, 'emit', name), 'utf8');
  for (const file of stdout.trim().split('\n')) expect(existsSync(file)).toBe(true);
  return read;
}

describe('emit kubernetes', () => {
  it('emit kubernetes writes an indexed job with one completion a shard, and a merge, as the schema of Kubernetes wants them', async () => {
    const read = await emitted('kubernetes', await planned(3), '--image', 'registry.example/x:1');
    const [job, merge] = ['job.yaml', 'merge.yaml'].map((name) => {
      const manifest = new Job(parse(read(name)) as object);
      manifest.validate();
      return manifest;
    });
    expect(job.spec).toMatchObject({ completions: 3, completionMode: 'Indexed', backoffLimitPerIndex: 3, maxFailedIndexes: 3 });
    const container = job.spec?.template.spec?.containers[0];
    expect(container?.resources?.requests).toEqual({ cpu: '1', memory: '256Mi' });
    expect(container?.image).toBe('registry.example/x:1');
    expect(container?.command?.[2]).toContain('run-shard /run-folder "$JOB_COMPLETION_INDEX"');
    expect(merge.spec?.template.spec?.containers[0].command?.[2]).toBe('crossover-sim merge /run-folder');
    expect(() => {
      new Job({ ...(parse(read('job.yaml')) as object), spec: { completions: 'three' } } as object).validate();
    }).toThrow();
  });
});

/** The shapes that AWS publishes for its services, as its own Python library checks them; where that is not installed the test is shown as skipped. */
const shapes = spawnSync('/usr/bin/python3', ['-c', 'import botocore.session'], { encoding: 'utf8' }).status === 0;
const check = `
import json, sys, botocore.session, botocore.validate
model = botocore.session.Session().get_service_model('batch')
for operation, path in zip(sys.argv[1::2], sys.argv[2::2]):
    found = botocore.validate.ParamValidator().validate(json.load(open(path)), model.operation_model(operation).input_shape)
    if found.has_errors(): sys.exit(path + ': ' + found.generate_report())
`;

describe('emit aws-batch', () => {
  const checked = (...words: string[]) => spawnSync('/usr/bin/python3', ['-c', check, ...words], { encoding: 'utf8' });

  it.skipIf(!shapes)('emit aws-batch writes files of the shape that AWS Batch publishes', async () => {
    const folder = await planned(3);
    await emitted('aws-batch', folder);
    const file = (name: string): string => join(folder, 'emit', name);
    const all = ['RegisterJobDefinition', file('job-definition.json'), 'SubmitJob', file('submit-job.json')];
    expect(checked(...all, 'SubmitJob', file('submit-merge.json'))).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(file('wrong.json'), '{"jobName": 3}');
    expect(checked('SubmitJob', file('wrong.json')).stderr).toMatch(/Missing required parameter/);
  });

  it('emit aws-batch writes an array of as many children, and a merge that waits for the number that the array was given', async () => {
    const folder = await planned(3);
    const read = await emitted('aws-batch', folder);
    expect(JSON.parse(read('submit-job.json'))).toMatchObject({ arrayProperties: { size: 3 } });
    expect(JSON.parse(read('job-definition.json'))).toMatchObject({ type: 'container', retryStrategy: { attempts: 3 } });
    const bin = join(root, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'aws'), '#!/bin/sh\necho "$*" >&2\necho 4711\n', { mode: 0o755 });
    const { status, stderr } = spawnSync('bash', [join(folder, 'emit', 'submit.sh')], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:/usr/bin:/bin` },
    });
    expect(status).toBe(0);
    expect(stderr.trim().split('\n')).toEqual([
      'batch register-job-definition --cli-input-json file://job-definition.json',
      'batch submit-job --cli-input-json file://submit-job.json --query jobId --output text',
      'batch submit-job --cli-input-json file://submit-merge.json --depends-on jobId=4711',
    ]);
  });

  it('large parts ask for more memory', async () => {
    const folder = join(root, 'large');
    const words = ['plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '100000000'];
    await run(...words, '--shard-trials', '20000000', '--out', folder);
    const definition = JSON.parse((await emitted('aws-batch', folder))('job-definition.json')) as {
      containerProperties: { resourceRequirements: object[] };
    };
    expect(definition.containerProperties.resourceRequirements).toContainEqual({ type: 'MEMORY', value: '768' });
  });

  it('a single part is no array, and more shards than one takes are refused', async () => {
    const read = await emitted('aws-batch', await planned(1));
    expect(JSON.parse(read('submit-job.json'))).not.toHaveProperty('arrayProperties');
    const { exitCode, stderr } = await run('emit', 'aws-batch', await planned(10_001));
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/at most 10000 shards, the plan has 10001: plan again/)]);
  });
});

describe('emit snakemake and parallel', () => {
  it('emit snakemake and emit parallel write every shard, then the merge', async () => {
    const folder = await planned(3);
    expect((await emitted('snakemake', folder))('Snakefile')).toMatch(
      /rule merge:[\s\S]*expand\(MARK, index=WANTED\)[\s\S]*run-shard .* \{wildcards\.index\} --quiet/,
    );
    expect((await emitted('parallel', folder))('run.sh')).toMatch(/seq 0 2 \| parallel .*run-shard[\s\S]*exec .* merge/);
  });

  it('a folder with braces, which both read as a place for something else, is refused', async () => {
    const folder = await planned(1, 'run {index}');
    for (const target of ['snakemake', 'parallel'])
      expect(await run('emit', target, folder)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('choose a path without them') as string,
      });
  });
});

describe('emit for a question about many studies', () => {
  const asked = ['--set', 'power.truthPatients=100', '--replicates', '1000', '--shard-trials', '500'];

  it('a merge that may simulate what follows from the results gets processors for it, and every target computes all shards', async () => {
    const folder = join(root, 'tornado');
    await run('plan', shipped('gaussian-textbook.yaml'), '--tornado', '--vary', 'gaussian.difference=2:6', ...asked, '--out', folder);
    expect((await emitted('parallel', folder))('run.sh')).toMatch(/seq 0 5 \| parallel [^]* merge \S+ --workers auto\n$/);
    const snakefile = (await emitted('snakemake', folder))('Snakefile');
    expect(snakefile).toMatch(/output: "\S+tornado\.json"\n {4}threads: 4\n {4}shell: ".* merge \S+ --workers \{threads\} \|\| /);
    const read = await emitted('kubernetes', folder);
    const [job, merge] = ['job.yaml', 'merge.yaml'].map((name) => parse(read(name)) as object);
    for (const manifest of [job, merge]) new Job(manifest).validate();
    expect(job).toMatchObject({ spec: { completions: 6 } });
    const containers = [{ command: ['sh', '-c', 'crossover-sim merge /run-folder --workers 4'], resources: { requests: { cpu: '4' } } }];
    expect(merge).toMatchObject({ spec: { template: { spec: { containers } } } });
  });

  it('a merge that holds the counts of many trials, and shards with rows of data files, ask for their memory', async () => {
    const sweep = join(root, 'sweep');
    const words = ['--vary', 'gaussian.difference=2,4', ...asked.slice(0, 2), '--replicates', '100000000'];
    await run('plan', shipped('gaussian-textbook.yaml'), ...words, '--out', sweep);
    const merge = JSON.parse((await emitted('aws-batch', sweep))('submit-merge.json')) as object;
    const memoryOf = (mebibytes: string) => [
      { type: 'VCPU', value: '1' },
      { type: 'MEMORY', value: mebibytes },
    ];
    expect(merge).toMatchObject({ containerOverrides: { resourceRequirements: memoryOf('2048') } });
    const trials = join(root, 'trials');
    const data = ['--for', 'simulate', '--trials', '5000', '--shard-trials', '5000'];
    await run('plan', shipped('gaussian-textbook.yaml'), ...data, '--out', trials);
    const definition = JSON.parse((await emitted('aws-batch', trials))('job-definition.json')) as object;
    expect(definition).toMatchObject({ containerProperties: { resourceRequirements: memoryOf('1280') } });
  });
});
