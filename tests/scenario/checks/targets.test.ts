import { describe, expect, it } from 'vitest';
import { problemsOf, valid } from '../read.ts';

/** A scenario of a declared drug after placebo or a declared blocker of 5-HT2A. */
const scenario = (response: string, dependence = ''): string =>
  `name: a
design: {infusion: x, sequences: [[placebo, block], [block, placebo]]}
treatments:
  infusions: {ketamine: null}
  drugs:
    x:
      dose: {mg: 25}
      kinetics: {shape: bolus}
      effects: {severity: {course: lasting, size: 0.4${dependence}}}
    block: {dose: {mg: 40}, kinetics: {shape: plateau}, targets: {5-HT2A: {occupancy: 0.9}}}
    spare: {dose: {mg: 1}, kinetics: {shape: plateau}, targets: {kappa: {occupancy: 0.9}}}
response: {${response}}
analyses: {a: {method: crossover-t, endpoint: hamd17, visit: day1}}
`;
const warnings = (text: string): string =>
  valid(text)
    .warnings.map((warning) => warning.text)
    .join('\n');

describe('the target on which something depends', () => {
  it('a target that no drug has is an error with the nearest one', () => {
    expect(problemsOf(scenario('dependence: {5-HT2X: 0.5}'))).toEqual([
      expect.stringContaining(
        "response.dependence.5-HT2X: expected a target of a drug that is given (5-HT2A), got '5-HT2X'; did you mean 5-HT2A?",
      ),
    ]);
    expect(problemsOf(scenario('', ', dependence: {opoid: 0.5}'))).toEqual([
      expect.stringMatching(
        /effects\.severity\.dependence\.opoid: expected a target of a declared drug \(.*\), got 'opoid'; did you mean opioid\?/,
      ),
    ]);
  });

  it('a drug may depend on a target that nothing here has, beside one of a like name', () => {
    expect(problemsOf(scenario('', ', dependence: {5-HT2A: 0.5, 5-HT1A: 0.3, SERT: 0.2}'))).toEqual([]);
  });

  it('a target of a drug that is not given is a warning', () => {
    const told = /response\.dependence\.kappa: no drug that is given has this target: the dependence changes nothing/;
    expect(warnings(scenario('dependence: {5-HT2A: 1, kappa: 0.5}'))).toMatch(told);
    expect(warnings(scenario('dependence: {5-HT2A: 1, kappa: 0}'))).not.toMatch(told);
  });
});

describe('a blocker', () => {
  const told = 'treatments.drugs.block: blocks 5-HT2A, on which nothing depends: say how much does in response.dependence.5-HT2A';

  it('a blocker of a target on which nothing depends is a warning', () => {
    expect(warnings(scenario(''))).toContain(told);
  });

  it('a dependence of 0 that is written, of the response or of the drug, is no silence', () => {
    expect(warnings(scenario('dependence: {5-HT2A: 0}'))).not.toContain(told);
    expect(warnings(scenario('', ', dependence: {5-HT2A: 0}'))).not.toContain(told);
  });
});

describe('a value of the short forms', () => {
  const files = { 'base.yaml': scenario('dependence: {5-HT2A: 1}') };
  const told = (text: string, set: string[]): string[] =>
    valid(text, files, { set })
      .unused.map((warning) => warning.text)
      .filter((each) => !each.includes('spare'));

  it('a value of the short forms that an option sets in a trial of declared drugs is a warning that says where it belongs', () => {
    expect(told('extends: base.yaml\n', ['response.opioidDependence=0.2', 'response.benefit=0.3']).sort()).toEqual([
      expect.stringContaining('response.benefit: acts on short-form drugs alone, of which none is given: a declared drug says its own'),
      expect.stringContaining(
        'response.opioidDependence: acts on short-form drugs alone, of which none is given: say response.dependence.opioid',
      ),
    ]);
  });

  it('such a value of a trial with a short form is none, nor one that a declared trial inherits from it', () => {
    const short = 'name: a\nresponse: {opioidDependence: 0.4}\nanalyses: {a: {method: crossover-t, endpoint: hamd17, visit: day1}}\n';
    expect(valid(short).unused.map((warning) => warning.text)).toEqual([]);
    const drug = '{dose: {mg: 1}, kinetics: {shape: bolus}}';
    const inherits = `extends: short.yaml\ndesign: {infusion: x}\ntreatments: {infusions: {ketamine: null}, drugs: {x: ${drug}}}\n`;
    expect(valid(inherits, { 'short.yaml': short }).unused.map((warning) => warning.text)).toEqual([]);
  });
});

it('a declared rating that nothing moves is warned of, and one that a drug or the natural course moves is not', () => {
  const text = (rating: string): string => `
design: { participants: 8, blockSize: 2, washoutDays: 28, sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
outcomes: { hamd17: null, cadss: null, mood: { label: Mood, visits: [baseline, day1], ${rating} } }
analyses: { a: { method: crossover-t, endpoint: mood, visit: day1 } }
`;
  const told = (rating: string): string[] =>
    valid(text(rating))
      .warnings.map((warning) => warning.text)
      .filter((each) => each.includes('nothing moves'));
  expect(told('sdError: 2')).toEqual([
    expect.stringMatching(/^mine\.yaml:3:\d+ outcomes\.mood: nothing moves this rating: no drug that is given has an effect on mood\./),
  ]);
  expect(told('sdError: 2, nonDrugShare: 1')).toEqual([]);
  expect(told('items: [{ name: sadness, maximum: 6, difficulty: 0.3 }, { name: sleep, maximum: 6, difficulty: 0.5 }]')).toEqual([]);
});
