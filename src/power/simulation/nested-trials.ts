import type { TrialData } from '../../trial/trial-data.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { wholeLooks } from '../../study/interim-plan.ts';
import { InterimTrial } from '../interim/interim-trial.ts';
import { MultiplicityAdjuster } from '../multiplicity/judge.ts';
import { ReplicateDecision } from './replicate-decision.ts';
import { succeeded } from '../../study/success.ts';
import { withParticipants } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';

/** Successes in nested trials: of every trial's first n patients, for every n of a list. */
export interface CurveCounts {
  trials: number;
  /** Successes of the claim (all of its analyses), by size; empty without a claim. */
  claims: number[];
  /** By analysis, then by size. */
  successes: number[][];
  notEstimable: number[][];
}

export function emptyCurve(analyses: number, sizes: number): CurveCounts {
  const zeros = (): number[] => Array<number>(sizes).fill(0);
  const rows = (): number[][] => Array.from({ length: analyses }, zeros);
  return { trials: 0, claims: zeros(), successes: rows(), notEstimable: rows() };
}

/** Adds another part's counts; whole numbers, so that order does not matter. */
export function addCurve(curve: CurveCounts, part: CurveCounts): void {
  curve.trials += part.trials;
  part.claims.forEach((count, size) => (curve.claims[size] += count));
  part.successes.forEach((row, analysis) => row.forEach((count, size) => (curve.successes[analysis][size] += count)));
  part.notEstimable.forEach((row, analysis) => row.forEach((count, size) => (curve.notEstimable[analysis][size] += count)));
}

/** How trials of each size are decided about; interim boundaries take time, so they are found once for a compiled study. */
const decisionsOf = new WeakMap<CompiledStudy, Map<number, ReplicateDecision>>();

function decisionAt(compiled: CompiledStudy, participants: number): ReplicateDecision {
  const known = decisionsOf.get(compiled) ?? new Map<number, ReplicateDecision>();
  decisionsOf.set(compiled, known);
  const found = known.get(participants) ?? decisionFor(withParticipants(compiled.study, participants));
  known.set(participants, found);
  return found;
}

function decisionFor(study: Study): ReplicateDecision {
  const interim = study.interim === undefined ? undefined : wholeLooks(study.interim, study.trial.design.participants);
  const looks = interim === undefined ? undefined : new InterimTrial(interim, study);
  const judge = study.multiplicity === undefined ? undefined : new MultiplicityAdjuster(study.multiplicity, study, []);
  return new ReplicateDecision(study, looks, judge);
}

/**
 * A whole power curve from one simulation: the first n patients of a trial are a trial of n patients, so every trial is simulated once at the largest size, and analysed and
 * decided about at each as a trial of that size.
 * Neighbouring sizes use common random numbers, so that the curve is smooth and its crossing with the target is known better than either point.
 *
 * @param compiled  a study of the largest size
 * @param sizes     numbers of patients, none above that of the study
 */
export function runCurve(compiled: CompiledStudy, sizes: readonly number[], first: number, count: number): CurveCounts {
  const { generator, bound, planned } = compiled;
  const views: TrialData[] = sizes.map((size) => ({ ...generator.data, subjectCount: size }));
  const decisions = sizes.map((size) => decisionAt(compiled, size));
  const curve = emptyCurve(bound.length, sizes.length);
  for (let replicate = first; replicate < first + count; replicate++) {
    generator.generate(replicate);
    for (let size = 0; size < sizes.length; size++) {
      const decision = decisions[size];
      for (let position = 0; position < bound.length; position++) {
        const outcome = (decision.outcomes[position] = bound[position].run(views[size]));
        if (outcome.status !== 'estimated') curve.notEstimable[position][size]++;
        decision.alone[position] = outcome.status === 'estimated' && succeeded(planned[position], outcome) ? 1 : 0;
      }
      const success = decision.decide(views[size], bound);
      for (let position = 0; position < bound.length; position++) curve.successes[position][size] += success[position];
      curve.claims[size] += success[bound.length];
    }
    curve.trials++;
  }
  return curve;
}
