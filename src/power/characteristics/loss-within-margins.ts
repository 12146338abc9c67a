import { checkStudy } from '../../study/check-study.ts';
import { marginsOfEffect } from '../../analysis/estimators/margins.ts';
import { methodNamed } from '../../analysis/index.ts';
import { onlyWhatDecides } from '../../study/derived-study.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { withTotalLoss } from '../../trial/total-loss.ts';
import { compileStudy } from '../simulation/compile-study.ts';
import { roughEffects, type RoughEffect } from '../simulation/truth.ts';

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

/** Of those, how many are enough where the loss lies so many standard errors outside the margins (assumed: wrong less than once in 10⁵). */
const FEWER = [
  { patients: 64, far: 6 },
  { patients: 256, far: 5 },
] as const;

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
    const lost: Study = { ...onlyWhatDecides(study, [name]), trial: withTotalLoss(trial, planned.endpoint) };
    for (const { patients, far } of FEWER) {
      const { value, referenceMean, errorBeyond } = lossAmong(patients, lost, name);
      if (value === null) return [];
      // Margins that are shares of the mean under the reference vary with it.
      const sign = margins.unit === undefined ? 0 : Math.sign(referenceMean ?? 0);
      const [lower, upper] = margins.ofEstimate.map((share) => far * errorBeyond(sign * share));
      const slack = { zero: far * errorBeyond(0), lower, upper };
      if (!liesWithin(planned, value, marginsOfEffect(margins, referenceMean), slack)) return [];
    }
    const { value, mcse, referenceMean } = lossAmong(LOSS_PATIENTS, lost, name);
    if (value === null || !(Math.abs(value) > DIFFERENT * (mcse ?? 0))) return [];
    const limits = marginsOfEffect(margins, referenceMean);
    if (!liesWithin(planned, value, limits)) return [];
    return [{ analysis: name, loss: value, margins: limits, ...(referenceMean === undefined ? {} : { referenceMean }) }];
  });
}

/** The true effect of an analysis among so many virtual participants, at most those that the study asks for. */
function lossAmong(patients: number, study: Study, name: string): RoughEffect {
  const compiled = compileStudy({ ...study, power: { ...study.power, truthPatients: Math.min(study.power.truthPatients, patients) } });
  return roughEffects(compiled)[Object.keys(study.analyses).indexOf(name)];
}

/** Whether a loss counts as none; of non-inferiority only a loss for the worse can. @param slack  how far outside the margins, or below zero, it still may be one */
function liesWithin(
  { method, alternative }: PlannedAnalysis,
  loss: number,
  margins: readonly [number, number],
  slack = { zero: 0, lower: 0, upper: 0 },
): boolean {
  const [lower, upper] = [margins[0] - slack.lower, margins[1] + slack.upper];
  if (methodNamed(method).nullHypothesis === 'equivalence') return loss > lower && loss < upper;
  return alternative === 'less' ? loss > -slack.zero && loss < upper : loss < slack.zero && loss > lower;
}
