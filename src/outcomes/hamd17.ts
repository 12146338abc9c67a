/** Highest HAM-D17 total: 9 items scored 0–4 and 8 items scored 0–2. */
export const HAMD17_MAXIMUM = 52;

/**
 * Hamilton Depression Rating Scale total (17 items), a whole number 0–52: the true severity with a normal error of rater and occasion, rounded.
 * @param severity  true severity, points   @param errorSd  points   @param error  standard normal score of this rating
 * @see Hamilton (1960) J Neurol Neurosurg Psychiatry 23:56–62, DOI 10.1136/jnnp.23.1.56; Morriss et al. (2008) DOI 10.1016/j.jad.2008.02.013
 */
export function hamd17Total(severity: number, errorSd: number, error: number): number {
  return Math.min(HAMD17_MAXIMUM, Math.max(0, Math.round(severity + errorSd * error)));
}
