import { join } from 'node:path';
import { stringify } from 'yaml';
import { CommandFailure } from '../../terminal/command-failure.ts';
import { ownProgram, ownWords, quoted } from '../job-script.ts';

/** A run in parts that is to be computed elsewhere. */
export interface Emission {
  /** Whole path of the results folder. */
  readonly path: string;
  /** What its jobs are called. */
  readonly name: string;
  /** Shards of its plan. */
  readonly count: number;
  /** Trials of a shard at most, which decide the memory of a task. */
  readonly shardTrials: number;
  /** Container image that holds the program. */
  readonly image: string;
}

/** Memory of a task in MiB: measured 90 MB and 13 MB per million trials of the part, whose tallies wait for its file; twice that, in steps of 256. */
function memoryOf(shardTrials: number): number {
  return 256 * Math.ceil((180 + (26 * shardTrials) / 1e6) / 256);
}

/** Files by their name, for each scheduler; all call `run-shard DIR INDEX` for every part and `merge DIR` in the end. */
export const emissions: Readonly<Record<string, (emission: Emission) => Record<string, string>>> = {
  kubernetes,
  'aws-batch': awsBatch,
  snakemake,
  parallel,
};

/** Where the folder is mounted in a container. */
const MOUNT = '/run-folder';

/** @throws CommandFailure (2) where a name has what the scheduler reads as a place for something else */
function refuseBraces(who: string, names: readonly string[]): void {
  const name = names.find((each) => /[{}]/.test(each));
  if (name !== undefined)
    throw new CommandFailure(2, `${who} reads braces as a place for something else: choose a path without them, got ${name}`);
}

/** @throws CommandFailure (2) */
function refuseMoreThan(most: number, who: string, count: number): void {
  if (count > most)
    throw new CommandFailure(2, `${who} takes at most ${most} parts, the plan has ${count}: plan again with larger --shard-trials`);
}

/** An indexed job, one shard a pod, over a volume that all pods share, and a merge. @see Kubernetes documentation, Jobs, completion mode Indexed */
function kubernetes({ path, name, count, shardTrials, image }: Emission): Record<string, string> {
  refuseMoreThan(100_000, 'an indexed job with every part allowed to fail', count);
  const pod = (command: string) => ({
    spec: {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'crossover-sim',
          image,
          command: ['sh', '-c', command],
          resources: { requests: { cpu: '1', memory: `${memoryOf(shardTrials)}Mi` } },
          volumeMounts: [{ name: 'folder', mountPath: MOUNT }],
        },
      ],
      volumes: [{ name: 'folder', persistentVolumeClaim: { claimName: name } }],
    },
  });
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: {
      completions: count,
      parallelism: Math.min(count, 50),
      completionMode: 'Indexed',
      backoffLimitPerIndex: 3,
      maxFailedIndexes: count,
      template: pod(`crossover-sim run-shard ${MOUNT} "$JOB_COMPLETION_INDEX" --quiet`),
    },
  };
  const merge = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${name}-merge` },
    spec: { backoffLimit: 0, template: pod(`crossover-sim merge ${MOUNT}`) },
  };
  const file = (each: string): string => quoted(join(path, 'emit', each));
  const how = `# Needs Kubernetes 1.29 or newer, and a claim (PersistentVolumeClaim) named ${name} that holds this results folder.
