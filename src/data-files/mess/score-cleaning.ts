import { check } from '../../arguments/shape.ts';
import type { Cell } from '../writing/data-table.ts';
import { grouped } from '../reading/grouped.ts';
import { keyEntries, type KeyEntry } from './mess-key.ts';
import { restored, rowsShape } from './restore-table.ts';

/** What became of the planted defects of a kind. */
export interface CleaningScore {
  readonly kind: string;
  readonly planted: number;
  /** The true value is there again, or the second row has gone. */
  readonly restored: number;
  /** The cell is empty, or its row has gone. */
  readonly removed: number;
  /** The planted value is still there. */
  readonly left: number;
  /** Another value is there. */
  readonly wrong: number;
}

/** How well a table was cleaned. */
export interface CleaningResult {
  readonly kinds: readonly CleaningScore[];
  /** Cells without a planted defect whose value changed, and rows without one that have gone. */
  readonly damaged: number;
}

/** Columns that identify a row, where a table has them. */
const identities = ['trial', 'subject', 'period', 'visit', 'endpoint', 'scale', 'item', 'question', 'event'];

type Rows = readonly (readonly Cell[])[];
type Outcome = 'restored' | 'removed' | 'left' | 'wrong';

/**
 * Compares a cleaned table with the key of planted defects. Rows are matched by trial, subject, period, visit and endpoint, so that their order does not matter.
 * @param messed   rows of the table as it was written, with the header
 * @param cleaned  the same as a pipeline left it, with the same header
 * @param key      rows of `mess-key.csv` with its header
 * @param file     name of the table in the key
 * @throws RangeError where the headers differ, or as `restoredRows`
 * @example
 * ```ts
 * import { scoreCleaning } from 'crossover-sim/data';
 * const key = [
 *   ['trial', 'table', 'line', 'subject', 'period', 'visit', 'endpoint', 'column', 'kind', 'true_value', 'planted_value'],
 *   [1, 'subjects.csv', 2, 'S001', '', '', '', 'weight', 'unit-mix-up', '70', '154.3'],
 * ];
 * const messed = [['subject', 'weight'], ['S001', '154.3']];
 * const cleaned = [['subject', 'weight'], ['S001', '']];
 * scoreCleaning(messed, cleaned, key, 'subjects.csv'); // → { kinds: [{ kind: 'unit-mix-up', planted: 1, restored: 0, removed: 1, left: 0, wrong: 0 }], damaged: 0 }
 * ```
 */
export function scoreCleaning(messed: Rows, cleaned: Rows, key: Rows, file: string): CleaningResult {
  check('messed', messed, rowsShape);
  check('cleaned', cleaned, rowsShape);
  check('key', key, rowsShape);
  check('file', file, 'word');
  const [header] = messed;
  if (cleaned[0].join() !== header.join()) throw new RangeError('cleaned must have the columns of messed');
  const own = keyEntries(key).filter(({ table }) => table === file);
  const copies = new Set(own.flatMap(({ column, line }) => (column === '' ? [line] : [])));
  // Lines of the messed table, in the order of the restored rows.
  const lines = messed.map((_, row) => row + 1).filter((line) => !copies.has(line));
  const clean = restored(messed, own, file);
  const candidates = new RowsByIdentity(cleaned);
  const defects = grouped(own, ({ line }) => line);
  const tally = new Tally(own);
  let damaged = 0;
  for (let row = 1; row < clean.length; row++) {
    const recorded = messed[lines[row] - 1];
    const found = candidates.take(clean[row]) ?? candidates.take(recorded);
    const planted = new Map((defects.get(lines[row]) ?? []).map((defect) => [header.indexOf(defect.column), defect]));
    damaged += scoreRow({ clean: clean[row], messed: recorded, cleaned: found }, planted, tally);
  }
  for (const line of copies) {
    const kind = defects.get(line)?.find(({ column }) => column === '')?.kind ?? '';
    tally.add(kind, candidates.take(messed[line - 1]) === undefined ? 'restored' : 'left');
  }
  return { kinds: tally.scores, damaged };
}

/** Counts what became of the defects of a row. @returns how many of its other cells changed; 1 for a row without defects that has gone */
function scoreRow(
  {
    clean,
    messed,
    cleaned,
  }: { readonly clean: readonly Cell[]; readonly messed: readonly Cell[]; readonly cleaned: readonly Cell[] | undefined },
  planted: ReadonlyMap<number, KeyEntry>,
  tally: Tally,
): number {
  if (cleaned === undefined) {
    for (const { kind } of planted.values()) tally.add(kind, 'removed');
    return planted.size === 0 ? 1 : 0;
  }
  let damaged = 0;
  cleaned.forEach((cell, place) => {
    const defect = planted.get(place);
    if (defect !== undefined) tally.add(defect.kind, outcomeOf(cell, clean[place], messed[place]));
    else if (!equal(cell, clean[place])) damaged++;
  });
  return damaged;
}

function outcomeOf(cell: Cell, truth: Cell, planted: Cell): Outcome {
  if (equal(cell, truth)) return 'restored';
  if (cell === '') return 'removed';
  return equal(cell, planted) ? 'left' : 'wrong';
}

/** Whether two cells hold the same text or the same number. */
function equal(a: Cell, b: Cell): boolean {
  if (String(a) === String(b)) return true;
  return a !== '' && b !== '' && String(a).trim() !== '' && Number(a) === Number(b) && String(a).trim() === String(a);
}

/** Rows of a table by what identifies them, blanks at the ends aside; each is taken once. */
class RowsByIdentity {
  readonly #places: readonly number[];
  readonly #rows: ReadonlyMap<string, (readonly Cell[])[]>;

  constructor([header, ...rows]: Rows) {
    this.#places = identities.map((name) => header.indexOf(name)).filter((place) => place >= 0);
    this.#rows = grouped(rows, (row) => this.#identity(row));
  }

  #identity(row: readonly Cell[]): string {
    return JSON.stringify(this.#places.map((place) => String(row[place]).trim()));
  }

  take(row: readonly Cell[]): readonly Cell[] | undefined {
    return this.#rows.get(this.#identity(row))?.shift();
  }
}

/** Outcomes of defects, by kind. */
class Tally {
  readonly #scores = new Map<string, Record<Outcome, number>>();

  constructor(key: readonly KeyEntry[]) {
    for (const { kind } of key) this.#scores.set(kind, { restored: 0, removed: 0, left: 0, wrong: 0 });
  }

  add(kind: string, outcome: Outcome): void {
    const scores = this.#scores.get(kind);
    if (scores !== undefined) scores[outcome]++;
  }

  get scores(): CleaningScore[] {
    return [...this.#scores].map(([kind, outcomes]) => ({
      kind,
      planted: Object.values(outcomes).reduce((sum, count) => sum + count, 0),
      ...outcomes,
    }));
  }
}
