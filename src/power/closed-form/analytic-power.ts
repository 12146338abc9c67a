import { meanLogOnePlusRatio, meanLogRatio } from '../../analysis/estimand.ts';
import { methodNamed, type NormalContrast, type Pairing } from '../../analysis/index.ts';
import { sequenceMeans } from '../../trial/gaussian-generator.ts';
import type { GaussianTrial } from '../../trial/trial-model.ts';
import { sequenceCounts } from './sequence-counts.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';

/** Power by formula, or why there is none. */
export type AnalyticPower = { readonly power: number } | { readonly reason: string };

/**
 * Exact power of one analysis of a statistical (`gaussian`) scenario: the probability of success as the simulation counts it, at the level, alternative and direction asked.
 *
 *     crossover-t: ncp = E / (σ √(1/n₁ + 1/n₂) / √2) on n₁ + n₂ − 2 df;   paired-t: ncp = δ √n / (σ √2) on n − 1 df;   tost: Owen's Q;   non-inferiority: one-sided t
 *
 * E is the expected estimate, so period effect and carry-over are in it. Where the last block is cut, the power is averaged over the numbers in the sequences that it can leave.
 * Assumes what the scenario says: normal responses (log-normal ones on the ratio scale), equal variances, nothing missing.
 *
 * @returns the power, or the reason why no formula gives it
 * @see Julious (2010) Sample Sizes for Clinical Trials, ch. 4 and 5; Phillips (1990) J Pharmacokinet Biopharm 18:137–144, DOI 10.1007/BF01063556
 * @example
 * ```ts
 * import { analyticPower } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * analyticPower(study, study.analyses.primary); // → { power: 0.510979 }
 * ```
 */
export function analyticPower({ trial }: Study, planned: PlannedAnalysis): AnalyticPower {
  if (trial.kind !== 'gaussian') return { reason: 'patients are simulated by mechanism: no formula' };
  const exact = methodNamed(planned.method).exactPower?.(planned.options) ?? `no formula for ${planned.method}`;
  if (typeof exact === 'string') return { reason: exact };
  const reason = whyNone(trial, planned);
  if (reason !== undefined) return { reason };
  let power = 0;
  for (const { counts, probability } of sequenceCounts(trial.design)) {
    const contrast = contrastOf(trial, planned, counts);
    if (contrast !== undefined) power += probability * exact(planned, contrast);
  }
  return { power: Math.min(1, power) };
}

/** Contrasts whose precision does not follow from the numbers in the sequences and the SD within patients alone. */
const withoutFormula: Readonly<Partial<Record<Pairing, string>>> = { parallel: 'parallel groups', model: 'a mixed model' };

function isPaired({ method, options }: PlannedAnalysis): boolean {
  return methodNamed(method).pairing(options) === 'paired';
}

function whyNone(trial: GaussianTrial, planned: PlannedAnalysis): string | undefined {
  const { perVisit, betweenPeriods, noShow } = trial.missingness;
  if (perVisit > 0 || betweenPeriods > 0 || noShow > 0) return 'values are missing: no formula';
  return whyNoneOfAnalysis(trial, planned) ?? whyNoneOfDesign(trial, planned);
}

function whyNoneOfAnalysis({ gaussian }: GaussianTrial, planned: PlannedAnalysis): string | undefined {
  const { method, measure, population, options, direction } = planned;
  if (measure !== 'value' || population !== 'all') return `no formula for ${measure === 'value' ? population : measure}`;
  const { nullHypothesis, pairing, estimand } = methodNamed(method);
  const without = withoutFormula[pairing(options)];
  if (without !== undefined) return `no formula for ${without}`;
  const aim = estimand(options);
  if (aim === meanLogOnePlusRatio || (aim === meanLogRatio) !== (gaussian.distribution === 'lognormal'))
    return 'the responses are not normal on the scale of the analysis';
  return nullHypothesis !== 'difference' && direction !== 'either' ? 'no formula for a margin and a direction together' : undefined;
}

function whyNoneOfDesign(trial: GaussianTrial, planned: PlannedAnalysis): string | undefined {
  const { design } = trial;
  const { allocation } = design;
  if (allocation !== undefined && allocation.kind !== 'permuted-blocks') return `no formula for ${allocation.kind}`;
  const once = (name: string): boolean => design.sequences.every((sequence) => sequence.filter((each) => each === name).length === 1);
  if (design.sequences[0].length !== 2 || !once(planned.reference) || !once(planned.comparator)) return 'no formula for this design';
  if (!isPaired(planned))
    return design.sequences.length === 2 ? undefined : 'one sequence only: the period cannot be told from the treatment';
  const effects = design.sequences.map((sequence) => pairedEffect(trial, planned, sequence));
  return effects.every((effect) => Math.abs(effect - effects[0]) <= 1e-12 * Math.abs(effects[0]))
    ? undefined
    : 'period effect or carry-over moves the sequences apart: paired differences are a mixture';
}

/** Expected difference comparator minus reference within a patient of a sequence. */
function pairedEffect(trial: GaussianTrial, { comparator }: PlannedAnalysis, sequence: readonly string[]): number {
  const [first, second] = sequenceMeans(trial, sequence);
  return sequence[0] === comparator ? first - second : second - first;
}

function contrastOf(trial: GaussianTrial, planned: PlannedAnalysis, counts: readonly number[]): NormalContrast | undefined {
  const { sequences } = trial.design;
  const differenceSd = Math.SQRT2 * trial.gaussian.sdWithin;
  const effects = sequences.map((sequence) => pairedEffect(trial, planned, sequence));
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (isPaired(planned)) return n < 2 ? undefined : { effect: effects[0], standardError: differenceSd / Math.sqrt(n), df: n - 1 };
  const [n1, n2] = counts;
  if (n1 < 1 || n2 < 1 || n < 3) return undefined;
  return { effect: (effects[0] + effects[1]) / 2, standardError: (differenceSd * Math.sqrt(1 / n1 + 1 / n2)) / 2, df: n - 2 };
}
