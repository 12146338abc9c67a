import { checkStudy } from '../../study/check-study.ts';
import { marginsOfEffect } from '../../analysis/estimators/margins.ts';
import { methodNamed } from '../../analysis/index.ts';
import { onlyWhatDecides } from '../../study/derived-study.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { withTotalLoss } from '../../trial/total-loss.ts';
import { compileStudy } from '../simulation/compile-study.ts';
import { roughEffects } from '../simulation/truth.ts';

/** An analysis whose margins hold the loss of all that it is about. */
export interface LossWithinMargins {
  /** Name of the analysis. */
  readonly analysis: string;
  /** True effect if the drugs' effect on the endpoint depended wholly on what is blocked, on the scale of the estimate. */
  readonly loss: number;
  /** Margins on the same scale. */
  readonly margins: readonly [lower: number, upper: number];
  /** Mean under the reference, where the margins are shares of it. */
  readonly referenceMean?: number;
}

/** Virtual participants from whom a loss is computed (assumed: an error of about 0.1 CADSS points in the main example). */
const LOSS_PATIENTS = 2000;

/** Standard errors by which a loss must differ from zero to be one (assumed). */
const DIFFERENT = 4;

/**
 * Analyses of equivalence or non-inferiority whose margins hold the loss of everything: the effect that they would have if the drugs' effect on their endpoint depended wholly on
 * what the comparator blocks, by potential outcomes of the study's own streams. None of a Gaussian trial, which has no drugs.
 *
 * @example
 * ```ts
 * import { lossesWithinMargins } from 'crossover-sim/power';
 * import { readStudy } from 'crossover-sim/scenario';
 * const study = readStudy(`
 * design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
 * analyses: { cadss: { method: tost, endpoint: cadss, visit: peak, margin: 8 } }
 * `);
 * lossesWithinMargins(study)[0].analysis; // → 'cadss'
 * ```
 */
export function lossesWithinMargins(study: Study): LossWithinMargins[] {
  checkStudy('study', study);
  const { trial } = study;
  if (trial.kind !== 'mechanistic') return [];
  return Object.entries(study.analyses).flatMap(([name, planned]): LossWithinMargins[] => {
    const margins = methodNamed(planned.method).margins?.(planned.options);
    if (margins === undefined) return [];
    const lost: Study = {
      ...onlyWhatDecides(study, [name]),
      trial: withTotalLoss(trial, planned.endpoint),
      power: { ...study.power, truthPatients: Math.min(study.power.truthPatients, LOSS_PATIENTS) },
    };
    const { value, mcse, referenceMean } = roughEffects(compileStudy(lost))[Object.keys(lost.analyses).indexOf(name)];
    if (value === null || !(Math.abs(value) > DIFFERENT * (mcse ?? 0))) return [];
    const limits = marginsOfEffect(margins, referenceMean);
    if (!liesWithin(planned, value, limits)) return [];
    return [{ analysis: name, loss: value, margins: limits, ...(referenceMean === undefined ? {} : { referenceMean }) }];
  });
}

/** Whether a loss counts as none; of non-inferiority only a loss for the worse can. */
function liesWithin({ method, alternative }: PlannedAnalysis, loss: number, [lower, upper]: readonly [number, number]): boolean {
  if (methodNamed(method).nullHypothesis === 'equivalence') return loss > lower && loss < upper;
  return alternative === 'less' ? loss > 0 && loss < upper : loss < 0 && loss > lower;
}
