import { join } from 'node:path';
import { stringify } from 'yaml';
import { quoted } from '../../arguments/shell-words.ts';
import { type WorkflowTarget, refuseMoreThan, MERGE_PROCESSORS, MOUNT } from './target.ts';

/** An indexed job, one shard a pod, over a volume that all pods share, and a merge. @see Kubernetes documentation, Jobs, completion mode Indexed */
export function kubernetes({ path, name, count, memory, goesOn, image }: WorkflowTarget): Record<string, string> {
  refuseMoreThan(100000, 'an indexed job with every shard allowed to fail', count);
  const pod = (command: string, mebibytes: number, cpu = 1) => ({
    spec: {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'crossover-sim',
          image,
          command: ['sh', '-c', command],
          resources: { requests: { cpu: String(cpu), memory: `${mebibytes}Mi` } },
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
      template: pod(`crossover-sim run-shard ${MOUNT} "$JOB_COMPLETION_INDEX" --quiet`, memory.shard),
    },
  };
  const threads = goesOn ? ` --workers ${MERGE_PROCESSORS}` : '';
  const merge = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${name}-merge` },
    spec: { backoffLimit: 0, template: pod(`crossover-sim merge ${MOUNT}${threads}`, memory.merge, goesOn ? MERGE_PROCESSORS : 1) },
  };
  const file = (each: string): string => quoted(join(path, 'emit', each));
  const how = `# Needs Kubernetes 1.29 or newer, and a claim (PersistentVolumeClaim) named ${name} that holds this results folder.
# kubectl apply -f ${file('job.yaml')}
# when it has ended, well or not: kubectl apply -f ${file('merge.yaml')}   (its log names what is missing)
# to resume: kubectl delete job ${name} ${name}-merge, and again; finished shards are left alone
`;
  return { 'job.yaml': `${how}${stringify(job)}`, 'merge.yaml': `${how}${stringify(merge)}` };
}
