import type { TrialsSideBySide } from '../../trial/trials-side-by-side.ts';
import { moduleInstance } from '../../vectors/instance.ts';
import { LANES } from '../../vectors/lanes.ts';
import { moduleBytes } from './module-bytes.ts';
import type { Selection } from './module-text.ts';

/** Figures of a group: its number of participants, mean and sum of squares. */
const FIGURES_PER_GROUP = 3;
const MAX_GROUPS = 2;
/** Sequences that one table tells of. */
export const MAX_SEQUENCES = 16;
/** Bytes of tables: a byte for each sequence. */
const TABLE_BYTES = MAX_GROUPS * MAX_SEQUENCES;

/** Numbers of work room that one question takes: its figures, and its tables. */
const ROOM = LANES * FIGURES_PER_GROUP * MAX_GROUPS + TABLE_BYTES / Float64Array.BYTES_PER_ELEMENT;

type SumUp = (values: number, stride: number, sequences: number, subjects: number, tables: number, results: number) => void;

/** Sums that are ready to be made of trials side by side. */
export interface PreparedSums {
  /** The figures of each group in turn, each of all trials. */
  readonly figures: Float64Array;
  /** Fills `figures` with the sums of the trials at hand. */
  sumUp(): void;
}

/** Sums of trials side by side. */
export class SumsModule {
  readonly #trials: TrialsSideBySide;
  readonly #exports: Readonly<Record<Selection, SumUp>>;
  #taken = 0;

  private constructor(trials: TrialsSideBySide, exports: Readonly<Record<Selection, SumUp>>) {
    this.#trials = trials;
    this.#exports = exports;
  }

  /** @returns undefined on an engine without WebAssembly or its SIMD instructions */
  static of(trials: TrialsSideBySide): SumsModule | undefined {
    const exports = moduleInstance<Readonly<Record<Selection, SumUp>>>(moduleBytes, { trials: { memory: trials.memory } });
    return exports === undefined ? undefined : new SumsModule(trials, exports);
  }

  /**
   * @param tables  what the selection asks about every sequence: 255 for yes, 0 for no
   * @returns undefined where the trials have no more room for work
   */
  prepare(selection: Selection, values: Float64Array, tables: Uint8Array): PreparedSums | undefined {
    const { sequence, subjectCount, periodCount, work } = this.#trials;
    if (this.#taken + ROOM > work.length) return undefined;
    const figures = work.subarray(this.#taken, this.#taken + LANES * FIGURES_PER_GROUP * MAX_GROUPS);
    this.#taken += ROOM;
    const tablesAt = figures.byteOffset + figures.byteLength;
    new Uint8Array(work.buffer, tablesAt, TABLE_BYTES).set(tables);
    const stride = periodCount * LANES * values.BYTES_PER_ELEMENT;
    const [valuesAt, sequencesAt, figuresAt] = [values.byteOffset, sequence.byteOffset, figures.byteOffset];
    const sumUp = this.#exports[selection];
    return { figures, sumUp: () => sumUp(valuesAt, stride, sequencesAt, subjectCount, tablesAt, figuresAt) };
  }
}
