import type { Estimate } from '../../analysis/index.ts';
import { criticalValues, studentTTwoSided } from '../../statistics/distributions/student-t.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { addValue } from '../../statistics/running-moments.ts';
import { MultiplicityAdjuster } from '../multiplicity/judge.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { ReplicateDecision } from './replicate-decision.ts';
import { inDirection } from '../../study/success.ts';
import { addFlow, emptyTally, type AnalysisTally, type Tally } from './tally.ts';

/**
 * Simulates and analyses trials `first`, `first + 1`, … and counts; what succeeded is decided by `ReplicateDecision` alone.
 * Results depend on the trials' numbers alone. Memory does not grow with their number.
 *
 * @param truths  the true effect of every analysis, against which estimates are judged (NaN where there is none); the analyses do not see it
 * @param record  where given, filled with 1 for every success: `count` places for each analysis in turn, then `count` for the claim
 */
export function runReplicates(
  compiled: CompiledStudy,
  truths: readonly number[],
  first: number,
  count: number,
  record?: Uint8Array,
): Tally {
  const { generator, work, study, looks } = compiled;
  const { bound } = work;
  const tally = emptyTally(study);
  const judge = study.multiplicity === undefined ? undefined : new MultiplicityAdjuster(study.multiplicity, study, truths);
  const decision = new ReplicateDecision(study, looks, judge);
  const steady = generator.hasConstantFlow === true;
  if (steady) addFlow(tally, generator.flow, count);
  for (let replicate = first; replicate < first + count; replicate++) {
    work.generate(replicate);
    if (!steady) addFlow(tally, generator.flow);
    analyse(compiled, truths, decision, tally);
    const success = decision.decide(generator.data, bound);
    for (let position = 0; position < bound.length; position++) if (success[position] === 1) tally.analyses[position].successes++;
    if (success[bound.length] === 1) tally.claims++;
    if (record !== undefined)
      for (let series = 0; series < success.length; series++) record[series * count + replicate - first] = success[series];
    if (judge !== undefined && tally.multiplicity !== undefined) judge.count(tally.multiplicity);
    if (looks !== undefined && tally.interim !== undefined) looks.count(truths[looks.position], tally.interim);
    tally.trials++;
  }
  return tally;
}

/** Makes the analyses of the trial at hand, each by itself, and counts what they give. */
function analyse(
  { generator, work, planned, study }: CompiledStudy,
  truths: readonly number[],
  decision: ReplicateDecision,
  tally: Tally,
): void {
  const { bound } = work;
  const { alone, outcomes } = decision;
  for (let position = 0; position < bound.length; position++) {
    const outcome = (outcomes[position] = bound[position].run(generator.data));
    const analysis = tally.analyses[position];
    alone[position] = 0;
    if (outcome.status !== 'estimated') analysis.notEstimable[outcome.reason] = (analysis.notEstimable[outcome.reason] ?? 0) + 1;
    else if (countEstimate(analysis, planned[position], outcome, truths[position], study.power.level)) {
      alone[position] = 1;
      analysis.alone++;
    }
  }
}

/** Counts one estimate; true when the analysis succeeds by itself. */
function countEstimate(tally: AnalysisTally, planned: PlannedAnalysis, outcome: Estimate, truth: number, level: number): boolean {
  const { estimate } = outcome;
  addValue(tally.estimates, estimate);
  if (outcome.singular === true) tally.singular++;
  countInterval(tally, outcome, truth, level);
  if (!outcome.rejects(planned.alpha)) return false;
  tally.rejections++;
  tally.rejectedSize += Math.abs(estimate);
  if (truth * estimate < 0) tally.wrongSign++;
  return inDirection(planned, estimate);
}

/** Counts whether the interval holds the truth, where that is known. */
function countInterval(tally: AnalysisTally, outcome: Estimate, truth: number, level: number): void {
  const { standardError, df } = outcome;
  if (standardError >= 0) {
    tally.variance += standardError * standardError;
    tally.variances++;
  }
  if (truth !== truth) return;
  if (standardError >= 0 && df > 0) {
    tally.intervals++;
    if (withinReach(Math.abs(outcome.estimate - truth), standardError, df, 1 - level)) tally.covered++;
  } else {
    const { lower, upper } = outcome.interval;
    if (!(lower <= upper)) return;
    tally.intervals++;
    if (truth >= lower && truth <= upper) tally.covered++;
  }
}

let table = criticalValues(0.05);

/**
 * Whether a distance lies within the interval's reach, t · SE. With whole degrees of freedom the critical value is remembered; with others those of the whole ones beside them
 * mostly tell, and else a tail costs less than a quantile.
 */
function withinReach(distance: number, standardError: number, df: number, alpha: number): boolean {
  if (alpha !== table.alpha) table = criticalValues(alpha);
  if (df === Infinity || Number.isInteger(df)) return distance <= table.at(df) * standardError;
  if (!(standardError > 0)) return distance === 0;
  const isBeyond = table.isBeyond(distance, standardError, df);
  return isBeyond === undefined ? studentTTwoSided(distance / standardError, df) >= alpha : !isBeyond;
}
