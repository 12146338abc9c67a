import { refuse } from '../arguments/refuse.ts';
import type { Sequence } from './sequence.ts';

/**
 * What one trial recorded, as columns; the only thing an analysis sees. Rows are subject-periods:
 * row `subject * periodCount + period`. Columns belong to their producer and are reused from one
 * replicate to the next, so an analysis must not keep or change them.
 */
export interface TrialData {
  readonly subjectCount: number;
  readonly periodCount: number;
  /** The number of the first period where the data were recorded; 1 where it is left out. */
  readonly firstPeriod?: number;
  /** Names of the treatments (conditions); codes are positions in this list. */
  readonly treatments: readonly string[];
  /** The sequences; codes are positions in this list. */
  readonly sequences: readonly Sequence[];
  /** Sequence code of each subject; length ≥ subjectCount. */
  readonly sequence: Int32Array;
  /** Treatment code of each subject-period, −1 where it is unknown; length ≥ subjectCount · periodCount. */
  readonly treatment: Int32Array;
  /** Recorded values by `columnKey(endpoint, visit)`, one per subject-period; NaN = missing. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Subject-level covariates by name, one per subject; NaN = missing. */
  readonly covariates: ReadonlyMap<string, Float64Array>;
}

/**
 * The name under which a trial keeps the values of one endpoint at one visit.
 *
 * @example
 * ```ts
 * import { columnKey } from 'crossover-sim/analysis';
 * columnKey('hamd17', 'day1'); // → 'hamd17@day1'
 * ```
 */
export function columnKey(endpoint: string, visit: string): string {
  if (typeof endpoint !== 'string') refuse('endpoint', 'a text', endpoint);
  if (typeof visit !== 'string') refuse('visit', 'a text', visit);
  return `${endpoint}@${visit}`;
}

/** The endpoint and the visit of a column's name; no endpoint's name holds an `@`. */
export function columnParts(key: string): { endpoint: string; visit: string } {
  const at = key.indexOf('@');
  return { endpoint: key.slice(0, at), visit: key.slice(at + 1) };
}

/** The number of a period as it was recorded; periods count from 0 in the rows. */
export function recordedPeriod({ firstPeriod = 1 }: Pick<TrialData, 'firstPeriod'>, period: number): number {
  return firstPeriod + period;
}
