import { doLearningTask, type LearningKind, type LearningOutcome, type LearningTask } from '../../learning/learning-task.ts';
import { collectGarbageSometimes } from './collect-garbage.ts';

/** A task of a posterior and its kind, as they are handed to a worker thread. */
export interface LearningWorkerTask<Kind extends LearningKind = LearningKind> {
  readonly kind: Kind;
  readonly task: LearningTask<Kind>;
}

/** Does one task of a posterior in a worker thread, which loads this with the first. */
export default function work<Kind extends LearningKind>({ kind, task }: LearningWorkerTask<Kind>): LearningOutcome<Kind> {
  const outcome = doLearningTask(kind, task);
  collectGarbageSometimes();
  return outcome;
}
