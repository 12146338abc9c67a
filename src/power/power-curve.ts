import type { TrialData } from '../trial/trial-data.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { succeeded } from './replicate-success.ts';
import type { Study } from './study.ts';

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

/** The same study with another number of patients, and without looks before the end, which belong to a number. */
export function withParticipants(study: Study, participants: number): Study {
  const fixed: { -readonly [Key in keyof Study]: Study[Key] } = { ...study };
  delete fixed.interim;
  const { trial } = study;
  const design = { ...trial.design, participants };
  return { ...fixed, trial: trial.kind === 'gaussian' ? { ...trial, design } : { ...trial, design } };
}

/**
 * A whole power curve from one simulation: the first n patients of a trial are a trial of n patients, so every trial is simulated once at the largest size and analysed at each.
 * Neighbouring sizes share their luck, so that the curve is smooth and its crossing with the target is known better than either point.
 *
 * @param compiled  a study of the largest size
 * @param sizes     numbers of patients, none above that of the study
 */
export function runCurve(compiled: CompiledStudy, sizes: readonly number[], first: number, count: number): CurveCounts {
  const { generator, bound, planned, names, study } = compiled;
  const views: TrialData[] = sizes.map((size) => ({ ...generator.data, subjectCount: size }));
  const claimed = names.map((name) => study.claim?.all.includes(name) === true);
  const curve = emptyCurve(bound.length, sizes.length);
  for (let replicate = first; replicate < first + count; replicate++) {
    generator.generate(replicate);
    for (let size = 0; size < sizes.length; size++) {
      let claim = study.claim !== undefined;
      for (let position = 0; position < bound.length; position++) {
        const outcome = bound[position].run(views[size]);
        if (outcome.status !== 'estimated') curve.notEstimable[position][size]++;
        const success = outcome.status === 'estimated' && succeeded(planned[position], outcome);
        if (success) curve.successes[position][size]++;
        if (claimed[position] && !success) claim = false;
      }
      if (claim) curve.claims[size]++;
    }
    curve.trials++;
  }
  return curve;
}
