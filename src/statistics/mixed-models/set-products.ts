import type { FixedRows } from './fixed-rows.ts';
import type { MeasuredUnit } from './measured-unit.ts';
import type { MeasurementPattern } from './measurement-pattern.ts';

// Sums of a restricted likelihood where every Gₖ is a sum of 1₍S₎1₍S₎ᵀ over sets of slots: X is met once for all subjects who share it, never in the sums over units.

/** Fills `explained` of fixed effects, XΦXᵀ, from their basis. */
export function explainRows(rows: FixedRows, slots: number): void {
  const { basis, basisWidth: width, explained } = rows;
  for (let a = 0; a < slots; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0, from = a * width, to = b * width; j < width; j++) sum += basis[from + j] * basis[to + j];
      explained[a * slots + b] = sum;
      explained[b * slots + a] = sum;
    }
  }
}

/** Adds XΦXᵀ of the subjects of a unit to `explained` of their pattern: `weighExplained` completes it. */
export function explainUnit({ count, rowsOfX }: MeasuredUnit, { size, slots: places, explained }: MeasurementPattern, slots: number): void {
  for (let a = 0, at = 0; a < size; a++) {
    const from = places[a] * slots;
    for (let b = 0; b < size; b++, at++) explained[at] += count * rowsOfX.explained[from + places[b]];
  }
}

/** V⁻¹AV⁻¹ in the place of A in `explained` of a pattern; `work` is overwritten. */
export function weighExplained({ size, inverse, explained }: MeasurementPattern, work: Float64Array): void {
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      let sum = 0;
      for (let c = 0; c < size; c++) sum += inverse[a * size + c] * explained[c * size + b];
      work[a * size + b] = sum;
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let c = 0; c < size; c++) sum += work[a * size + c] * inverse[b * size + c];
      explained[a * size + b] = sum;
      explained[b * size + a] = sum;
    }
  }
}

/** Adds V⁻¹GₖV⁻¹r of the subjects of a unit to the pulls of their fixed effects. */
export function pullUnit({ count, rowsOfX, weightedResidual }: MeasuredUnit, pattern: MeasurementPattern, slots: number): void {
  const { size, slots: places, sets, starts, parameters, inverse } = pattern;
  const { pulls } = rowsOfX;
  for (let s = 0; s < parameters.length; s++) {
    let weight = 0;
    for (let i = starts[s]; i < starts[s + 1]; i++) weight += weightedResidual[sets[i]];
    weight *= count;
    const to = parameters[s] * slots;
    for (let i = starts[s]; i < starts[s + 1]; i++) {
      for (let a = 0, from = sets[i] * size; a < size; a++) pulls[to + places[a]] += weight * inverse[from + a];
    }
  }
}

/** Adds L⁻¹Xᵀ times the pulls of all parameters to their forces. */
export function addForces(
  { pulls, basis, basisColumns, basisWidth: width }: FixedRows,
  slots: number,
  forces: readonly Float64Array[],
): void {
  for (let k = 0; k < forces.length; k++) {
    const force = forces[k];
    for (let slot = 0; slot < slots; slot++) {
      const pull = pulls[k * slots + slot];
      if (pull !== 0) for (let j = 0, from = slot * width; j < width; j++) force[basisColumns[j]] += pull * basis[from + j];
    }
  }
}

/**
 * Derivatives and forces of one unit where every Gₖ is a sum of 1₍S₎1₍S₎ᵀ: one outer product for each set, gathered in the columns
 * that the unit has.
 * @param left  1 for the parameters to leave out
 * @param row  is overwritten
 */
export function gatherSets(
  { count, basis, weightedResidual, rowsOfX }: MeasuredUnit,
  { sets, starts, parameters }: MeasurementPattern,
  left: Uint8Array | undefined,
  row: Float64Array,
): void {
  const { basisWidth: width, derivatives, forces } = rowsOfX;
  const length = (width * (width + 1)) / 2;
  for (let s = 0; s < parameters.length; s++) {
    const parameter = parameters[s];
    if (left !== undefined && left[parameter] === 1) continue;
    const end = starts[s + 1];
    let slot = sets[starts[s]];
    let weight = weightedResidual[slot];
    for (let d = 0, from = slot * width; d < width; d++) row[d] = basis[from + d];
    for (let i = starts[s] + 1; i < end; i++) {
      slot = sets[i];
      weight += weightedResidual[slot];
      for (let d = 0, from = slot * width; d < width; d++) row[d] += basis[from + d];
    }
    let to = parameter * length;
    for (let c = 0, force = parameter * width; c < width; c++) {
      const value = count * row[c];
      forces[force + c] += value * weight;
      for (let d = 0; d <= c; d++) derivatives[to++] += value * row[d];
    }
  }
}

/** Puts what was gathered in the columns of fixed effects into the derivatives and forces. */
export function spreadSets(
  { basisWidth: width, basisColumns, derivatives: gathered, forces: pulled }: FixedRows,
  derivatives: readonly Float64Array[],
  forces: readonly Float64Array[],
  left: Uint8Array | undefined,
): void {
  let from = 0;
  for (let k = 0; k < forces.length; k++) {
    if (left !== undefined && left[k] === 1) {
      from += (width * (width + 1)) / 2;
      continue;
    }
    const derivative = derivatives[k];
    const force = forces[k];
    for (let c = 0; c < width; c++) {
      const column = basisColumns[c];
      const at = (column * (column + 1)) / 2;
      force[column] += pulled[k * width + c];
      for (let d = 0; d <= c; d++) derivative[at + basisColumns[d]] += gathered[from++];
    }
  }
}
