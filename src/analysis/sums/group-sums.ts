import { LANES } from '../../vectors/lanes.ts';
import type { Sequence } from '../../trial/sequence.ts';
import type { TrialsSideBySide } from '../../trial/trials-side-by-side.ts';
import type { Selection } from './module-text.ts';
import { MAX_SEQUENCES, type PreparedSums, type SumsModule } from './sums-module.ts';

/** A standard deviation above this share of the largest absolute response is no rounding noise. */
const SURELY_VARIES = 2e-13;
/** Variances in between have neither lost digits nor overflowed. */
const SMALLEST_VARIANCE = 1e-290;

/** What is summed up: the values of an endpoint's column, selected to compare two conditions. */
export interface SumsQuestion {
  readonly column: string;
  readonly reference: string;
  readonly comparator: string;
  readonly selection: Selection;
}

/** Numbers of participants, means and sums of squares of one or two groups of the trial at hand: all that the closed form of an analysis takes of it. */
export class GroupSums {
  /** Fills the data of the trial at hand, for what the sums do not tell. */
  readonly recall: () => void;
  /** Undefined where the trials have no such sums. */
  readonly #sums: PreparedSums | undefined;
  readonly #groups: number;
  /** A variance up to which it could be rounding noise. */
  readonly #noise: number;
  readonly #figures: Float64Array;
  /** 1 where the sums of a trial are usable. */
  readonly #usable = new Uint8Array(LANES);
  #trial = 0;

  constructor(question: SumsQuestion, trials: TrialsSideBySide, module: SumsModule, recall: () => void) {
    const { column, selection } = question;
    const { values, largest = NaN } = trials.columns.get(column) ?? {};
    const hasPeriods = selection === 'byGroup' || trials.periodCount === 2;
    const canBeMade = values !== undefined && hasPeriods && trials.sequences.length <= MAX_SEQUENCES;
    this.recall = recall;
    this.#sums = canBeMade ? module.prepare(selection, values, tablesOf(question, trials.sequences)) : undefined;
    this.#figures = this.#sums?.figures ?? new Float64Array(0);
    this.#groups = selection === 'paired' ? 1 : 2;
    this.#noise = SURELY_VARIES * largest * (SURELY_VARIES * largest);
  }

  /** False wherever something could be wrong with the trial: what that is, only the data tell. */
  get isUsable(): boolean {
    return this.#usable[this.#trial] === 1;
  }

  get firstCount(): number {
    return this.#figures[this.#trial];
  }

  get firstMean(): number {
    return this.#figures[this.#trial + LANES];
  }

  get firstSquares(): number {
    return this.#figures[this.#trial + 2 * LANES];
  }

  get secondCount(): number {
    return this.#figures[this.#trial + 3 * LANES];
  }

  get secondMean(): number {
    return this.#figures[this.#trial + 4 * LANES];
  }

  get secondSquares(): number {
    return this.#figures[this.#trial + 5 * LANES];
  }

  /** Sums up the trials at hand. */
  read(): void {
    if (this.#sums === undefined) return;
    this.#sums.sumUp();
    for (let trial = 0; trial < LANES; trial++) this.#usable[trial] = this.#isVariance(trial) ? 1 : 0;
  }

  /** Moves to one of the trials. @returns whether its sums are usable */
  moveTo(trial: number): boolean {
    this.#trial = trial;
    return this.#usable[trial] === 1;
  }

  /** Whether there is somebody in each group and the squares on their degrees of freedom are certainly a variance: a number, and no rounding noise. */
  #isVariance(trial: number): boolean {
    const figures = this.#figures;
    const first = figures[trial];
    const second = this.#groups === 2 ? figures[trial + 3 * LANES] : 0;
    const squares = figures[trial + 2 * LANES] + (this.#groups === 2 ? figures[trial + 5 * LANES] : 0);
    const df = first + second - this.#groups;
    if (!(df > 0 && first > 0 && (second > 0 || this.#groups === 1))) return false;
    return squares > SMALLEST_VARIANCE * df && squares < Infinity && squares > this.#noise * df;
  }
}

/** What each selection asks about the treatments of a sequence, in the order of its tables. */
const asked: Readonly<
  Record<Selection, (treatments: Sequence['treatments'], reference: string, comparator: string) => readonly boolean[]>
> = {
  byOrder: ([one, two], reference, comparator) => [one === reference && two === comparator, one === comparator && two === reference],
  paired: ([one, two], reference, comparator) => {
    const isReferenceFirst = one === reference && two === comparator;
    return [isReferenceFirst || (one === comparator && two === reference), isReferenceFirst];
  },
  byGroup: ([one], reference, comparator) => [one === reference, one === comparator],
};

function tablesOf({ selection, reference, comparator }: SumsQuestion, sequences: readonly Sequence[]): Uint8Array {
  const tables = new Uint8Array(2 * MAX_SEQUENCES);
  sequences.slice(0, MAX_SEQUENCES).forEach(({ treatments }, code) => {
    asked[selection](treatments, reference, comparator).forEach((answer, table) => {
      tables[table * MAX_SEQUENCES + code] = answer ? 255 : 0;
    });
  });
  return tables;
}
