import type { RepeatedMeasures } from '../../statistics/mixed-models/repeated-measures.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { NotEstimable } from '../analysis.ts';
import type { SubjectTally } from './subject-tally.ts';

/** Reads the repeated measurements of a trial: what a slot is, what its fixed effects are, and which of them make the treatment effect. */
export interface RepeatedValues {
  readonly reads: readonly string[];
  readonly tally: SubjectTally;
  /** The measurements of the trial last read. */
  readonly measures: RepeatedMeasures;
  /** The treatment effect at a visit: weights of that visit's base columns. */
  readonly weights: readonly number[];
  /** Fixed effects that one slot takes part in. */
  readonly fixedPerSlot: number;
  /** The largest absolute value met, or what it was computed from: the magnitude of their rounding. */
  readonly largest: number;
  /** What one slot is called, e.g. `day1` or `period 2 day1`. */
  slotName(slot: number): string;
  /** Fills `measures`; returns why it cannot, or undefined. */
  read(data: TrialData): NotEstimable | undefined;
}