# kubectl apply -f ${file('job.yaml')}
# when it has ended, well or not: kubectl apply -f ${file('merge.yaml')}   (its log names what is missing)
# to resume: kubectl delete job ${name} ${name}-merge, and again; finished parts are left alone
`;
  return { 'job.yaml': `${how}${stringify(job)}`, 'merge.yaml': `${how}${stringify(merge)}` };
}

/** A job definition, an array job and a merge. @see AWS Batch user guide, array jobs: from 2 to 10 000 children */
function awsBatch({ name, count, shardTrials, image }: Emission): Record<string, string> {
  refuseMoreThan(10_000, 'an array of AWS Batch', count);
  const definition = {
    jobDefinitionName: name,
    type: 'container',
    containerProperties: {
      image,
      command: ['sh', '-c', `crossover-sim run-shard ${MOUNT} "\${AWS_BATCH_JOB_ARRAY_INDEX:-0}" --quiet`],
      resourceRequirements: [
        { type: 'VCPU', value: '1' },
        { type: 'MEMORY', value: String(memoryOf(shardTrials)) },
      ],
      mountPoints: [{ sourceVolume: 'folder', containerPath: MOUNT, readOnly: false }],
      volumes: [{ name: 'folder', efsVolumeConfiguration: { fileSystemId: 'FILE-SYSTEM-ID' } }],
    },
    retryStrategy: { attempts: 3 },
  };
  const job = { jobName: name, jobQueue: 'JOB-QUEUE', jobDefinition: name, ...(count > 1 ? { arrayProperties: { size: count } } : {}) };
  const merge = {
    jobName: `${name}-merge`,
    jobQueue: 'JOB-QUEUE',
    jobDefinition: name,
    containerOverrides: { command: ['sh', '-c', `crossover-sim merge ${MOUNT}`] },
  };
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return {
    'job-definition.json': json(definition),
    'submit-job.json': json(job),
    'submit-merge.json': json(merge),
    'submit.sh': `#!/bin/bash
# First put in your file system (FILE-SYSTEM-ID, whose root is this results folder) and your queue (JOB-QUEUE).
# Again is the resume: finished parts are left alone. If a part fails, AWS Batch fails the merge behind it too: run this again.
set -euo pipefail
cd "$(dirname "$0")"
aws batch register-job-definition --cli-input-json file://job-definition.json
array="$(aws batch submit-job --cli-input-json file://submit-job.json --query jobId --output text)"
aws batch submit-job --cli-input-json file://submit-merge.json --depends-on "jobId=$array"
`,
  };
}

/** One rule a shard and one that merges; which shards are wanted is asked of the folder, since its files are the truth. */
function snakemake({ path }: Emission): Record<string, string> {
  refuseBraces('Snakemake', [path, ...ownWords()]);
  const shell = (words: string): string => JSON.stringify(`${ownProgram()} ${words}`);
  const folder = quoted(path);
  const mark = JSON.stringify(join(path, 'emit', 'finished', '{index}'));
  return {
    Snakefile: `# snakemake --cores all --snakefile ${quoted(join(path, 'emit', 'Snakefile'))}
# Again is the resume: the files of finished parts are left alone, what is missing or damaged is computed.
import json, os, subprocess

STATUS = subprocess.run(${JSON.stringify([...ownWords(), 'status', path, '--json'])}, check=True, capture_output=True).stdout
WANTED = sorted(index for indices in json.loads(STATUS)["unfinished"].values() for index in indices)
MARK = ${mark}
for index in WANTED:
    if os.path.exists(MARK.format(index=index)):
        os.remove(MARK.format(index=index))

rule all:
    input: ${JSON.stringify(join(path, 'power.json'))}

rule merge:
    input: expand(MARK, index=WANTED)
    output: ${JSON.stringify(join(path, 'power.json'))}
    shell: ${shell(`merge ${folder}`)}

rule shard:
    output: touch(MARK)
    shell: ${shell(`run-shard ${folder} {wildcards.index} --quiet`)}
`,
  };
}

/** GNU parallel over all shards, then the merge. */
function parallel({ path, count }: Emission): Record<string, string> {
  refuseBraces('GNU parallel', [path, ...ownWords()]);
  const folder = quoted(path);
  return {
    'run.sh': `#!/bin/bash
# Computes all shards on the processors of this machine (or of those in --sshloginfile), then merges. Again is the resume: finished shards are left alone.
set -uo pipefail
seq 0 ${count - 1} | parallel --halt never ${quoted(`${ownProgram()} run-shard ${folder} {} --quiet`)}
exec ${ownProgram()} merge ${folder}
`,
  };
}
