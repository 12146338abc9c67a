/**
 * Subjects with the same rows of X, as a model with one random intercept per subject needs them: the means of the rows and their deviations,
 * found once, and of the responses only sums,
 *
 *     Σ (yᵢⱼ − ȳᵢ) for each observation j      Σ ȳᵢ      Σ Σⱼ (yᵢⱼ − ȳᵢ)²      Σ m ȳᵢ²
 *
 * so that a subject costs as many operations as it has observations, whatever the number of columns. A subject with rows of its own is a unit of one.
 */
export class SubjectUnit {
  /** Observations of each subject. */
  size = 0;
  /** Columns of X. */
  columns = 0;
  /** Subjects added. */
  count = 0;
  /** Rows of X, `size` × `columns`: filled by the caller before `prepare`. */
  rows = new Float64Array(0);
  /** The responses of the next subject, centred by the caller: filled before `add`. */
  values = new Float64Array(0);
  /** Mean of the rows; the columns where it is not zero, and their number. */
  mean = new Float64Array(0);
  present = new Int32Array(0);
  presentCount = 0;
  /** The columns that vary within a subject, their number, their deviations from the mean, and the products of these (lower triangle, packed). */
  varying = new Int32Array(0);
  varyingCount = 0;
  deviations = new Float64Array(0);
  products = new Float64Array(0);
  /** Sums over the subjects: of deviations by observation, of means, of squared deviations, of `size` times squared means. */
  deviationSums = new Float64Array(0);
  meanSum = 0;
  within = 0;
  between = 0;

  /** Makes room for the rows and responses of a subject with at most `size` observations. */
  reserve(size: number, columns: number): void {
    this.columns = columns;
    if (this.values.length >= size && this.rows.length >= size * columns && this.mean.length >= columns) return;
    this.rows = new Float64Array(size * columns);
    this.values = new Float64Array(size);
    this.mean = new Float64Array(columns);
    this.present = new Int32Array(columns);
    this.varying = new Int32Array(columns);
    this.deviations = new Float64Array(size * columns);
    this.products = new Float64Array((columns * (columns + 1)) / 2);
    this.deviationSums = new Float64Array(size);
  }

  /** Reads the first `size` of the rows, and forgets all subjects. */
  prepare(size: number): void {
    const { columns, rows, mean } = this;
    this.size = size;
    this.presentCount = 0;
    this.varyingCount = 0;
    for (let c = 0; c < columns; c++) {
      const first = rows[c];
      let sum = first;
      let isConstant = true;
      for (let r = 1; r < size; r++) {
        const value = rows[r * columns + c];
        sum += value;
        if (value !== first) isConstant = false;
      }
      mean[c] = isConstant ? first : sum / size;
      if (mean[c] !== 0) this.present[this.presentCount++] = c;
      if (!isConstant) this.varying[this.varyingCount++] = c;
    }
    this.#multiply();
    this.restart();
  }

  #multiply(): void {
    const { size, columns, rows, mean, varying, varyingCount, deviations, products } = this;
    for (let r = 0; r < size; r++) {
      for (let i = 0; i < varyingCount; i++) deviations[r * varyingCount + i] = rows[r * columns + varying[i]] - mean[varying[i]];
    }
    for (let i = 0, place = 0; i < varyingCount; i++) {
      for (let j = 0; j <= i; j++, place++) {
        let sum = 0;
        for (let r = 0; r < size; r++) sum += deviations[r * varyingCount + i] * deviations[r * varyingCount + j];
        products[place] = sum;
      }
    }
  }

  /** Forgets the subjects; the rows stay. */
  restart(): void {
    this.count = 0;
    this.meanSum = 0;
    this.within = 0;
    this.between = 0;
    for (let r = 0; r < this.size; r++) this.deviationSums[r] = 0;
  }

  /** Takes off the values what coefficients of the columns explain. */
  takeOff(coefficients: Float64Array): void {
    const { size, columns, rows, values } = this;
    for (let r = 0; r < size; r++) for (let c = 0; c < columns; c++) values[r] -= coefficients[c] * rows[r * columns + c];
  }

  /** Adds the subject whose responses are in `values`. */
  add(): void {
    const { size, values, deviationSums } = this;
    let sum = 0;
    for (let r = 0; r < size; r++) sum += values[r];
    const mean = sum / size;
    this.count++;
    this.meanSum += mean;
    this.between += size * mean * mean;
    if (size === 1) return;
    let squares = 0;
    for (let r = 0; r < size; r++) {
      const deviation = values[r] - mean;
      deviationSums[r] += deviation;
      squares += deviation * deviation;
    }
    this.within += squares;
  }
}
