import { spawnSync } from 'node:child_process';
import { jobName, type JobFolder } from './job-script.ts';

/** One task of the folder's jobs in the queue. */
export interface QueuedTask {
  readonly job: string;
  readonly state: string;
  /** Slurm's reason: why it is pending or held. */
  readonly reason: string;
}

/** The folder's tasks in the queue; `absent` where there is no Slurm to ask, `silent` where it does not answer. */
export type Queue = readonly QueuedTask[] | 'absent' | 'silent';

/** Milliseconds that squeue may take before it counts as silent: twice what it takes to give up on a controller that is down (about 10 s, measured). */
const PATIENCE_MS = 20_000;

/** Asks squeue for the folder's tasks, those of its merge among them. */
export function queueOf(folder: JobFolder): Queue {
  const name = jobName(folder);
  const { status, stdout, error } = spawnSync('squeue', ['--noheader', '--array', '--format=%i|%T|%r', `--name=${name},${name}-merge`], {
    encoding: 'utf8',
    timeout: PATIENCE_MS,
  });
  if (error !== undefined) return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'silent';
  if (status !== 0) return 'silent';
  return stdout
    .split('\n')
    .filter((line) => line.includes('|'))
    .map((line) => {
      const [job, state, reason] = line.trim().split('|');
      return { job, state, reason: reason.replaceAll(/[()]/g, '') };
    });
}

/** The tasks that are known to be in the queue. */
export function tasksIn(queue: Queue): readonly QueuedTask[] {
  return typeof queue === 'string' ? [] : queue;
}

/** What a reason means and what to do; those that `held` marks do not go away by themselves. */
const remedies: Readonly<Record<string, { readonly words: string; readonly held?: true; readonly down?: true }>> = {
  JobHeldUser: { words: 'held by its user: scontrol release JOB', held: true },
  JobHeldAdmin: { words: 'held by an administrator: ask them', held: true },
  launch_failed_requeued_held: { words: 'a node could not start it: scontrol release JOB, or submit again', held: true },
  DependencyNeverSatisfied: { words: 'its dependency was lost: submit again sends a new merge', held: true },
  PartitionTimeLimit: { words: 'asks for more time than the partition gives: scancel it, and submit with a shorter --time', held: true },
  PartitionNodeLimit: { words: 'asks for more nodes than the partition gives: scancel it, and submit with other options', held: true },
  PartitionConfig: { words: 'asks for what the partition does not have: scancel it, and submit with other options', held: true },
  BadConstraints: { words: 'no node has what --constraint asks: scancel it, and submit with other options', held: true },
  InvalidQOS: { words: 'the quality of service is not valid: scancel it, and submit with another --qos', held: true },
  InvalidAccount: { words: 'the account is not valid: scancel it, and submit with another --account', held: true },
  PartitionDown: { words: 'the partition is down: ask its administrators, or submit with another --partition', down: true },
  PartitionInactive: { words: 'the partition is inactive: ask its administrators, or submit with another --partition', down: true },
  Resources: { words: 'waits for free processors' },
  Priority: { words: 'waits for jobs of higher priority' },
  JobArrayTaskLimit: { words: 'waits for others of the array: --at-once' },
  BeginTime: { words: 'waits for its time to begin' },
  Dependency: { words: 'waits for the shards to end' },
  ReqNodeNotAvail: { words: 'the nodes it needs are down or reserved: sinfo --list-reasons', down: true },
  Nodes_required_for_job_are_DOWN: { words: 'its nodes are down, drained or reserved: sinfo --list-reasons says why', down: true },
};

function remedyOf(reason: string) {
  const key = reason.split(',')[0].replaceAll(' ', '_');
  return Object.hasOwn(remedies, key) ? remedies[key] : undefined;
}

/** Whether a task stays in the queue until somebody does something. */
export function isHeld({ state, reason }: QueuedTask): boolean {
  return state === 'PENDING' && remedyOf(reason)?.held === true;
}

/** Whether a task waits for nodes or a partition that somebody has to bring back. */
export function waitsForNodes({ state, reason }: QueuedTask): boolean {
  return state === 'PENDING' && remedyOf(reason)?.down === true;
}

/** What a reason of Slurm means and what to do; the reason itself where it is not known. */
export function describeReason(reason: string): string {
  return remedyOf(reason)?.words ?? reason;
}
