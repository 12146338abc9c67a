import { expect, it } from 'vitest';
import { analyticPower } from '../../../src/power/closed-form/analytic-power.ts';
import { drawsOf } from '../../../src/power/uncertainty/prior-draws.ts';
import { assuranceCeiling } from '../../../src/power/uncertainty/assurance-ceiling.ts';
import { searchAssuranceSize } from '../../../src/power/uncertainty/assurance-size.ts';
import { readStudy, starterScenario } from '../../../src/scenario/index.ts';
import { withParticipants } from '../../../src/study/derived-study.ts';

const text = starterScenario({ participants: 24, difference: 3, sd: 5 }).replace('alternative: two-sided', 'direction: greater');
const study = readStudy(text, { replicates: 6000 });
const difference = {
  path: 'gaussian.difference',
  prior: { distribution: 'normal', mean: 3, sd: 1.5 },
  support: { min: -10, max: 10 },
  integer: false,
} as const;
const drawn = drawsOf({ parameters: [difference], correlations: [], draws: 60 }, '2').map((draw) => ({
  draw,
  study: readStudy(text, { set: [`gaussian.difference=${draw.set['gaussian.difference']}`], replicates: 6000 }),
}));

/** Assurance of a number of participants over the draws, by formula at each. */
function exactAssurance(participants: number): number {
  return drawn.reduce((sum, { draw, study: one }) => {
    const exact = analyticPower(withParticipants(one, participants), one.analyses.primary);
    return sum + draw.weight * ('power' in exact ? exact.power : NaN);
  }, 0);
}

it('the number found by assurance has the assurance asked for, by formulas at every draw', async () => {
  const { answer, curve, trialsPerDraw } = await searchAssuranceSize(study, drawn, { target: 0.7, max: 400, exhaustive: false });
  expect(trialsPerDraw).toBe(100);
  // Error of the trials at the draws: √(p(1 − p)/6000) at most 0.0065; three of them.
  for (const { participants, assurance } of curve)
    expect(Math.abs(assurance.value - exactAssurance(participants)), String(participants)).toBeLessThan(0.02);
  const smallest = [...Array(200).keys()].map((half) => 2 * (half + 2)).find((n) => exactAssurance(n) >= 0.7) ?? NaN;
  expect(answer?.interval.lower).toBeLessThanOrEqual(smallest);
  expect(answer?.interval.upper ?? Infinity).toBeGreaterThanOrEqual(smallest);
  expect(Math.abs((answer?.participants ?? NaN) - smallest)).toBeLessThanOrEqual(8);
});

it('assurance cannot pass the share of draws whose effect lies on the side that counts, and a target above it is refused unsimulated', async () => {
  const share = drawn.filter(({ draw }) => draw.set['gaussian.difference'] > 0).length / drawn.length;
  expect(await assuranceCeiling(drawn)).toBeCloseTo(share, 12);
  const { answer, notReached, curve } = await searchAssuranceSize(study, drawn, { target: 0.995, max: 400, exhaustive: false });
  expect(answer).toBeUndefined();
  expect(curve).toEqual([]);
  expect(notReached).toMatch(/no number of participants has an assurance of 0\.995: .* cannot pass 0\.9\d\d/);
});

it('a target below the limit that the largest trial does not reach is told with what it reaches', async () => {
  const { answer, notReached } = await searchAssuranceSize(study, drawn, { target: 0.9, max: 40, exhaustive: false });
  expect(answer).toBeUndefined();
  expect(notReached).toMatch(/up to 40 has an assurance of 0\.9: with 40 it is 0\.\d+ ± 0\.\d+/);
});

it.each([
  ['no effect: the level', 'gaussian.difference=0', 0.05],
  ['an effect the other way: none', 'gaussian.difference=-2', 0],
])('the limit of assurance is known where there is %s', async (_, change, limit) => {
  const one = readStudy(text, { set: [change] });
  expect(await assuranceCeiling([{ draw: { weight: 1, set: {} }, study: one }])).toBe(limit);
});

it('equivalence has a limit within its margins, and non-inferiority above its margin', async () => {
  const set = ['analyses.primary.method=tost', 'analyses.primary.margin=4', 'analyses.primary.direction=either'];
  const inferior = ['analyses.primary.method=non-inferiority', 'analyses.primary.margin=1', 'analyses.primary.alternative=greater'];
  const limitOf = async (...changes: string[]): Promise<number> =>
    assuranceCeiling([{ draw: { weight: 1, set: {} }, study: readStudy(text, { set: changes }) }]);
  expect(await limitOf(...set, 'gaussian.difference=3')).toBe(1);
  expect(await limitOf(...set, 'gaussian.difference=5')).toBe(0);
  expect(await limitOf(...inferior, 'analyses.primary.direction=either', 'gaussian.difference=5')).toBe(1);
  expect(await limitOf(...inferior, 'analyses.primary.direction=either', 'gaussian.difference=-2')).toBe(0);
});
