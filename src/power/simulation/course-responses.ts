import { exp, expm1, log, log1p } from '../../elementary/index.ts';
import type { Estimand } from '../../analysis/index.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { Sequence } from '../../trial/sequence.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { EffectSample } from './effect-sample.ts';
import { PotentialResponses } from './potential-responses.ts';

/** The scale on which an analysis averages the responses of several periods, and the way back. */
interface AveragingScale {
  readonly to: (response: number) => number;
  readonly back: (mean: number) => number;
}

const same = (value: number): number => value;

function averagingScale({ kind }: Estimand): AveragingScale {
  if (kind === 'mean-log-ratio') return { to: log, back: exp };
  if (kind === 'mean-log1p-ratio') return { to: log1p, back: expm1 };
  return { to: same, back: same };
}

/** Every sequence followed to its end (`sequenceOutcomes`): the subjects of a participant are the sequences. */
abstract class CourseResponses extends PotentialResponses {
  protected readonly weights: readonly number[];
  protected readonly scale: AveragingScale;

  constructor(analysis: PlannedAnalysis, estimand: Estimand, weights: readonly number[]) {
    super(analysis);
    this.weights = weights;
    this.scale = averagingScale(estimand);
  }

  protected scaled(row: number): number {
    return this.scale.to(this.response(row));
  }
}

/**
 * What a paired analysis averages: of every sequence that gives both conditions, the mean over the periods under the comparator and over those under the reference. Sequences count as participants
 * are allocated: of one with half the weight, the first half of the participants.
 */
export class PairedCourses extends CourseResponses {
  protected addPairs(sample: EffectSample, { subjectCount, periodCount, treatment, sequences }: TrialData): void {
    const { included, reference, comparator } = this.responses;
    const participants = subjectCount / sequences.length;
    const most = Math.max(...this.weights);
    const first = this.read;
    for (let subject = 0; subject < subjectCount; subject++) {
      const participant = Math.floor(subject / sequences.length);
      const share = this.weights[subject % sequences.length] / most;
      if (included[subject] === 0 || participant >= share * participants) continue;
      const mean = (code: number): number => this.#meanUnder(code, subject * periodCount, periodCount, treatment);
      sample.add(mean(reference), mean(comparator), first + participant);
    }
    this.read += participants;
  }

  /** Mean over the periods of a subject under one condition; NaN without one. */
  #meanUnder(code: number, firstRow: number, periods: number, treatment: Int32Array): number {
    let [sum, count] = [0, 0];
    for (let row = firstRow; row < firstRow + periods; row++) {
      if (treatment[row] !== code) continue;
      sum += this.scaled(row);
      count++;
    }
    return this.scale.back(sum / count);
  }
}

/**
 * What a model with periods compares: in every period in which one sequence gives the comparator and another the reference, the sequences of the one against those of the other, averaged over
 * these periods.
 */
export class CoursesByPeriod extends CourseResponses {
  protected addPairs(sample: EffectSample, { sequences, subjectCount, periodCount }: TrialData): void {
    const { reference, comparator, minus } = this.analysis;
    const orders = sequences.map(({ treatments }) => treatments);
    const periods = comparedPeriods(orders, reference, comparator);
    const lesser = minus === undefined ? [] : comparedPeriods(orders, minus.reference, minus.comparator);
    for (let first = 0; first < subjectCount; first += sequences.length) {
      const mean = (over: readonly number[], condition: string): number =>
        over.reduce((sum, period) => sum + this.#meanOf(condition, period, orders, first, periodCount), 0) / over.length;
      const base = mean(periods, reference);
      const second = minus === undefined ? 0 : mean(lesser, minus.comparator) - mean(lesser, minus.reference);
      sample.add(this.scale.back(base), this.scale.back(mean(periods, comparator) - second), this.read++);
    }
  }

  /** Mean of a participant’s responses in a period over the sequences that then give a condition. @param first  the first subject of the participant */
  #meanOf(condition: string, period: number, orders: readonly Sequence['treatments'][], first: number, periodCount: number): number {
    let [sum, weight] = [0, 0];
    for (let code = 0; code < orders.length; code++) {
      if (orders[code][period] !== condition) continue;
      sum += this.weights[code] * this.scaled((first + code) * periodCount + period);
      weight += this.weights[code];
    }
    return sum / weight;
  }
}

/** What the arms of a course are compared in: the last period of the sequence that gives one condition throughout against that of the sequence that gives the other. */
export class ArmsOfCourse extends CourseResponses {
  protected addPairs(sample: EffectSample, { sequences, subjectCount, periodCount }: TrialData): void {
    const [reference, comparator] = [this.analysis.reference, this.analysis.comparator].map((condition) =>
      sequences.findIndex(({ treatments }) => treatments.every((each) => each === condition)),
    );
    const lastOf = (subject: number): number => this.scale.back(this.scaled((subject + 1) * periodCount - 1));
    for (let first = 0; first < subjectCount; first += sequences.length)
      sample.add(lastOf(first + reference), lastOf(first + comparator), this.read++);
  }
}

/** Periods, from 0, in which some sequence gives the one condition and some sequence the other. */
export function comparedPeriods(sequences: readonly Sequence['treatments'][], reference: string, comparator: string): number[] {
  return sequences[0]
    .map((_, period) => period)
    .filter((period) => [reference, comparator].every((condition) => sequences.some((sequence) => sequence[period] === condition)));
}
