import { comparedResponses, modelTermsOf } from '../../analysis/bind-analysis.ts';
import type { MechanisticTrial, TrialModel } from '../../trial/trial-model.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { comparedPeriods } from './course-responses.ts';

/** Least share of first administrations among the periods that an analysis averages for the effect of a first treatment to be what it aims at (assumed: the majority). */
const MIN_FIRST = 0.5;

/**
 * The effect that an analysis aims at: that of a `first` treatment, that of a `course` of treatments, or `none` that the simulation knows.
 *
 * An analysis averages the periods of the sequences it reads. A period is a first administration when its participant has not had its condition before. Where these are the majority
 * (in a two-period crossover all are, with an extra period two of three), the analysis aims at the effect of a first treatment, and what later periods add is its bias. Where most
 * periods repeat a condition, the analysis is of a course of treatments, which a first treatment does not represent: its effect is the one over the periods of the sequences, each followed to its
 * end. An analysis of the arms of a course aims at the effect of the whole of it. In the statistical model a condition has the same effect whenever it is given.
 */
export function effectAimedAt(planned: PlannedAnalysis, { kind, design }: TrialModel): 'first' | 'course' | 'none' {
  const isOfArms = comparedResponses(planned.method, planned.options) === 'arms';
  if (kind !== 'gaussian' && isOfArms && design.sequences[0].length > 1)
    return whyNoCourse(planned, design) === undefined ? 'course' : 'none';
  if (kind === 'gaussian' || !(firstAdministrations(planned, design) < MIN_FIRST)) return 'first';
  return whyNoCourse(planned, design) === undefined ? 'course' : 'none';
}

/** Why there is no true effect that an analysis estimates; undefined where there is one. */
export function whyNoTruth(planned: PlannedAnalysis, trial: TrialModel): string | undefined {
  if (trial.kind === 'gaussian' || effectAimedAt(planned, trial) !== 'none') return undefined;
  const repeats = (100 * (1 - firstAdministrations(planned, trial.design))).toFixed(0);
  return `${repeats} % of the periods that it averages repeat a condition that the participant has had before, and ${whyNoCourse(planned, trial.design) ?? ''}: no true effect, bias or coverage is given`;
}

/** Why an analysis of a course does not estimate an effect over the periods of its sequences; undefined where it does. */
function whyNoCourse(planned: PlannedAnalysis, design: MechanisticTrial['design']): string | undefined {
  if (design.rebaselineShare > 0) return 'the time of an infusion depends on the score before it (design.rebaselineShare)';
  if (comparedResponses(planned.method, planned.options) === 'pairs') return undefined;
  if (planned.population === 'placebo-responders') return 'who responds to the reference differs between the sequences';
  if (modelTermsOf(planned.method, planned.options)?.carryover === true) return 'its model takes carry-over out of the effect';
  if (comparedResponses(planned.method, planned.options) === 'arms') return undefined;
  const contrasts = [planned, ...(planned.minus === undefined ? [] : [planned.minus])];
  const comparable = contrasts.every(({ reference, comparator }) => comparedPeriods(design.sequences, reference, comparator).length > 0);
  return comparable ? undefined : 'no period of the design has both conditions';
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
