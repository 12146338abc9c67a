import type { Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import type { StudyCell } from '../../power/common-random-numbers/simulate-studies.ts';
import type { Answer } from '../results/emit-answer.ts';
import { runInquiry } from '../runs/run-inquiry.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import type { PlannedQuestion } from '../shards/planned-question.ts';
import { cellsOf, makeQuestionPlan, type PosedQuestion, type QuestionCell } from '../shards/question-plan.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { usageError } from '../terminal/exit-error.ts';
import { assuranceSizeAnswer } from './assurance-size.ts';
import { assuranceAnswer } from './assurance.ts';
import { comparisonAnswer } from './comparison.ts';
import { sampleSizeAnswer } from './sample-size.ts';
import { sweepAnswer } from './sweep.ts';
import { tornadoAnswer } from './tornado.ts';

/** Where a question keeps its shards and its answer. */
export interface KeptIn {
  readonly out?: string | undefined;
  /** Whether the folder must hold the run already. */
  readonly resume?: boolean | undefined;
}

/** The answer to a question as a command gives it, whoever simulates: the same from its command and from a plan. */
export async function inquiryOf(question: PlannedQuestion, cells: readonly QuestionCell[]): Promise<Inquiry<Answer>> {
  switch (question.kind) {
    case 'sweep':
      return sweepAnswer(question.settings, cells);
    case 'comparison':
      return comparisonAnswer(question, cells);
    case 'tornado':
      return tornadoAnswer(question, cells);
    case 'assurance':
      return assuranceAnswer(question, cells);
    case 'learning':
      return (await import('./learning.ts')).learningAnswer(question, cells); // loaded by those who ask for it
    case 'sample-size':
      return sampleSizeAnswer(question);
    case 'assurance-size':
      return assuranceSizeAnswer(question);
  }
}

/** Refuses to go on from nowhere. @throws ExitError (2) with `--resume` where there is no folder, or none with a plan that this program can go on with */
export function assertResumable({ out, resume }: KeptIn): void {
  if (resume !== true) return;
  if (out === undefined) throw usageError('--resume: say with --out which folder to go on from');
  ResultsFolder.open(out);
}

/**
 * Simulates what a question asks for, in memory or in the folder of `--out`, and answers it.
 * @throws ExitError (2) as `ResultsFolder.prepare`; with the exit code of the signal if interrupted
 */
export async function answered(posed: PosedQuestion, { out }: KeptIn, options: WorkersOptions): Promise<Answer> {
  const { question, cells } = posed;
  const folder = out === undefined || cells.length === 0 ? undefined : ResultsFolder.prepare(out, makeQuestionPlan(posed));
  return runInquiry(await inquiryOf(question, cells), options, folder);
}

/** Trials that are simulated where a run is planned, at most (assumed: seconds). */
const PILOT_TRIALS = 5000;

/** The cells of which an answer is made. */
type Cells = readonly StudyCell[];

function isPilot(cells: Cells): boolean {
  return cells.reduce((sum, { study }) => sum + study.power.replicates, 0) <= PILOT_TRIALS;
}

/** A question that ends with the cells that are no small run, or with undefined where it is answered without any. */
function untilLarge(inquiry: Inquiry<unknown>): Inquiry<{ readonly from: number; readonly cells: Cells } | undefined> {
  return (runs) => {
    const step = inquiry(runs);
    if ('answer' in step) return { answer: undefined };
    return isPilot(step.cells) ? step : { answer: { from: runs.length, cells: step.cells } };
  };
}

/**
 * Simulates what a search for a size has to know before its sizes are known, so that the plan holds the cells of which the answer is made.
 * @throws ExitError (2) as `ResultsFolder.prepare`; with the exit code of the signal if interrupted
 */
export async function simulatedPilots({ question, cells }: PosedQuestion, folder: ResultsFolder, options: WorkersOptions): Promise<void> {
  if (!('study' in question)) return;
  const large = await runInquiry(untilLarge(await inquiryOf(question, cells)), options, folder);
  if (large !== undefined) folder.grow(large.from, cellsOf(large.cells));
}

/** The cells that take the time of a question, once small runs have found them; those with which it begins where they are all small. @throws as `answered` */
export async function largeCells({ question, cells }: PosedQuestion, options: WorkersOptions): Promise<Cells> {
  if (!('study' in question) || !isPilot(cells)) return cells;
  return (await runInquiry(untilLarge(await inquiryOf(question, cells)), options))?.cells ?? cells;
}

/**
 * The answer to a question from a folder in which every shard is finished.
 * @returns undefined where a large run follows from the results: it is planned now
 * @throws as `answered`
 */
export async function answeredOrPlanned(
  { question, cells }: PosedQuestion,
  folder: ResultsFolder,
  options: WorkersOptions,
): Promise<Answer | undefined> {
  const inquiry = await inquiryOf(question, cells);
  folder.reread();
  return runInquiry<Answer | undefined>(
    (runs) => {
      const step = inquiry(runs);
      if ('answer' in step || runs.length < folder.plan.cells.length || isPilot(step.cells)) return step;
      folder.grow(runs.length, cellsOf(step.cells));
      return { answer: undefined };
    },
    options,
    folder,
  );
}

/** The question of a folder, as it was posed. */
export function posedIn({ plan }: ResultsFolder, question: PlannedQuestion): PosedQuestion {
  return { question, cells: plan.cells.slice(0, plan.planned) };
}

/** The answer to the question of a folder. @throws as `answered` */
export async function answeredFrom(folder: ResultsFolder, question: PlannedQuestion, options: WorkersOptions): Promise<Answer> {
  return runInquiry(await inquiryOf(question, posedIn(folder, question).cells), options, folder);
}
