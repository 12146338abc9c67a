import type { Pretreatment } from './parameters.ts';

/**
 * Receptor blockade by one dose of a pretreatment, as a fraction 0–1.
 *
 * A tablet's dose is absorbed evenly until `peakHours`, when blockade is dose/(dose + ED50); it stays there until `plateauHours` and then
 * halves every `halfTime`: blockade = peak · 2^(−(t − plateau)/halfTime). The plateau is the receptors' excess of antagonist: 50 mg of naltrexone
 * blocks 25 mg of heroin for 24 h, and plain decay from the peak would put blockade below the 92–98 % that PET finds in the first hours.
 * A depot rises evenly over `onsetHours`, stays at `plateauBlockade` for `plateauDays`, then halves in the same manner.
 *
 * @param hours  since intake; 0 before it   @param halfTime  of this patient, h
 * @returns 0 for an inert pretreatment
 * @see Lee et al. (1988) J Nucl Med 29:1207–1211; Trøstheim et al. (2022) Neuropsychopharmacology, DOI 10.1038/s41386-022-01416-z
 */
export function blockade(pretreatment: Pretreatment, hours: number, halfTime: number): number {
  if (!(hours > 0)) return 0;
  switch (pretreatment.kind) {
    case 'inert':
      return 0;
    case 'tablet': {
      const dose = pretreatment.doseMg * Math.min(1, hours / pretreatment.peakHours);
      return (dose / (dose + pretreatment.ed50Mg)) * halved(hours - Math.max(pretreatment.peakHours, pretreatment.plateauHours), halfTime);
    }
    case 'depot': {
      const rise = Math.min(1, hours / pretreatment.onsetHours);
      return pretreatment.plateauBlockade * rise * halved(hours - pretreatment.onsetHours - 24 * pretreatment.plateauDays, halfTime);
    }
  }
}

function halved(hours: number, halfTime: number): number {
  return hours > 0 ? Math.exp((-Math.LN2 * hours) / halfTime) : 1;
}
