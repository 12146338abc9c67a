import { methodNamed, type Outcome } from '../../analysis/index.ts';
import { tInterval } from '../../analysis/estimators/t-estimate.ts';
import { LAST_REPLICATE, checkWhole } from '../../arguments/numbers.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { compileStudy } from './compile-study.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { succeeded } from '../../study/success.ts';
import { MultiplicityAdjuster } from '../multiplicity/judge.ts';
import { ReplicateDecision } from './replicate-decision.ts';

/** Estimates of one analysis in the first trials of a run, and which of them succeeded. */
export interface EstimateSample {
  readonly analysis: string;
  /** Trials that were replayed; those without an estimate are in neither list. */
  readonly trials: number;
  readonly successful: readonly number[];
  readonly others: readonly number[];
}

/**
 * The estimates of trials 0 … trials − 1 of a power run, replayed; the same trials as those of the run.
 * @param compiled  the study   @param trials  how many trials to replay
 */
export function sampleEstimates({ generator, work, planned, names }: CompiledStudy, trials: number): EstimateSample[] {
  const samples = names.map((analysis) => ({ analysis, trials, successful: [] as number[], others: [] as number[] }));
  for (let replicate = 0; replicate < trials; replicate++) {
    work.generate(replicate);
    for (let position = 0; position < names.length; position++) {
      const outcome = work.bound[position].run(generator.data);
      if (outcome.status !== 'estimated') continue;
      const { successful, others } = samples[position];
      (succeeded(planned[position], outcome) ? successful : others).push(outcome.estimate);
    }
  }
  return samples;
}

/**
 * The estimates of the first trials of a study's run, replayed.
 *
 * @param trials  how many
 * @example
 * ```ts
 * import { replayEstimates } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const [{ successful, others }] = replayEstimates(study, 100);
 * successful.length + others.length; // → 100
 * ```
 */
export function replayEstimates(study: Study, trials: number): EstimateSample[] {
  checkStudy('study', study);
  checkWhole('trials', trials, 0, LAST_REPLICATE);
  return sampleEstimates(compileStudy(study), trials);
}

/** What one analysis gives in one trial of a run. */
export interface ReplicateEstimate {
  /** Number of the trial, from 0. */
  readonly replicate: number;
  readonly analysis: string;
  /** Comparator minus reference; NaN where it could not be estimated, as the figures that follow. */
  readonly estimate: number;
  /** NaN where the method has none. */
  readonly standardError: number;
  /** Infinity where the reference distribution is normal, NaN where none applies. */
  readonly df: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
  /** Whether the analysis succeeds in the trial as it is run: after interim analyses, adjustment for multiplicity, and in its direction. */
  readonly success: boolean;
  /** Why it could not be estimated; empty where it could. */
  readonly failure: string;
  /** The interval that decides against margins; left out where there are none, and where it was not asked for. */
  readonly deciding?: DecidingInterval;
}

/** The interval with coverage 1 − 2α that lies within the margins exactly when the null hypothesis is rejected at α. */
export interface DecidingInterval {
  readonly level: number;
  /** The ratio of the means where the margins are shares of the mean under the reference, else the effect. */
  readonly of: 'effect' | 'ratio of means';
  readonly estimate: number;
  /** NaN, as `upper`, where the interval is not bounded. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * What every analysis gives in trials `first`, `first + 1`, … of a study's run, made again from their numbers, and whether it succeeds there: trial by trial, and within a
 * trial in the order of the analyses.
 *
 * @param first  number of the first trial, from 0   @param count  how many
 * @example
 * ```ts
 * import { replayReplicates } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * replayReplicates(study, 7, 2).map(({ replicate }) => replicate); // → [7, 8]
 * ```
 */
export function replayReplicates(study: Study, first: number, count: number): ReplicateEstimate[] {
  checkStudy('study', study);
  checkWhole('first', first, 0, LAST_REPLICATE);
  checkWhole('count', count, 0, LAST_REPLICATE + 1 - first);
  return replicateEstimates(compileStudy(study), first, count, true);
}

/**
 * What every analysis gives in trials `first`, `first + 1`, … of a power run, made again from their numbers: trial by trial, and within a trial in the order of the analyses.
 * Where a trial stops at an interim analysis, of the participants randomised by then. The successes are those that power counts.
 * @param withDeciding  whether the intervals that decide against margins are wanted too
 */
export function replicateEstimates(compiled: CompiledStudy, first: number, count: number, withDeciding = false): ReplicateEstimate[] {
  const { generator, work, planned, names, study, looks } = compiled;
  const unknown = names.map(() => NaN); // the true effects, against which nothing is judged here
  const judge = study.multiplicity === undefined ? undefined : new MultiplicityAdjuster(study.multiplicity, study, unknown);
  const decision = new ReplicateDecision(study, looks, judge);
  const rows: ReplicateEstimate[] = [];
  for (let replicate = first; replicate < first + count; replicate++) {
    work.generate(replicate);
    for (let position = 0; position < names.length; position++) {
      const outcome = (decision.outcomes[position] = work.bound[position].run(generator.data));
      decision.alone[position] = outcome.status === 'estimated' && succeeded(planned[position], outcome) ? 1 : 0;
    }
    const success = decision.decide(generator.data, work.bound);
    const stopped = looks?.last?.data;
    for (let position = 0; position < names.length; position++) {
      // An estimate is valid until its analysis runs again, as interim analyses make it do.
      const outcome = stopped === undefined ? decision.outcomes[position] : work.bound[position].run(stopped);
      const deciding = withDeciding ? decidingInterval(planned[position], outcome) : undefined;
      const row = { replicate, analysis: names[position], ...figuresOf(outcome), success: success[position] === 1 };
      rows.push(deciding === undefined ? row : { ...row, deciding });
    }
  }
  return rows;
}

function decidingInterval({ method, alpha }: PlannedAnalysis, outcome: Outcome): DecidingInterval | undefined {
  if (outcome.status !== 'estimated' || methodNamed(method).nullHypothesis === 'difference') return undefined;
  const level = 1 - 2 * alpha;
  const { estimate, standardError, df } = outcome;
  const found = outcome.ratioOfMeans?.(level);
  if (found === undefined) return { of: 'effect', estimate, ...tInterval(estimate, standardError, df, level) };
  const { ratio, interval } = found;
  return { level, of: 'ratio of means', estimate: ratio, ...('notEstimable' in interval ? { lower: NaN, upper: NaN } : interval) };
}

function figuresOf(outcome: Outcome): Omit<ReplicateEstimate, 'replicate' | 'analysis' | 'success'> {
  if (outcome.status !== 'estimated')
    return { estimate: NaN, standardError: NaN, df: NaN, pValue: NaN, lower: NaN, upper: NaN, failure: outcome.reason };
  const { estimate, standardError, df, pValue, interval } = outcome;
  return { estimate, standardError, df, pValue, lower: interval.lower, upper: interval.upper, failure: '' };
}
