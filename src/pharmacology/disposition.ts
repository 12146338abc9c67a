import { exp, log, log1p } from '../elementary/index.ts';
import type { TwoCompartmentModel } from './two-compartment.ts';

/** How a drug is distributed and leaves; volumes and clearances of a patient of 70 kg. */
export interface Disposition {
  /** L/h. */
  readonly clearance: number;
  /** L. */
  readonly centralVolume: number;
  /** L; 0 = one compartment. */
  readonly peripheralVolume: number;
  /** L/h. */
  readonly intercompartmentalClearance: number;
  readonly clearanceCv: number;
  readonly volumeCv: number;
  readonly clearanceExponent: number;
  readonly volumeExponent: number;
  readonly effectHalfTimeMinutes: number;
}

/** SD on the log scale of a lognormal with the given coefficient of variation. */
export function logSd(coefficientOfVariation: number): number {
  return Math.sqrt(log1p(coefficientOfVariation * coefficientOfVariation));
}

/** What of a disposition is the same in every patient, worked out once. */
export interface Variation {
  readonly clearanceLogSd: number;
  readonly volumeLogSd: number;
  /** Rate of equilibration of the effect site, 1/h. */
  readonly ke0: number;
}

/** A disposition with what of it is the same in every patient. Written out, for a copy by `...` has a layout of its own in V8, and code that reads many of them is slow. */
export function withVariation(disposition: Disposition): Disposition & Variation {
  const { clearanceCv, volumeCv, effectHalfTimeMinutes } = disposition;
  return {
    clearance: disposition.clearance,
    centralVolume: disposition.centralVolume,
    peripheralVolume: disposition.peripheralVolume,
    intercompartmentalClearance: disposition.intercompartmentalClearance,
    clearanceCv,
    volumeCv,
    clearanceExponent: disposition.clearanceExponent,
    volumeExponent: disposition.volumeExponent,
    effectHalfTimeMinutes,
    clearanceLogSd: logSd(clearanceCv),
    volumeLogSd: logSd(volumeCv),
    ke0: Math.LN2 / (effectHalfTimeMinutes / 60),
  };
}

/**
 * Sets a patient's kinetics: typical values for 70 kg, allometric scaling by weight, lognormal deviations.
 *
 * @param weight  kg
 * @param clearanceDeviation, volumeDeviation  standard normal numbers of the patient; 0 is the typical patient
 * @param clearanceFactor  what other drugs make of the clearance; 1 = nothing
 * @see Kamp et al. (2020) Anesthesiology 133:1192–1213, DOI 10.1097/ALN.0000000000003577
 */
export function setDisposition(
  model: TwoCompartmentModel,
  disposition: Disposition & Variation,
  weight: number,
  clearanceDeviation: number,
  volumeDeviation: number,
  clearanceFactor = 1,
): void {
  const logSize = log(weight / 70);
  const flow = exp(disposition.clearanceExponent * logSize);
  const volume = exp(disposition.volumeExponent * logSize + disposition.volumeLogSd * volumeDeviation);
  const clearance = disposition.clearance * flow * exp(disposition.clearanceLogSd * clearanceDeviation);
  model.set(
    clearance * clearanceFactor,
    disposition.centralVolume * volume,
    disposition.peripheralVolume * volume,
    disposition.intercompartmentalClearance * flow,
    disposition.ke0,
  );
}
