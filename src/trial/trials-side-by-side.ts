import { LANES } from '../vectors/lanes.ts';
import type { TrialData } from './trial-data.ts';

/** Trials that stand side by side: that number of them at each place, one after the other. */
export const TRIALS_AT_ONCE = LANES;

/** What neighbouring trials recorded of one endpoint at one visit. */
export interface ColumnSideBySide {
  /** By subject-period, of all trials in turn; NaN = missing. */
  readonly values: Float64Array;
  /** No absolute value of any trial is larger. */
  readonly largest: number;
}

/**
 * What neighbouring trials recorded, side by side in the memory of a WebAssembly module: rows are those of `TrialData`, and every row holds the values of all trials. They are
 * overwritten by the next trials.
 */
export interface TrialsSideBySide extends Pick<TrialData, 'subjectCount' | 'periodCount' | 'sequences'> {
  /** In which everything lies. */
  readonly memory: object;
  /** Sequence codes of each subject. */
  readonly sequence: Int32Array;
  /** By `columnKey(endpoint, visit)`. */
  readonly columns: ReadonlyMap<string, ColumnSideBySide>;
  /** Room in the same memory for whoever reads the trials. */
  readonly work: Float64Array;
}

/** Numbers of work room; assumed, for the sums of some fifteen questions. */
export const WORK_ROOM = 448;
