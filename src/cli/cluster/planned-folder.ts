import type { LoadedStudy } from '../arguments/load-study.ts';
import { makePlan, shardSizeError, type RunPlan } from '../shards/plan.ts';
import { makeQuestionPlan, type PosedQuestion } from '../shards/question-plan.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { usageError } from '../terminal/exit-error.ts';
import { queueOf, tasksIn } from './slurm-queue.ts';

/**
 * Plans scenarios into a results folder, cut into shards of this many trials.
 * @param shardTrials  a hundredth of the run where left out
 * @throws ExitError (2) where the run cannot be cut so, or the folder is of another run
 */
export function plannedFolder(out: string, loaded: readonly LoadedStudy[], shardTrials: number | undefined): ResultsFolder {
  const studies = loaded.map(({ study }) => study);
  const trials = studies.reduce((sum, { power }) => sum + power.replicates, 0);
  assertShardSize(trials, shardTrials);
  const origins = loaded.map((one) => one.origins);
  return preparedFolder(out, makePlan(studies, shardTrials, origins), shardTrials);
}

/** Plans a question into a results folder. @throws ExitError (2) as `plannedFolder` */
export function plannedQuestionFolder(out: string, posed: PosedQuestion, shardTrials: number | undefined): ResultsFolder {
  assertShardSize(posed.trials ?? posed.cells.reduce((sum, { study }) => sum + study.power.replicates, 0), shardTrials);
  return preparedFolder(out, makeQuestionPlan(posed, shardTrials), shardTrials);
}

function assertShardSize(trials: number, shardTrials: number | undefined): void {
  const problem = shardTrials === undefined ? undefined : shardSizeError(trials, shardTrials);
  if (problem !== undefined) throw usageError(`--shard-trials: ${problem}`);
}

function preparedFolder(out: string, plan: RunPlan, shardTrials: number | undefined): ResultsFolder {
  const folder = ResultsFolder.prepare(out, plan);
  if (shardTrials !== undefined) cutInto(folder, shardTrials);
  return folder;
}

/** Cuts a folder that was there into shards of this many trials. @throws ExitError (2) where shards of another size are queued or finished */
function cutInto(folder: ResultsFolder, shardTrials: number): void {
  const { path, plan } = folder;
  const queued = shardTrials === plan.shardTrials ? 0 : tasksIn(queueOf(folder)).length;
  if (queued > 0)
    throw usageError(
      `--shard-trials: ${queued} tasks of ${path} are in the queue, cut into ${plan.shardTrials} trials: scancel them first`,
    );
  if (!folder.resizeShards(shardTrials))
    throw usageError(
      `--shard-trials: ${path} holds finished shards of up to ${plan.shardTrials} trials, which cannot be cut into shards of ${shardTrials}: keep that size, or choose another folder`,
    );
}
