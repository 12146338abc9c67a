import { exp, log } from '../elementary/index.ts';
import type { EndpointTraits } from './endpoint.ts';
import type { CravingModel } from './parameters.ts';

export const cravingTraits: EndpointTraits = {
  label: 'Craving for the infused drug, visual analogue scale',
  shortLabel: 'Craving',
  inSentence: 'craving',
  unit: 'mm',
  maximum: 100,
  process: 'craving',
};

/** The rise that one ketamine infusion leaves at a time after it, logit units: a fading part and a lasting part, both less what blockade removes. */
export function cravingRise(model: CravingModel, blockade: number, hours: number): number {
  if (!(hours > 0)) return 0;
  const unblocked = 1 - model.opioidDependence * blockade;
  return unblocked * (model.riseLogit * exp((-Math.LN2 * hours) / (24 * model.riseHalfDays)) + model.sensitisationLogit);
}

/**
 * Ketamine craving on a visual analogue scale, whole millimetres 0–100.
 * @param trait  standard normal score of the patient   @param rise  logit units   @param error  standard normal score of this rating
 */
export function cravingRating(model: CravingModel, trait: number, rise: number, error: number): number {
  if (!(model.median > 0)) return 0;
  if (!(model.median < 100)) return 100;
  const logit = log(model.median / (100 - model.median)) + model.logitSd * trait + rise + model.errorLogitSd * error;
  return Math.round(100 / (1 + exp(-logit)));
}
