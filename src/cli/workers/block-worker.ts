import { doTask, type OutcomeOf, type TaskKind, type TaskOf } from '../../power/simulation/block-task.ts';
import { collectGarbageSometimes } from './collect-garbage.ts';

/** A task and its kind, as they are handed to a worker thread. */
export interface WorkerTask<Kind extends TaskKind = TaskKind> {
  readonly kind: Kind;
  readonly task: TaskOf<Kind>;
}

/** Does one task in a worker thread. */
export default function work<Kind extends TaskKind>({ kind, task }: WorkerTask<Kind>): OutcomeOf<Kind> {
  const outcome = doTask(kind, task);
  collectGarbageSometimes();
  return outcome;
}
