import { join, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { stringify } from 'yaml';
import { CommandFailure } from './command-failure.ts';
import { engineVersion } from './engine-version.ts';
import { writeOutput } from './output-file.ts';
import { ResultsFolder } from './results-folder.ts';
import { shardsOf } from './run-plan.ts';
import { jobName, ownProgram, quoted } from './slurm-jobs.ts';

const targets = ['kubernetes', 'aws-batch', 'snakemake', 'parallel'] as const;
type Target = (typeof targets)[number];

interface EmitArguments {
  readonly target: Target;
  readonly folder: string;
  readonly image: string;
}

export const emitCommand: CommandModule<object, EmitArguments> = {
  command: 'emit <target> <folder>',
  describe: 'files that compute the parts of a run elsewhere: Kubernetes, AWS Batch, Snakemake, GNU parallel',
  builder: (argv) =>
    argv
      .positional('target', { choices: targets, demandOption: true, describe: 'what the files are for' })
      .positional('folder', { type: 'string', demandOption: true, describe: 'a folder made by plan' })
      .option('image', {
        type: 'string',
        default: `crossover-sim:${engineVersion()}`,
        describe: 'container image that holds the program',
        requiresArg: true,
      })
      .example('$0 emit parallel output/run', 'then: bash output/run/emit/run.sh')
      .example(
        '$0 emit kubernetes output/run --image registry.example/crossover-sim:1',
        'an indexed job; then: kubectl apply -f output/run/emit/job.yaml',
      ),
  handler({ target, folder: path, image }) {
    const folder = ResultsFolder.open(path);
    const count = shardsOf(folder.plan).length;
    if (count === 0) throw new CommandFailure(2, `${path} has no shards yet: plan it with --replicates`);
    const files = emitted(target, { path: resolve(path), name: jobName(folder.hash), count, image });
    for (const [name, text] of Object.entries(files)) {
      writeOutput(join(path, 'emit', name), text);
      process.stdout.write(`${join(path, 'emit', name)}\n`);
    }
  },
};

interface Emission {
  readonly path: string;
  readonly name: string;
  readonly count: number;
  readonly image: string;
}

function emitted(target: Target, emission: Emission): Record<string, string> {
  switch (target) {
    case 'kubernetes':
      return { 'job.yaml': kubernetes(emission) };
    case 'aws-batch':
      return awsBatch(emission);
    case 'snakemake':
      return { Snakefile: snakefile(emission) };
    case 'parallel':
      return { 'run.sh': parallel(emission) };
  }
}

/** Where the folder is mounted in a container. */
const MOUNT = '/run-folder';

/** An indexed job, one shard a pod, over a volume that all pods share. @see Kubernetes documentation, Jobs, completion mode Indexed */
function kubernetes({ name, count, image }: Emission): string {
  const command = ['sh', '-c', `crossover-sim run-shard ${MOUNT} "$JOB_COMPLETION_INDEX" --quiet`];
  return stringify({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: {
      completions: count,
      parallelism: Math.min(count, 50),
      completionMode: 'Indexed',
      backoffLimitPerIndex: 3,
      maxFailedIndexes: count,
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [
            {
              name: 'shard',
              image,
              command,
              resources: { requests: { cpu: '1', memory: '256Mi' } },
              volumeMounts: [{ name: 'folder', mountPath: MOUNT }],
            },
          ],
          volumes: [{ name: 'folder', persistentVolumeClaim: { claimName: name } }],
        },
      },
    },
  });
}

/** A job definition and the submission of an array job. @see AWS Batch user guide, array jobs: from 2 to 10 000 children */
function awsBatch({ name, count, image }: Emission): Record<string, string> {
  if (count > 10_000)
    throw new CommandFailure(
      2,
      `AWS Batch takes arrays of at most 10000, the plan has ${count} shards: plan again with larger --shard-trials`,
    );
  const definition = {
    jobDefinitionName: name,
    type: 'container',
    containerProperties: {
      image,
      command: ['sh', '-c', `crossover-sim run-shard ${MOUNT} "\${AWS_BATCH_JOB_ARRAY_INDEX:-0}" --quiet`],
      resourceRequirements: [
        { type: 'VCPU', value: '1' },
        { type: 'MEMORY', value: '512' },
      ],
      mountPoints: [{ sourceVolume: 'folder', containerPath: MOUNT, readOnly: false }],
      volumes: [{ name: 'folder', efsVolumeConfiguration: { fileSystemId: 'FILE-SYSTEM-ID' } }],
    },
    retryStrategy: { attempts: 3 },
  };
  const job = { jobName: name, jobQueue: 'JOB-QUEUE', jobDefinition: name, ...(count > 1 ? { arrayProperties: { size: count } } : {}) };
  return { 'job-definition.json': `${JSON.stringify(definition, null, 2)}\n`, 'submit-job.json': `${JSON.stringify(job, null, 2)}\n` };
}

/** One rule a shard, whose output is a mark that it is finished, and one rule that merges. */
function snakefile({ path, count }: Emission): string {
  const program = ownProgram();
  const folder = quoted(path);
  return `# snakemake --cores all --snakefile ${join(path, 'emit', 'Snakefile')}
SHARDS = range(${count})

rule all:
    input: ${JSON.stringify(join(path, 'power.json'))}

rule merge:
    input: expand(${JSON.stringify(join(path, 'emit', 'finished', '{index}'))}, index=SHARDS)
    output: ${JSON.stringify(join(path, 'power.json'))}
    shell: ${JSON.stringify(`${program} merge ${folder}`)}

rule shard:
    output: touch(${JSON.stringify(join(path, 'emit', 'finished', '{index}'))})
    shell: ${JSON.stringify(`${program} run-shard ${folder} {wildcards.index} --quiet`)}
`;
}

/** GNU parallel over all shards, then the merge; finished shards are left alone, so running it again is the resume. */
function parallel({ path, count }: Emission): string {
  const program = ownProgram();
  const folder = quoted(path);
  return `#!/bin/bash
# Computes all shards on the processors of this machine (or of those in --sshloginfile), then merges. Again is the resume.
set -uo pipefail
seq 0 ${count - 1} | parallel --halt never ${quoted(`${program} run-shard ${folder} {} --quiet`)}
exec ${program} merge ${folder}
`;
}
