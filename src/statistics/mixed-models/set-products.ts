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
