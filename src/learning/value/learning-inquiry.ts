import { inOneStep, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import type { StudyCell } from '../../power/common-random-numbers/simulate-studies.ts';
import type { Override } from '../../power/uncertainty/sweep.ts';
import type { Uncertainty } from '../../power/uncertainty/prior-draws.ts';
import type { Study } from '../../study/study.ts';
import { coefficientCount } from '../emulator/surface.ts';
import { MAX_QUADRATIC } from './design-emulator.ts';
import { referenceDraws, type DrawnValues } from './reference-draws.ts';
import { MIN_JUDGED_TRIALS, valueOfStudy, type ValueOfStudy } from './value-of-study.ts';

/** A candidate design, and what is not known about it. */
export interface CandidateDesign {
  readonly study: Study;
  readonly set: Override;
  readonly uncertainty: Uncertainty;
  /** Whether the combinations of the uncertainty, where there are any, are a sample. */
  readonly isSample: boolean;
}

/** What is asked about designs. */
export interface LearningQuestion {
  readonly parameter: string;
  /** The median of the prior where left out. */
  readonly threshold?: number | undefined;
  readonly certainty: number;
}

/** What a trial of a design teaches. */
export interface LearningRow extends CandidateDesign {
  readonly value: ValueOfStudy;
  readonly threshold: number;
  readonly draws: number;
  readonly trialsPerDraw: number;
}

/** Fewest draws at which trials are simulated, fewest trials at each, whatever the scenario asks for, and draws that are weighted (assumed: errors of some per cent of an expected SD, 16 % of an SD at a draw, and 1 % of a prior SD). */
const [MIN_DRAWS, MIN_TRIALS, REFERENCE_DRAWS] = [300, 20, 5000];

/** Share of the trials that a scenario asks for of which posteriors are made (assumed: with the default of 10 000 as many as at least). */
const JUDGED_SHARE = 0.15;

/** Draws at which trials of a design are simulated: as many as the uncertainty asks for, and at least three for each coefficient of the surfaces. */
export function learningDraws({ uncertainty, isSample, study }: CandidateDesign): DrawnValues[] {
  const size = Object.keys(uncertainty.joint?.[0].set ?? {}).length + uncertainty.parameters.length;
  const count = Math.max(MIN_DRAWS, 3 * coefficientCount(size, size <= MAX_QUADRATIC ? 2 : 1), uncertainty.draws);
  return referenceDraws(uncertainty, isSample, count, study.seed);
}

/** Cells of a design: its study at every draw, with trials of its own. */
export function learningCells({ study: { power } }: CandidateDesign, drawn: readonly Study[]): StudyCell[] {
  const replicates = Math.max(MIN_TRIALS, Math.ceil(power.replicates / drawn.length));
  return drawn.map((one, position) => ({
    study: { ...one, power: { ...one.power, replicates } },
    first: position * replicates,
    figures: true,
  }));
}

/** What trials of designs teach, as a question. @param cells  of the first design, then of the next … */
export function learningInquiry(
  designs: readonly CandidateDesign[],
  cells: readonly StudyCell[],
  question: LearningQuestion,
): Inquiry<LearningRow[]> {
  return inOneStep(cells, (runs) => {
    let from = 0;
    return designs.map((design): LearningRow => {
      const draws = learningDraws(design);
      const figures = runs.slice(from, from + draws.length).map((run) => run.figures ?? []);
      const trialsPerDraw = cells[from].study.power.replicates;
      from += draws.length;
      const { uncertainty, isSample, study } = design;
      const reference = referenceDraws(uncertainty, isSample, draws.length + REFERENCE_DRAWS, study.seed).slice(draws.length);
      const { parameter, certainty } = question;
      const threshold = question.threshold ?? median(reference.map((set) => set[parameter]));
      const sample = isSample && uncertainty.joint !== undefined ? uncertainty.joint.length : REFERENCE_DRAWS;
      const judgedTrials = Math.max(MIN_JUDGED_TRIALS, JUDGED_SHARE * study.power.replicates);
      const value = valueOfStudy({ draws, figures }, reference, { parameter, threshold, certainty, judgedTrials }, sample);
      return { ...design, value, threshold, draws: draws.length, trialsPerDraw };
    });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
