import { scaleTotal } from '../../outcomes/scales/index.ts';
import type { Reading, Summary } from '../evidence-schema.ts';
import { ANY_CONDITION } from '../study-figures.ts';
import { GUESS } from './incomplete-trial.ts';

/** What of a study individual data are summarised by. */
export interface RecordedParts {
  /** The score of severity: its baseline, and its visits after the studied drug. */
  readonly endpoint: string;
  readonly baseline: string;
  readonly visits: readonly string[];
  /** The one of them at which response is judged. */
  readonly responseVisit: string;
  /** Dissociation, at the visit where the model has its peak. */
  readonly dissociation?: { readonly endpoint: string; readonly visit: string };
  readonly conditions: readonly string[];
  /** Pairs of conditions that enough patients had both of, the reference first. */
  readonly pairs: readonly (readonly [reference: string, other: string])[];
  /** Later periods, with the conditions that enough patients had in them. */
  readonly laterPeriods: readonly (readonly [period: number, condition: string])[];
  /** What participants were asked about the treatments. */
  readonly questions: readonly string[];
}

const HOW = 'made of the observations';

/**
 * The figures that individual data are summarised by, without their values. Fitted are those of which none follows from the others:
 *
 * - baseline in the first period, mean and SD: how ill the patients were, with which every later figure is correlated;
 * - baseline of later periods against the first, mean by condition: what the period before left behind (persistence, expectancy);
 * - change at every visit by condition, mean: benefit and its loss with time; SD on the day after and at the last visit: how much patients differ in both;
 * - on the day after, correlation of the changes of a patient under two conditions: what of the differences between patients is lasting;
 * - patterns of response on the day after: whether those who lose the response are those who had it; neither is what is left;
 * - dissociation at its peak by condition, mean and SD;
 * - guesses of the treatment by condition: on what beliefs expectancy acts.
 *
 * SDs and correlations at every visit made the posterior of opioid dependence 4 % narrower with 14 patients, and its intervals, and those of other parameters, held the truth less often than they say: few
 * figures suit a normal approximation better (Price et al. 2018, DOI 10.1080/10618600.2017.1302882).
 *
 * The paired difference and its SD follow from means, SDs and correlation where nobody is missing: they are predicted and not fitted, as a check.
 */
export function summariesOf(parts: RecordedParts): Summary[] {
  const { endpoint, baseline, visits, responseVisit, dissociation, conditions, pairs, laterPeriods, questions } = parts;
  const at = (visit: string, after: string, measure: Reading['measure'] = 'change', period?: number): Reading => ({
    ...{ endpoint, visit, measure, after },
    ...(period === undefined ? {} : { period }),
  });
  const figure = (name: string, heldOut = false) => ({ name, read: HOW, heldOut, value: NaN });
  const moments = (name: string, reading: Reading): Summary[] => [
    { kind: 'mean', ...figure(name), ...reading },
    { kind: 'sd', ...figure(name), ...reading },
  ];
  const spreadVisits = [responseVisit, visits[visits.length - 1]];
  const label = scaleTotal(endpoint)?.shortLabel ?? endpoint;
  const paired = pairs.flatMap(([reference, other]) => [
    {
      kind: 'correlation',
      ...figure(`${label}, changes to ${responseVisit}, ${reference} and ${other}`),
      ...at(responseVisit, reference),
      with: at(responseVisit, other),
    } satisfies Summary,
    ...visits.map((visit): Summary => ({
      kind: 'paired-difference',
      ...figure(`${label}, change to ${visit}, ${other} less ${reference}`, true),
      ...at(visit, other),
      against: reference,
    })),
    {
      kind: 'paired-sd',
      ...figure(`${label}, change to ${responseVisit}, ${other} less ${reference}`, true),
      ...at(responseVisit, other),
      against: reference,
    } satisfies Summary,
    ...(scaleTotal(endpoint)?.hasResponse === true
      ? ([
          ['11', `both after ${reference} and ${other}`],
          ['10', `only after ${reference}`],
          ['01', `only after ${other}`],
        ] as const)
      : []
    ).map(([pattern, words]): Summary => ({
      kind: 'pattern-share',
      ...figure(`response on ${responseVisit} ${words}`),
      events: [reference, other].map((condition) => at(responseVisit, condition, 'response')),
      pattern,
    })),
  ]);
  return [
    ...moments(`${label}, baseline of period 1`, at(baseline, ANY_CONDITION, 'value', 1)),
    ...laterPeriods.map(([period, condition]): Summary => ({
      kind: 'mean',
      ...figure(`${label}, baseline of period ${period} less that of period 1, before ${condition}`),
      ...at(baseline, condition, 'since-first', period),
    })),
    ...visits.flatMap((visit) =>
      conditions.flatMap((condition) =>
        moments(`${label}, change to ${visit} after ${condition}`, at(visit, condition)).slice(0, spreadVisits.includes(visit) ? 2 : 1),
      ),
    ),
    ...paired,
    ...(dissociation === undefined ? [] : conditions).flatMap((condition) => {
      const { endpoint: scale = '', visit = '' } = dissociation ?? {};
      return moments(`${scale} at ${visit} after ${condition}`, { ...at(visit, condition, 'value'), endpoint: scale });
    }),
    ...questions.flatMap((about) =>
      conditions.map((condition): Summary => ({
        kind: 'pattern-share',
        ...figure(`guess of the ${about} after ${condition}: that it was given`),
        events: [{ endpoint: GUESS, visit: about, measure: 'value', after: condition }],
        pattern: '1',
      })),
    ),
  ];
}
