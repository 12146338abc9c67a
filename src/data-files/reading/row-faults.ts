/** Something wrong with a file, and where; line 1 is the header. */
export interface ReadProblem {
  readonly line: number;
  readonly message: string;
}

/** Faults of one kind that are told one by one before only their number is (assumed). */
const MAX_ALIKE = 3;

/** Faults of the rows of a file. Those of one kind, of which a file written otherwise has one in every row, are told once with their number. */
export class RowFaults {
  readonly #kinds = new Map<string, ReadProblem[]>();

  /**
   * Records a fault.
   * @param kind  what it has in common with faults of other rows
   */
  add(kind: string, line: number, message: string): void {
    const alike = this.#kinds.get(kind);
    if (alike === undefined) this.#kinds.set(kind, [{ line, message }]);
    else alike.push({ line, message });
  }

  get count(): number {
    let count = 0;
    for (const alike of this.#kinds.values()) count += alike.length;
    return count;
  }

  /** The faults: up to three of a kind each by itself, of more the first and how many there are. */
  list(): ReadProblem[] {
    return [...this.#kinds.values()].flatMap((alike) => {
      if (alike.length <= MAX_ALIKE) return alike;
      const [{ line, message }] = alike;
      return [{ line, message: `${message}; the same in ${alike.length - 1} more rows` }];
    });
  }
}
