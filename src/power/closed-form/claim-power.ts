import { checkStudy } from '../../study/check-study.ts';
import { methodNamed, type NormalContrast } from '../../analysis/index.ts';
import { gaussianEndpoints } from '../../outcomes/parameters.ts';
import { studentTQuantile } from '../../statistics/distributions/student-t.ts';
import { jointTTestPower, LARGEST_CORRELATION, type JointTest } from '../../statistics/test-power/joint-t-power.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { correlationOf } from '../../trial/endpoint-correlations.ts';
import type { GaussianTrial } from '../../trial/trial-model.ts';
import { analyticPower, assumptions, type AnalyticPower } from './analytic-power.ts';
import { averagePower, type Precision } from './average-precision.ts';
import { completeContrasts } from './complete-contrasts.ts';
import { contrastOfPlan, type ContrastPlan } from './contrast-of-plan.ts';
import { sequenceCounts } from './sequence-counts.ts';

/**
 * Exact power of a claim of two analyses: both t tests, of two endpoints measured in the same participants, succeed in the same trial. A claim of one analysis has the power
 * of that analysis. The correlation is that within participants: in the differences of periods the participants' own levels cancel. Where values are missing completely at random,
 * the power is averaged over the numbers of participants who are complete, the same of both endpoints.
 *
 * @returns the power, or the reason why no formula gives it; undefined without a claim
 * @see `jointTTestPower`
 * @example
 * ```ts
 * import { claimPower } from 'crossover-sim/power';
 * import { readStudy } from 'crossover-sim/scenario';
 * const study = readStudy(`
 * model: gaussian
 * design: { participants: 24, blockSize: 2 }
 * gaussian:
 *   endpoints: { pain: { difference: -1.5, sdWithin: 1.7 }, mood: { difference: 3, sdWithin: 4 } }
 *   correlations: [{ of: [pain, mood], within: -0.3 }]
 * analyses:
 *   pain: { method: crossover-t, endpoint: pain, direction: less }
 *   mood: { method: crossover-t, endpoint: mood, direction: greater }
 * claim: { name: both, all: [pain, mood] }
 * `);
 * claimPower(study); // → { power: 0.608326 }
 * ```
 */
export function claimPower(study: Study): AnalyticPower | undefined {
  checkStudy('study', study);
  const { claim, analyses, trial, interim, multiplicity } = study;
  if (claim === undefined) return undefined;
  if (interim !== undefined || multiplicity !== undefined)
    return { reason: 'no formula for a claim with interim analyses or multiplicity' };
  const planned = claim.all.map((name) => analyses[name]);
  if (planned.length === 1) return analyticPower(study, planned[0]);
  if (planned.length !== 2) return { reason: `no formula for ${planned.length} analyses together` };
  const [one, other] = planned;
  const single = [one, other].map((each) => analyticPower(study, each)).find((each) => 'reason' in each);
  if (single !== undefined) return single;
  if (trial.kind !== 'gaussian') return { reason: 'patients are simulated by mechanism: no formula' };
  return jointPower(trial, one, other);
}

function jointPower(trial: GaussianTrial, one: PlannedAnalysis, other: PlannedAnalysis): AnalyticPower {
  const pairings = [one, other].map(({ method, options }) => methodNamed(method).pairing(options));
  if (
    [one, other].some(({ method }) => methodNamed(method).nullHypothesis !== 'difference') ||
    pairings[0] !== pairings[1] ||
    pairings[0] === 'model'
  )
    return { reason: 'two analyses together have a formula only as two t tests against no difference of the same kind' };
  if (one.endpoint === other.endpoint) return { reason: 'no formula for two analyses of one endpoint' };
  const sign = sameComparison(one, other);
  if (sign === undefined) return { reason: 'no formula for two analyses of different conditions' };
  const correlation = sign * correlationOf(one.endpoint, other.endpoint, trial.gaussian.correlations ?? [], 'within');
  if (Math.abs(correlation) > LARGEST_CORRELATION)
    return { reason: `no formula for endpoints that correlate above ${LARGEST_CORRELATION}` };
  const endpoints = gaussianEndpoints(trial.gaussian);
  const plans = [one, other].flatMap((planned): ContrastPlan[] => {
    const endpoint = endpoints.get(planned.endpoint);
    const plan = endpoint === undefined ? undefined : contrastOfPlan(trial, endpoint, planned);
    return plan === undefined || 'reason' in plan ? [] : [plan];
  });
  const [plan, otherPlan] = plans;
  const contrasts: Precision[] = [];
  // Of any numbers the estimates and the ratio of their standard errors are the same, so that one precision says both.
  let first: NormalContrast | undefined;
  let second: NormalContrast | undefined;
  let [complete, sure] = [0, 0];
  for (const { counts, probability } of sequenceCounts(trial.design) ?? []) {
    // Whoever misses a visit misses both endpoints, so that the same participants are complete in both.
    for (const { contrast, probability: share, participants, remaining } of completeContrasts(plan, counts)) {
      sure += probability * share;
      complete += probability * share * participants;
      if (contrast === undefined) continue;
      first ??= contrast;
      second ??= otherPlan.contrast(remaining);
      contrasts.push({ df: contrast.df, precision: 1 / contrast.standardError, probability: probability * share });
    }
  }
  const both = (df: number, precision: number): number => {
    if (first === undefined || second === undefined) return 0;
    const scale = first.standardError * precision;
    const at = ({ effect, standardError }: NormalContrast): NormalContrast => ({ effect, standardError: standardError / scale, df });
    return jointTTestPower([testOf(one, at(first)), testOf(other, at(second))], df, correlation);
  };
  const listed = plan.isComplete ? 1 : sure;
  const power = averagePower(contrasts, both) / listed;
  return { power: Math.min(1, power), ...assumptions(plan, complete / listed, trial.design.participants) };
}

/** 1 where two analyses compare the same conditions, −1 where the other way round. */
function sameComparison(one: PlannedAnalysis, other: PlannedAnalysis): 1 | -1 | undefined {
  if (one.reference === other.reference && one.comparator === other.comparator) return 1;
  return one.reference === other.comparator && one.comparator === other.reference ? -1 : undefined;
}

function testOf(
  { alpha, alternative, direction }: PlannedAnalysis,
  contrast: { effect: number; standardError: number; df: number },
): JointTest {
  const ncp = contrast.effect / contrast.standardError;
  const [level, side] = alternative === 'two-sided' ? [alpha / 2, direction] : [alpha, alternative];
  return { ncp, critical: -studentTQuantile(level, contrast.df), side };
}
