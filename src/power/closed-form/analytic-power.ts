import { checkPlanned, checkStudy } from '../../study/check-study.ts';
import { meanLogOnePlusRatio, meanLogRatio } from '../../analysis/estimand.ts';
import { methodNamed, type Pairing } from '../../analysis/index.ts';
import { gaussianEndpoints, type GaussianEndpoint } from '../../outcomes/parameters.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import type { GaussianTrial } from '../../trial/trial-model.ts';
import { completeContrasts } from './complete-contrasts.ts';
import { contrastOfPlan } from './contrast-of-plan.ts';
import { sequenceCounts } from './sequence-counts.ts';

/** Power by formula, or why there is none. */
export type AnalyticPower =
  | {
      readonly power: number;
      /** What the formula takes for granted beyond normal responses of equal variance; absent where it takes nothing more. */
      readonly assumes?: string;
      /** Participants whose values the analysis can use, on average; absent where nobody is lost. */
      readonly complete?: number;
    }
  | { readonly reason: string };

/**
 * Exact power of one analysis of a statistical (`gaussian`) scenario: the probability of success as the simulation counts it, at the level, alternative and direction asked.
 *
 *     crossover-t: ncp = E / (σ √(1/n₁ + 1/n₂) / √2) on n₁ + n₂ − 2 df;   paired-t: ncp = δ √n / (σ √(1/k₁ + 1/k₂)) on n − 1 df;
 *     mixed-model: least squares within participants (`withinContrast`);   tost: Owen's Q;   non-inferiority: one-sided t
 *
 * E is the expected estimate, so period effect and carry-over are in it; k are the periods under each treatment. Where the last block is cut, the power is averaged over the numbers
 * in the sequences that it can leave; where values are missing completely at random, over the numbers of complete participants, each binomial.
 * Assumes what the scenario says: normal responses (log-normal ones on the ratio scale), equal variances.
 *
 * @returns the power and what it takes for granted, or the reason why no formula gives it
 * @see Julious (2010) Sample Sizes for Clinical Trials, ch. 4 and 5; Phillips (1990) J Pharmacokinet Biopharm 18:137–144, DOI 10.1007/BF01063556;
 *   Jones & Kenward (2014) Design and Analysis of Cross-Over Trials, 3rd ed., ch. 5 (replicate designs)
 * @example
 * ```ts
 * import { analyticPower } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * analyticPower(study, study.analyses.primary); // → { power: 0.510979 }
 * ```
 */
export function analyticPower(study: Study, planned: PlannedAnalysis): AnalyticPower {
  checkStudy('study', study);
  checkPlanned('planned', planned);
  const { trial } = study;
  if (trial.kind !== 'gaussian') return { reason: 'patients are simulated by mechanism: no formula' };
  const exact = methodNamed(planned.method).exactPower?.(planned.options) ?? `no formula for ${planned.method}`;
  if (typeof exact === 'string') return { reason: exact };
  const endpoint = gaussianEndpoints(trial.gaussian).get(planned.endpoint);
  if (endpoint === undefined) return { reason: `no endpoint ${planned.endpoint}` };
  const reason = whyNoneOfAnalysis(endpoint, planned) ?? whyNoneOfAllocation(trial);
  if (reason !== undefined) return { reason };
  const plan = contrastOfPlan(trial, endpoint, planned);
  if ('reason' in plan) return plan;
  const allocated = sequenceCounts(trial.design);
  if (allocated === undefined) return { reason: 'no formula: the last block can be cut in too many ways' };
  let power = 0;
  let complete = 0;
  let sure = 0;
  for (const { counts, probability } of allocated) {
    for (const { contrast, probability: share, participants } of completeContrasts(plan, counts)) {
      sure += probability * share;
      complete += probability * share * participants;
      if (contrast !== undefined) power += probability * share * exact(planned, contrast);
    }
  }
  // What was too improbable to be listed is left out of all sums alike.
  const listed = plan.isComplete ? 1 : sure;
  return { power: Math.min(1, power / listed), ...assumptions(plan, complete / listed, trial.design.participants) };
}

/** What is taken for granted, and how many participants are complete. */
export function assumptions(
  { assumes, isComplete }: { readonly assumes: readonly string[]; readonly isComplete: boolean },
  complete: number,
  participants: number,
) {
  const lost = isComplete
    ? []
    : [`complete participants alone, ${complete.toFixed(1)} of ${participants} expected; values are missing completely at random`];
  const all = [...assumes, ...lost];
  return { ...(all.length === 0 ? {} : { assumes: all.join('; ') }), ...(isComplete ? {} : { complete }) };
}

/** Contrasts whose precision does not follow from the numbers in the sequences and the SD within patients alone. */
const withoutFormula: Readonly<Partial<Record<Pairing, string>>> = { parallel: 'parallel groups' };

function whyNoneOfAnalysis(endpoint: GaussianEndpoint, planned: PlannedAnalysis): string | undefined {
  const { method, measure, population, options, direction, minus } = planned;
  if (measure !== 'value' || population !== 'all') return `no formula for ${measure === 'value' ? population : measure}`;
  if (minus !== undefined) return 'no formula for a difference of differences';
  const { nullHypothesis, pairing, estimand } = methodNamed(method);
  const without = withoutFormula[pairing(options)];
  if (without !== undefined) return `no formula for ${without}`;
  if (endpoint.sdWithin * endpoint.sdWithin === 0) return 'the responses do not vary within participants';
  const aim = estimand(options);
  if (aim === meanLogOnePlusRatio || (aim === meanLogRatio) !== (endpoint.distribution === 'lognormal'))
    return 'the responses are not normal on the scale of the analysis';
  return nullHypothesis !== 'difference' && direction !== 'either' ? 'no formula for a margin and a direction together' : undefined;
}

function whyNoneOfAllocation({ design: { allocation } }: GaussianTrial): string | undefined {
  return allocation !== undefined && allocation.kind !== 'permuted-blocks' ? `no formula for ${allocation.kind}` : undefined;
}
