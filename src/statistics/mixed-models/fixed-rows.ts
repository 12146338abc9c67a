import type { MeasurementPattern } from './measurement-pattern.ts';

/**
 * The fixed effects that subjects share: rows of X by slot, of which only the elements that are not zero are kept, and what the likelihood sums over these
 * subjects whatever slots they lack, so that X is multiplied once for all of them.
 */
export class FixedRows {
  /** The same for subjects with the same rows; −1 for the rows of one subject. */
  key = 0;
  /** Slots, columns and values of the elements of X that are not zero, and their number. */
  entrySlot = new Int32Array(0);
  entryColumn = new Int32Array(0);
  entryValue = new Float64Array(0);
  entryCount = 0;
  /** Σ V⁻¹ (slots × slots) and Σ V⁻¹ȳ over the subjects, zero at the slots that a subject lacks. */
  weight = new Float64Array(0);
  target = new Float64Array(0);
  /** Xβ by slot. */
  fitted = new Float64Array(0);
  /** XL⁻ᵀ in the factor L of XᵀV⁻¹X: its columns that are not zero, their number, and slots × that number. */
  basisColumns = new Int32Array(0);
  basisWidth = 0;
  basis = new Float64Array(0);
  /** XΦXᵀ, slots × slots; and Σ V⁻¹GₖV⁻¹r over the subjects by slot, parameter after parameter. */
  explained = new Float64Array(0);
  pulls = new Float64Array(0);
  /** Sums over the subjects in the columns of the basis, parameter after parameter: of derivatives (lower triangles) and of forces. */
  derivatives = new Float64Array(0);
  forces = new Float64Array(0);
  /** V⁻¹X of all subjects, slots × columns. */
  #product = new Float64Array(0);
  #slots = 0;
  #columns = 0;
  #known = new Uint8Array(0);

  start(key: number, slots: number, columns: number): void {
    if (this.#slots !== slots || this.#columns !== columns) this.#reserve(slots, columns);
    this.key = key;
    this.entryCount = 0;
    this.#known.fill(0);
  }

  #reserve(slots: number, columns: number): void {
    this.#slots = slots;
    this.#columns = columns;
    this.entrySlot = new Int32Array(slots * columns);
    this.entryColumn = new Int32Array(slots * columns);
    this.entryValue = new Float64Array(slots * columns);
    this.weight = new Float64Array(slots * slots);
    this.target = new Float64Array(slots);
    this.fitted = new Float64Array(slots);
    this.basisColumns = new Int32Array(columns);
    this.basis = new Float64Array(slots * columns);
    this.explained = new Float64Array(slots * slots);
    this.#product = new Float64Array(slots * columns);
    this.#known = new Uint8Array(slots);
  }

  /** Takes in the rows of a pattern's slots: columns `visit · base + c` of the slot are `rows[slot · base + c]`. */
  add({ slots, size }: MeasurementPattern, rows: Float64Array, base: number, visitOf: readonly number[]): void {
    for (let i = 0; i < size; i++) {
      const slot = slots[i];
      if (this.#known[slot] === 1) continue;
      this.#known[slot] = 1;
      for (let c = 0; c < base; c++) {
        const value = rows[slot * base + c];
        if (value === 0) continue;
        const e = this.entryCount++;
        this.entrySlot[e] = slot;
        this.entryColumn[e] = visitOf[slot] * base + c;
        this.entryValue[e] = value;
      }
    }
  }

  /** Takes out the columns that are not kept. */
  keep(kept: Uint8Array): void {
    const { entrySlot, entryColumn, entryValue } = this;
    let count = 0;
    for (let e = 0; e < this.entryCount; e++) {
      if (kept[entryColumn[e]] === 0) continue;
      entrySlot[count] = entrySlot[e];
      entryColumn[count] = entryColumn[e];
      entryValue[count++] = entryValue[e];
    }
    this.entryCount = count;
  }

  /** Forgets the sums of weights. */
  clear(): void {
    this.weight.fill(0);
    this.target.fill(0);
  }

  /** Adds `count` subjects with a pattern and the mean of their values. */
  weigh({ slots, size, inverse }: MeasurementPattern, count: number, mean: Float64Array): void {
    const { weight, target } = this;
    const n = this.#slots;
    for (let a = 0, at = 0; a < size; a++) {
      const to = slots[a] * n;
      let sum = 0;
      for (let b = 0; b < size; b++, at++) {
        weight[to + slots[b]] += count * inverse[at];
        sum += inverse[at] * mean[b];
      }
      target[slots[a]] += count * sum;
    }
  }

  /** Adds XᵀV⁻¹X (lower triangle) and XᵀV⁻¹y. */
  addEquations(matrix: Float64Array, right: Float64Array): void {
    const { entrySlot, entryColumn, entryValue, entryCount, weight, target } = this;
    const product = this.#product.fill(0);
    const n = this.#slots;
    const columns = this.#columns;
    for (let e = 0; e < entryCount; e++) {
      const value = entryValue[e];
      for (let a = 0, at = entryColumn[e], from = entrySlot[e] * n; a < n; a++, at += columns) product[at] += weight[from + a] * value;
    }
    for (let e = 0; e < entryCount; e++) {
      const value = entryValue[e];
      const column = entryColumn[e];
      const slot = entrySlot[e];
      right[column] += value * target[slot];
      for (let d = 0, from = slot * columns, to = column * columns; d <= column; d++) matrix[to + d] += value * product[from + d];
    }
  }

  /** Fills `fitted`. */
  fit(beta: Float64Array): void {
    const { entrySlot, entryColumn, entryValue, fitted } = this;
    fitted.fill(0);
    for (let e = 0; e < this.entryCount; e++) fitted[entrySlot[e]] += entryValue[e] * beta[entryColumn[e]];
  }

  /** Makes room for the sums of `parameters` derivatives and forces, and forgets the last ones. */
  gather(parameters: number): void {
    const columns = this.#columns;
    if (this.forces.length < parameters * columns) {
      this.derivatives = new Float64Array((parameters * columns * (columns + 1)) / 2);
      this.forces = new Float64Array(parameters * columns);
    }
    const width = this.basisWidth;
    this.derivatives.fill(0, 0, (parameters * width * (width + 1)) / 2);
    this.forces.fill(0, 0, parameters * width);
  }

  /** Fills the basis, given L⁻¹ (lower triangle). */
  turn(inverse: Float64Array): void {
    const { entrySlot, entryColumn, entryValue, entryCount, basisColumns, basis } = this;
    const columns = this.#columns;
    let width = 0;
    for (let column = 0; column < columns; column++) {
      for (let e = 0, at = column * columns; e < entryCount; e++) {
        if (entryColumn[e] > column || inverse[at + entryColumn[e]] === 0) continue;
        basisColumns[width++] = column;
        break;
      }
    }
    this.basisWidth = width;
    basis.fill(0, 0, this.#slots * width);
    for (let e = 0; e < entryCount; e++) {
      const value = entryValue[e];
      const entry = entryColumn[e];
      const to = entrySlot[e] * width;
      for (let j = width - 1; j >= 0 && basisColumns[j] >= entry; j--) basis[to + j] += value * inverse[basisColumns[j] * columns + entry];
    }
  }
}
