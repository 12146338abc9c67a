import type { Estimate, Outcome } from '../analysis/index.ts';
import { criticalT, studentTTwoSided } from '../statistics/student-t.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { addValue } from './moments.ts';
import { MultiplicityJudge } from './multiplicity/judge.ts';
import type { PlannedAnalysis } from './study.ts';
import { inDirection } from './replicate-success.ts';
import { addFlow, emptyTally, type AnalysisTally, type Tally } from './tally.ts';

/**
 * Simulates and analyses trials `first`, `first + 1`, … and counts.
 * Results depend on the trials' numbers alone. Memory does not grow with their number.
 *
 * @param truths  the true effect of every analysis, against which estimates are judged; the analyses do not see it
 * @param record  where given, filled with 1 for every success: `count` places for each analysis in turn, then `count` for the claim
 *   (where the trial may stop early, the claim when it stops)
 */
export function runReplicates(
  compiled: CompiledStudy,
  truths: readonly number[],
  first: number,
  count: number,
  record?: Uint8Array,
): Tally {
  const { generator, work, planned, names, study } = compiled;
  const { bound } = work;
  const tally = emptyTally(study);
  const claimed = new Uint8Array(names.map((name) => (study.claim?.all.includes(name) ? 1 : 0)));
  const judge = study.multiplicity === undefined ? undefined : new MultiplicityJudge(study, truths);
  const outcomes: Outcome[] = [];
  const lookedAt = study.interim === undefined ? -1 : names.indexOf(study.interim.analysis);
  const lookedAtClaim = lookedAt >= 0 && claimed[lookedAt] === 1;
  const steady = generator.steady === true;
  if (steady) addFlow(tally, generator.flow, count);
  for (let replicate = first; replicate < first + count; replicate++) {
    work.generate(replicate);
    if (!steady) addFlow(tally, generator.flow);
    let claim = study.claim !== undefined;
    for (let position = 0; position < bound.length; position++) {
      const outcome = bound[position].run(generator.data);
      if (judge !== undefined) outcomes[position] = outcome;
      const analysis = tally.analyses[position];
      let success = false;
      if (outcome.status === 'estimated')
        success = countEstimate(analysis, planned[position], outcome, truths[position], study.power.level);
      else analysis.notEstimable[outcome.reason] = (analysis.notEstimable[outcome.reason] ?? 0) + 1;
      if (record !== undefined && success) record[position * count + replicate - first] = 1;
      if (claimed[position] === 1 && !success) claim = false;
    }
    if (claim) tally.claims++;
    if (judge !== undefined && tally.multiplicity !== undefined) judge.count(outcomes, tally.multiplicity);
    if (compiled.looks !== undefined && tally.interim !== undefined) {
      const early = compiled.looks.run(generator.data, bound, truths[lookedAt], tally.interim);
      if (lookedAtClaim) claim = early;
    }
    if (claim && record !== undefined) record[bound.length * count + replicate - first] = 1;
    tally.trials++;
  }
  return tally;
}

/** Counts one estimate; true when the analysis succeeded. */
function countEstimate(tally: AnalysisTally, planned: PlannedAnalysis, outcome: Estimate, truth: number, level: number): boolean {
  const { estimate } = outcome;
  addValue(tally.estimates, estimate);
  if (outcome.singular === true) tally.singular++;
  countInterval(tally, outcome, truth, level);
  if (!outcome.rejects(planned.alpha)) return false;
  tally.rejections++;
  tally.rejectedSize += Math.abs(estimate);
  if (truth * estimate < 0) tally.wrongSign++;
  if (!inDirection(planned, estimate)) return false;
  tally.successes++;
  return true;
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

let lastAlpha = NaN;
let lastDf = NaN;
let lastCritical = NaN;

/** Whether a distance lies within the interval's reach, t · SE. With whole degrees of freedom the critical value is remembered; with others a tail costs less than a quantile. */
function withinReach(distance: number, standardError: number, df: number, alpha: number): boolean {
  if (df === Infinity || Number.isInteger(df)) return distance <= critical(alpha, df) * standardError;
  return standardError > 0 ? studentTTwoSided(distance / standardError, df) >= alpha : distance === 0;
}

/** Two-sided critical t, remembering the last one asked for. */
function critical(alpha: number, df: number): number {
  if (alpha !== lastAlpha || df !== lastDf) {
    lastCritical = criticalT(alpha, df);
    lastAlpha = alpha;
    lastDf = df;
  }
  return lastCritical;
}
