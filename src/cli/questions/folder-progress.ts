import { join } from 'node:path';
import { failedMerge, failedTasks, type FailedTasks } from '../cluster/failed-tasks.ts';
import { describeFailure, failedText, queueText } from '../cluster/queue-text.ts';
import { queueOf, tasksIn, type Queue } from '../cluster/slurm-queue.ts';
import type { Answer } from '../results/emit-answer.ts';
import { headOf, type Provenance, type ResultDocument } from '../results/result-document.ts';
import { resultName, statusText, statusWithBreaths, type FolderStatus } from '../shards/folder-status.ts';
import type { RunPlan } from '../shards/plan.ts';
import { otherProgram } from '../shards/same-engine.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { contentHash } from '../../scenario/resolved/scenario-hash.ts';
import { breather } from '../terminal/breather.ts';
import { progressBar } from '../terminal/progress.ts';
import { terminalOf } from '../terminal/terminal.ts';

/** `status`: how far a run in shards is, what is missing or damaged, and what the cluster says of it. @throws ExitError (2) where there is no plan */
export async function folderProgress(path: string): Promise<Answer> {
  const folder = ResultsFolder.open(path);
  const status = await statusWithBreaths(folder, breather());
  const jobs = jobsOf(folder, status);
  return {
    document: { ...headOf(headsOf(folder.plan)), ...status, ...jobsDocument(jobs) },
    timed: false,
    text: () => progressText(folder, status, jobs),
  };
}

/** The heads of the scenarios of a plan, with the engine that made it. */
function headsOf({ engine: version, streamVersion, cells, question, planned }: RunPlan): Provenance[] {
  const engine = { version, streamVersion };
  const studies = question !== undefined && 'study' in question ? [question.study] : cells.slice(0, planned).map(({ study }) => study);
  return studies.map((study) => ({ scenario: { name: study.name, hash: contentHash(study) }, seed: study.seed, engine }));
}

/** What the cluster says of a folder. */
interface Jobs {
  readonly queue: Queue;
  readonly failed: readonly FailedTasks[];
  readonly merge: Omit<FailedTasks, 'shards'> | undefined;
}

function jobsOf(folder: ResultsFolder, status: FolderStatus): Jobs {
  const queue = queueOf(folder);
  // Where the queue cannot be asked, a shard without a file may still be on its way.
  const failed = typeof queue === 'string' ? [] : failedTasks(folder.path, status.unfinished.missing ?? [], queue);
  const merge = tasksIn(queue).length === 0 && status.finished === status.shards && !status.result ? failedMerge(folder.path) : undefined;
  return { queue, failed, merge };
}

function jobsDocument({ queue, failed, merge }: Jobs): ResultDocument {
  return {
    ...(typeof queue === 'string' ? {} : { queue }),
    ...(failed.length === 0 ? {} : { failed }),
    ...(merge === undefined ? {} : { failedMerge: merge }),
  };
}

function progressText({ path, plan }: ResultsFolder, status: FolderStatus, { queue, failed, merge }: Jobs): string {
  const other = otherProgram(plan);
  const bar = progressBar(status.finishedTrials, status.trials, terminalOf(process.stdout).unicode);
  return [
    `${bar} ${statusText(status)}`,
    ...(other === undefined ? [] : [`this program cannot continue it: ${other}`]),
    ...failedText(failed),
    ...(merge === undefined ? [] : [describeFailure('the merge', merge)]),
    ...queueText(queue),
    ...resultText(path, plan, status),
  ].join('\n');
}

/** Where the result is, or how to come to it when every part is there. */
function resultText(path: string, plan: RunPlan, { result, shards, finished }: FolderStatus): string[] {
  if (result) return [`result: ${join(path, resultName(plan))}`];
  return shards > 0 && shards === finished ? [`no result yet: crossover-sim merge ${path} (or submit again, which sends a merge)`] : [];
}
