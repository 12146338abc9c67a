import { type WorkflowTarget, refuseMoreThan, MERGE_PROCESSORS, MOUNT } from './target.ts';

/** A job definition, an array job and a merge. @see AWS Batch user guide, array jobs: from 2 to 10 000 children */
export function awsBatch({ name, count, memory, goesOn, image }: WorkflowTarget): Record<string, string> {
  refuseMoreThan(10000, 'an array of AWS Batch', count);
  const resources = (processors: number, mebibytes: number) => [
    { type: 'VCPU', value: String(processors) },
    { type: 'MEMORY', value: String(mebibytes) },
  ];
  const definition = {
    jobDefinitionName: name,
    type: 'container',
    containerProperties: {
      image,
      command: ['sh', '-c', `crossover-sim run-shard ${MOUNT} "\${AWS_BATCH_JOB_ARRAY_INDEX:-0}" --quiet`],
      resourceRequirements: resources(1, memory.shard),
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
    containerOverrides: {
      command: ['sh', '-c', `crossover-sim merge ${MOUNT}${goesOn ? ` --workers ${MERGE_PROCESSORS}` : ''}`],
      resourceRequirements: resources(goesOn ? MERGE_PROCESSORS : 1, memory.merge),
    },
  };
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return {
    'job-definition.json': json(definition),
    'submit-job.json': json(job),
    'submit-merge.json': json(merge),
    'submit.sh': `#!/bin/bash
# First put in your file system (FILE-SYSTEM-ID, whose root is this results folder) and your queue (JOB-QUEUE).
# Run it again to resume: finished shards are kept. If a shard fails, AWS Batch fails the merge that depends on it too: run this again.
set -euo pipefail
cd "$(dirname "$0")"
aws batch register-job-definition --cli-input-json file://job-definition.json
array="$(aws batch submit-job --cli-input-json file://submit-job.json --query jobId --output text)"
aws batch submit-job --cli-input-json file://submit-merge.json --depends-on "jobId=$array"
`,
  };
}
