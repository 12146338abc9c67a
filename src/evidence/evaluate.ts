import { squared } from '../elementary/index.ts';
import type { MechanisticTrial } from '../trial/trial-model.ts';
import type { AcceptanceRow } from './acceptance-table.ts';
import { EvidenceSample, evidenceWorlds, type EvidenceWorld } from './evidence-sample.ts';
import type { Figure } from './figure.ts';

/** Batches of patients whose spread gives the Monte-Carlo SE. */
const BATCHES = 20;

/** A simulated figure with its Monte-Carlo SE. */
export interface SimulatedFigure {
  readonly value: number;
  readonly mcse: number;
}

export type EvidenceResult = Omit<AcceptanceRow, 'simulated'> & { readonly simulated: SimulatedFigure; readonly met: boolean };

/**
 * A figure of a sample; its Monte-Carlo SE is that of the mean of 20 batches, SD/√20, which holds for any smooth figure.
 * @see Law (2015) Simulation Modeling and Analysis, 5th ed., section 9.5.3 (batch means)
 */
export function simulateFigure(figure: Figure, sample: EvidenceSample): SimulatedFigure {
  const size = Math.floor(sample.patients / BATCHES);
  const batches = Array.from({ length: BATCHES }, (_, batch) => figure.of(sample, batch * size, (batch + 1) * size));
  const centre = batches.reduce((sum, value) => sum + value, 0) / BATCHES;
  const spread = batches.reduce((sum, value) => sum + squared(value - centre), 0) / (BATCHES - 1);
  return { value: figure.of(sample, 0, sample.patients), mcse: Math.sqrt(spread / BATCHES) };
}

/**
 * Holds a scenario against the table.
 * @param worlds  opioid dependence of the worlds of the table
 * @param patients  virtual patients, a multiple of 20   @throws RangeError if the scenario lacks what a row reads
 */
export function evaluateEvidence(
  trial: MechanisticTrial,
  key: Int32Array,
  patients: number,
  rows: readonly AcceptanceRow[],
  worlds: Readonly<Record<EvidenceWorld, number>> = evidenceWorlds,
): EvidenceResult[] {
  return [...evidenceByRow(trial, key, patients, rows, worlds)];
}

/** The same row by row, for those who do something else between two rows. @throws RangeError as `evaluateEvidence` */
export function* evidenceByRow(
  trial: MechanisticTrial,
  key: Int32Array,
  patients: number,
  rows: readonly AcceptanceRow[],
  worlds: Readonly<Record<EvidenceWorld, number>> = evidenceWorlds,
): Generator<EvidenceResult, undefined> {
  const reads = new Set(rows.flatMap(({ simulated }) => simulated.reads));
  const sample = new EvidenceSample(trial, key, patients, reads, worlds);
  for (const row of rows) {
    const simulated = simulateFigure(row.simulated, sample);
    yield { ...row, simulated, met: simulated.value >= row.lower && simulated.value <= row.upper };
  }
}
