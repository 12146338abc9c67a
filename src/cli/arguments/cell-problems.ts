import { inputError } from '../files/input-file.ts';
import { ExitError } from '../terminal/exit-error.ts';

/** Cells named behind a problem; of more, only their number is told. */
const MAX_CELLS_NAMED = 3;

/** Problems of the cells of a grid, each told once with the cells that it belongs to. */
export class CellProblems {
  readonly #cells = new Map<string, Set<string>>();

  /**
   * Runs what may fail.
   * @param cell    what the cell is called behind its problems
   * @param shared  tells which lines are not the cell's own, but those of what it was made from; asked only after a failure
   * @returns what the action gives; undefined where it failed
   */
  guard<T>(cell: string, shared: () => ReadonlySet<string>, action: () => T): T | undefined {
    let given: T | undefined;
    const lines = failureLines(() => {
      given = action();
    });
    if (lines.length === 0) return given;
    const known = shared();
    for (const line of lines) this.add(line, known.has(line) ? undefined : cell);
    return undefined;
  }

  /** Takes up a problem, of one cell or, without a name, of no cell in particular. */
  add(line: string, cell?: string): void {
    const cells = this.#cells.get(line) ?? new Set();
    if (cell !== undefined) cells.add(cell);
    this.#cells.set(line, cells);
  }

  /** @throws ExitError (2) with every problem, if there is one */
  throwIfAny(): void {
    if (this.#cells.size === 0) return;
    throw inputError([...this.#cells].map(([line, cells]) => `${line}${placeText([...cells])}`));
  }
}

/** The lines of what an action says is wrong with a scenario; none where nothing is. */
export function failureLines(action: () => unknown): readonly string[] {
  try {
    action();
    return [];
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    return error.message.split('\n');
  }
}

function placeText(cells: readonly string[]): string {
  if (cells.length === 0) return '';
  const more = cells.length - MAX_CELLS_NAMED;
  return ` (${cells.slice(0, MAX_CELLS_NAMED).join('; ')}${more > 0 ? `; and ${more} more` : ''})`;
}
