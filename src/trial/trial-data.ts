/**
 * What one trial recorded, as columns; the only thing an analysis sees. Rows are subject-periods:
 * row `subject * periodCount + period`. Columns belong to their producer and are reused from one
 * replicate to the next, so an analysis must not keep or change them.
 */
export interface TrialData {
  readonly subjectCount: number;
  readonly periodCount: number;
  /** Names of the treatments (conditions); codes are positions in this list. */
  readonly treatments: readonly string[];
  /** Names of the sequences; codes are positions in this list. */
  readonly sequences: readonly string[];
  /** Sequence code of each subject; length ≥ subjectCount. */
  readonly sequence: Int32Array;
  /** Treatment code of each subject-period, −1 where it is unknown; length ≥ subjectCount · periodCount. */
  readonly treatment: Int32Array;
  /** Recorded values by `columnKey(endpoint, visit)`, one per subject-period; NaN = missing. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Subject-level covariates by name, one per subject; NaN = missing. */
  readonly covariates: ReadonlyMap<string, Float64Array>;
}

/** The name under which a trial keeps the values of one endpoint at one visit. */
export function columnKey(endpoint: string, visit: string): string {
  return `${endpoint}@${visit}`;
}
