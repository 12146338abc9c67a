import type { Study } from '../../study/study.ts';
import type { PowerResult } from '../characteristics/power-result.ts';
import type { PairedDifference } from '../common-random-numbers/paired-difference.ts';

/** One cell of a sweep. */
export interface SweepRow {
  readonly set: Readonly<Record<string, number | string | boolean>>;
  readonly study: Study;
  readonly result: PowerResult;
  /** Of the answer, to the first cell, over the same trials. */
  readonly difference: PairedDifference;
}
