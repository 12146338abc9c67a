/** Compares the rows that a file receives with the number that its header states. */
export class RowCount {
  readonly #stated: number;
  #seen = 0;

  constructor(stated: number) {
    this.#stated = stated;
  }

  /** @throws RangeError where there are more rows than stated */
  add(rows: number): void {
    this.#seen += rows;
    if (this.#seen > this.#stated) throw new RangeError(`expected ${this.#stated} rows as the header states, got more`);
  }

  /** @throws RangeError where there were fewer rows than stated */
  assertComplete(): void {
    if (this.#seen !== this.#stated) throw new RangeError(`expected ${this.#stated} rows as the header states, got ${this.#seen}`);
  }
}

/** @throws RangeError that names a cell which its column, as measured beforehand, cannot hold */
export function refuseCell(column: string, cell: unknown): never {
  throw new RangeError(`column ${column}: ${JSON.stringify(cell)} is beyond the extent that was stated`);
}
