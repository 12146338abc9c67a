/** Something wrong with a file, and where; line 1 is the header. */
export interface ReadProblem {
  readonly line: number;
  readonly message: string;
}

/** Faults of one kind that are reported one by one before only their number is (assumed). */
const MAX_ALIKE = 3;

/** Faults of the rows of a file. Where many rows have the same kind of fault, one message gives the first, their number and some of their lines; only the faults that are printed are kept in memory. */
export class RowFaults {
  readonly #kinds = new Map<string, { count: number; readonly first: ReadProblem[] }>();
  #count = 0;

  /**
   * Records a fault.
   * @param kind  what it has in common with faults of other rows
   */
  add(kind: string, line: number, message: string): void {
    const alike = this.#kinds.get(kind) ?? { count: 0, first: [] };
    this.#kinds.set(kind, alike);
    this.#count++;
    alike.count++;
    if (alike.first.length < MAX_ALIKE) alike.first.push({ line, message });
  }

  get count(): number {
    return this.#count;
  }

  /** The faults: up to three of a kind each by itself, of more the first, how many there are, and the lines of some. */
  list(): ReadProblem[] {
    return [...this.#kinds.values()].flatMap(({ count, first }) => {
      if (count <= MAX_ALIKE) return first;
      const [{ line, message }, ...others] = first;
      const places = others.map((other) => other.line).join(', ');
      return [{ line, message: `${message}; the same in ${count - 1} more rows (lines ${places}, …)` }];
    });
  }
}
