import { columnKey, type TrialData } from '../../src/trial/trial-data.ts';
import { trialOf } from '../analysis/trial-of.ts';

/** Values of endpoint `y` at `day1` by period, with baselines, of a small trial whose means can be checked by hand; NaN = missing. */
const participants = [
  { treatments: ['A', 'B'], day1: [10, 13], baseline: [20, 21] },
  { treatments: ['A', 'B'], day1: [12, 17], baseline: [24, 22] },
  { treatments: ['A', 'B'], day1: [14, NaN], baseline: [22, 22] },
  { treatments: ['B', 'A'], day1: [15, 11], baseline: [23, 20] },
  { treatments: ['B', 'A'], day1: [18, 12], baseline: [25, 21] },
  { treatments: ['B', 'A'], day1: [20, 15], baseline: [24, 25] },
  { treatments: ['B', 'A'], day1: [NaN, NaN], baseline: [22, 23] },
  { treatments: ['B', 'B'], day1: [16, 17], baseline: [20, 21] },
];

/** Five complete participants (A-B 10 13, 12 17; B-A 15 11, 18 12, 20 15), one with period 1 only, one without values, one who had B twice. */
export const scores: TrialData = trialOf(
  participants.map(({ treatments, day1, baseline }) => ({
    treatments,
    values: { [columnKey('y', 'day1')]: day1, [columnKey('y', 'baseline')]: baseline },
  })),
);

/** Responses by period: A-B 0 1, 0 1, 1 1, 0 0; B-A 1 0, 1 1, 0 1. */
export const responses: TrialData = trialOf(
  [
    { treatments: ['A', 'B'], day1: [0, 1] },
    { treatments: ['A', 'B'], day1: [0, 1] },
    { treatments: ['A', 'B'], day1: [1, 1] },
    { treatments: ['A', 'B'], day1: [0, 0] },
    { treatments: ['B', 'A'], day1: [1, 0] },
    { treatments: ['B', 'A'], day1: [1, 1] },
    { treatments: ['B', 'A'], day1: [0, 1] },
  ].map(({ treatments, day1 }) => ({ treatments, values: { [columnKey('y', 'day1')]: day1 } })),
);
