import { comparedResponses } from '../../analysis/bind-analysis.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import type { PlannedAnalysis } from '../../study/study.ts';

/** Least share of first administrations among the periods that an analysis averages for the effect of a first treatment to be what it aims at (assumed: the majority). */
const MIN_FIRST = 0.5;

/**
 * Why the true effect, that of each condition given first, is not what an analysis estimates; undefined where it is.
 *
 * An analysis averages the periods of the sequences it reads. A period is a first administration when its participant has not had its condition before. Where these are the majority
 * (in a two-period crossover all are, with an extra period two of three), the analysis aims at the effect of a first treatment, and what later periods add is its bias. Where most
 * periods repeat a condition, the analysis is of a course of treatments, which a first treatment does not represent. In the statistical model a condition has the same effect
 * whenever it is given.
 */
export function whyNoTruth(planned: PlannedAnalysis, { kind, design }: TrialModel): string | undefined {
  if (kind === 'gaussian') return undefined;
  const share = firstAdministrations(planned, design);
  if (!(share < MIN_FIRST)) return undefined;
  const repeats = (100 * (1 - share)).toFixed(0);
  return `${repeats} % of the periods that it averages repeat a condition that the participant has had before, and the true effect known is that of each condition given first: no true effect, bias or coverage is given`;
}

/** Share of the periods that an analysis averages, weighted as patients are allocated, in which the participant is given the condition for the first time; NaN without such periods. */
export function firstAdministrations(
  { method, options, reference, comparator, minus }: PlannedAnalysis,
  { sequences, weights }: TrialModel['design'],
): number {
  const compared = comparedResponses(method, options);
  const contrasted = [reference, comparator, ...(minus === undefined ? [] : [minus.reference, minus.comparator])];
  let periods = 0;
  let first = 0;
  sequences.forEach((sequence, position) => {
    const given = (compared === 'period-1' ? sequence.slice(0, 1) : sequence).filter((condition) => contrasted.includes(condition));
    if (compared === 'pairs' && !(given.includes(reference) && given.includes(comparator))) return;
    periods += weights[position] * given.length;
    first += weights[position] * new Set(given).size;
  });
  return first / periods;
}
