import type { Infusion } from './parameters.ts';
import type { TwoCompartmentModel } from './two-compartment.ts';

/** Plasma concentration that anchors dissociation: the end of 0.5 mg/kg over 40 min, ng/mL (Zarate 2006, cited by Zanos & Gould 2018). */
export const REFERENCE_CONCENTRATION = 185;

/** SD on the log scale of a lognormal with the given coefficient of variation. */
export function logSd(coefficientOfVariation: number): number {
  return Math.sqrt(Math.log1p(coefficientOfVariation * coefficientOfVariation));
}

/**
 * Sets a patient's ketamine kinetics: typical values for 70 kg, allometric scaling by weight, lognormal deviations.
 *
 * @param weight  kg
 * @param clearanceDeviation, volumeDeviation  standard normal numbers of the patient; 0 is the typical patient
 * @see Kamp et al. (2020) Anesthesiology 133:1192–1213, DOI 10.1097/ALN.0000000000003577
 */
export function setKetamineKinetics(
  model: TwoCompartmentModel,
  infusion: Infusion<'ketamine'>,
  weight: number,
  clearanceDeviation: number,
  volumeDeviation: number,
): void {
  const logSize = Math.log(weight / 70);
  const flow = Math.exp(infusion.clearanceExponent * logSize);
  const volume = Math.exp(infusion.volumeExponent * logSize + logSd(infusion.volumeCv) * volumeDeviation);
  const clearance = infusion.clearance * flow * Math.exp(logSd(infusion.clearanceCv) * clearanceDeviation);
  const ke0 = Math.LN2 / (infusion.effectHalfTimeMinutes / 60);
  model.set(
    clearance,
    infusion.centralVolume * volume,
    infusion.peripheralVolume * volume,
    infusion.intercompartmentalClearance * flow,
    ke0,
  );
}
