import type { Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import { assertMemory } from '../../power/common-random-numbers/memory.ts';
import type { StudyCell } from '../../power/common-random-numbers/simulate-studies.ts';
import type { Study } from '../../study/study.ts';
import type { Origins } from '../../scenario/index.ts';
import { contentHash } from '../../scenario/resolved/scenario-hash.ts';
import { planHead, shardTrialsFor, type PlanCell, type RunPlan } from './plan.ts';
import type { PlannedQuestion } from './planned-question.ts';

/** A cell with which a question begins. */
export interface QuestionCell extends StudyCell {
  readonly origins?: Origins | undefined;
}

/** A question about a scenario or several, as it is put before anything is simulated. */
export interface PosedQuestion {
  readonly question: PlannedQuestion;
  /** The cells with which it begins. */
  readonly cells: readonly QuestionCell[];
  /** Trials that it takes in all, about; those of the cells where left out. */
  readonly trials?: number;
}

/** The cells with which a question begins; none where it is answered without any. */
export function firstCells(inquiry: Inquiry<unknown>): readonly StudyCell[] {
  const step = inquiry([]);
  return 'cells' in step ? step.cells : [];
}

/** Cells as a plan keeps them. */
export function cellsOf(cells: readonly QuestionCell[]): PlanCell[] {
  return cells.map(({ study, origins, first, sizes, judged, figures }) => ({
    scenario: contentHash(study),
    // As it will be read back from the file, so that a fresh plan and one from disk are the same.
    study: JSON.parse(JSON.stringify(study)) as Study,
    truths: [],
    replicates: study.power.replicates,
    ...(origins === undefined ? {} : { origins }),
    ...(first === undefined ? {} : { first }),
    ...(sizes === undefined ? {} : { sizes }),
    ...(judged === undefined ? {} : { judged }),
    ...(figures === undefined ? {} : { figures }),
  }));
}

/**
 * Plans a question.
 * @param shardTrials  trials of a shard; about a hundredth of all where left out
 * @throws RangeError where the counts of its cells would not fit into the memory of the machine that merges them
 */
export function makeQuestionPlan({ question, cells, trials }: PosedQuestion, shardTrials?: number): RunPlan {
  assertMemory(cells.filter(({ sizes }) => sizes === undefined));
  const planned = cellsOf(cells);
  const all = trials ?? planned.reduce((sum, { replicates }) => sum + replicates, 0);
  const stored = JSON.parse(JSON.stringify(question)) as PlannedQuestion;
  return { ...planHead(), shardTrials: shardTrials ?? shardTrialsFor(all), cells: planned, question: stored, planned: planned.length };
}
