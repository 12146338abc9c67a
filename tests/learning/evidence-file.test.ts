import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { baseText, locateBase } from '../../src/cli/files/scenario-files.ts';
import { learn } from '../../src/learning/learn.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';
import { oneArm } from './small-evidence.ts';

const files = { readFile: baseText, locate: locateBase };
const shipped = new URL('../../scenarios/evidence/ketamine-naltrexone.yaml', import.meta.url).pathname;

/** Two small studies and two parameters. */
const small = `name: small
seed: 3
${oneArm}parameters:
  response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed }
  dissociation.background: { distribution: lognormal, median: 0.1, sdLog: 0.5, source: assumed }
betweenStudy: { response.benefit: 0.3 }
studies:
  first:
    source: han-2016
    summaries:
      - { kind: count, name: response, visit: day1, measure: response, after: placebo, count: 18, of: 20, read: made up }
  second:
    source: han-2016
    scenario: { design: { participants: 30 } }
    summaries:
      - { kind: mean, name: score, visit: day1, after: placebo, value: 8, read: made up }
      - { kind: sd, name: score, visit: day1, after: placebo, value: 6, read: made up, heldOut: true }
`;

const read = (text: string) => readEvidence({ path: 'evidence.yaml', text }, files);

it('the shipped evidence is read without a problem and holds out at least four figures', () => {
  const result = readEvidence({ path: shipped, text: readFileSync(shipped, 'utf8') }, files);
  if ('problems' in result) throw new Error(result.problems.map(({ text }) => text).join('\n'));
  const { studies, parameters } = result.evidence;
  expect(studies.map(({ name }) => name)).toEqual(expect.arrayContaining(['williams-2018', 'jelen-2025', 'yoon-2025']));
  expect(parameters.map(({ path }) => path)).toContain('response.opioidDependence');
  expect(studies.flatMap(({ summaries }) => summaries.filter(({ heldOut }) => heldOut)).length).toBeGreaterThanOrEqual(4);
});

it('every fault of a file is told at once, with its line', () => {
  const faulty = small
    .replace('participants: 30', 'participants: many')
    .replace('count: 18', 'count: 21.5')
    .replace('kind: mean', 'kind: median')
    .replace('alpha: 3', 'alpha: three')
    .replace('seed: 3', 'sead: 3');
  const result = read(faulty);
  const told = 'problems' in result ? result.problems.map(({ text }) => text) : [];
  const expected = [':2:1 sead', ':10:', ':17:', ':20:', ':22:'];
  expect(expected.filter((place) => !told.some((text) => text.startsWith(`evidence.yaml${place}`)))).toEqual([]);
  expect(told.length).toBe(expected.length);
});

it('every name that leads nowhere is told at once, with what may be meant', () => {
  const faulty = small
    .replace('betweenStudy: { response.benefit', 'betweenStudy: { response.benefits')
    .replace('dissociation.background', 'dissociation.backgrount')
    .replace('source: han-2016', 'source: han-2017')
    .replace('visit: day1, measure: response', 'visit: day2, measure: response')
    .replace('after: placebo, value: 8', 'after: naltrexone, value: 8')
    .replace('count: 18', 'count: 21');
  const result = read(faulty);
  const told = 'problems' in result ? result.problems.map(({ text }) => text) : [];
  for (const word of [
    'response.benefits',
    'did you mean dissociation.background?',
    'did you mean han-2016?',
    "got 'day2'",
    "got 'naltrexone'",
    'expected at most 20, got 21',
  ])
    expect(told.filter((text) => text.includes(word))).toHaveLength(1);
  expect(told).toHaveLength(6);
});

it('counts of more patients than the design gives the condition are refused, and of fewer are not', () => {
  const toldOf = (text: string): string[] => {
    const result = read(text);
    return 'problems' in result ? result.problems.map((each) => each.text.replace(/^\S+ /, '')) : [];
  };
  expect(toldOf(small.replace('of: 20', 'of: 19'))).toEqual([]);
  expect(toldOf(small.replace('of: 20', 'of: 21'))).toEqual([
    'studies.first.summaries.0.of: expected at most 20, the patients of the design (20 participants) with the condition, got 21',
  ]);
  // Of 58 participants in three groups and blocks of three, 20 may be in one.
  const shippedText = readFileSync(shipped, 'utf8');
  const counted = toldOf(shippedText.replace('participants: 58\n        sequences', 'participants: 57\n        sequences'));
  expect(counted).toEqual([expect.stringMatching(/yoon-2025\.summaries\.0\.of: expected at most 19,.* got 20$/)]);
  expect(toldOf(shippedText.replace("'000': 5 }", "'000': 6 }"))).toEqual([
    expect.stringMatching(/williams-2018\.summaries\.0\.patterns: expected at most 12,.* got 13$/),
  ]);
});

it('high figures raise the benefit, what nothing reads keeps its prior, and the same seed gives the same bytes', async () => {
  const result = read(small);
  if ('problems' in result) throw new Error(result.problems.map(({ text }) => text).join('\n'));
  const lengths = { chains: 2, warmUp: 300, draws: 500 };
  const [one, again] = [
    await learn(result.evidence, { lengths, leaveOut: true, priorSensitivity: true }),
    await learn(result.evidence, { lengths, leaveOut: true, priorSensitivity: true }),
  ];
  expect(JSON.stringify(again)).toBe(JSON.stringify(one));
  const [benefit, background] = one.parameters;
  expect(benefit.posterior.mean).toBeGreaterThan(benefit.prior.mean + benefit.prior.sd / 2);
  expect(Math.abs(background.shrinkage)).toBeLessThan(0.2);
  expect(one.predictions.map(({ heldOut }) => heldOut)).toEqual([false, false, true]);
  expect(one.without.map(({ study }) => study)).toEqual(['first', 'second']);
  const [first, mean] = one.predictions;
  expect([first.prior.quantiles[0] < 12, first.predicted.quantiles[0] > first.prior.quantiles[0]]).toEqual([true, true]);
  expect(mean.predicted.sd).toBeLessThan(mean.prior.sd);
  expect(one.widened.map(({ prior }) => prior)).toEqual([
    'all parameters',
    'SDs between studies',
    'response.benefit',
    'dissociation.background',
  ]);
  // High figures pull further where the prior holds less, and the prior of what nothing reads does not matter.
  const [all, , own, other] = one.widened.map(({ posterior }) => posterior['response.benefit'].mean);
  expect(Math.min(all, own)).toBeGreaterThan(benefit.posterior.mean + benefit.posterior.sd / 4);
  expect(Math.abs(other - benefit.posterior.mean)).toBeLessThan(benefit.posterior.sd / 4);
  expect(one.draws).toHaveLength(200);
  const another = await learn({ ...result.evidence, seed: 'another' }, { lengths });
  expect(JSON.stringify(another)).not.toBe(JSON.stringify(one));
});
