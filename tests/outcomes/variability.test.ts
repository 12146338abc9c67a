import { describe, expect, it } from 'vitest';
import { publishedError, sdsOf } from '../../src/outcomes/variability.ts';
import { describedStudy, readScenario } from '../../src/scenario/index.ts';
import { run } from '../cli/command-line.ts';

const given = { sdWithin: 1, sdBetween: 3 };

describe('SDs of the model from the numbers people have', () => {
  it('the SD of paired differences is √2 times that of one period', () => {
    expect(sdsOf({ sdDifference: 7.07 }, given, false)).toEqual({ sdWithin: expect.closeTo(4.9992, 4) as number, sdBetween: 3 });
  });

  it('the SD of one period over all is parted by the correlation', () => {
    const { sdWithin, sdBetween } = sdsOf({ sdTotal: 10, correlation: 0.64 }, given, false);
    expect([sdWithin, sdBetween]).toEqual([expect.closeTo(6, 12), expect.closeTo(8, 12)]);
  });

  it('a correlation gives the SD between participants, whatever gives that within them', () => {
    const { sdWithin, sdBetween } = sdsOf({ sdDifference: 6 * Math.SQRT2, correlation: 0.64 }, given, false);
    expect([sdWithin, sdBetween]).toEqual([expect.closeTo(6, 12), expect.closeTo(8, 12)]);
    expect(sdsOf({ correlation: 0.5 }, given, false)).toEqual({ sdWithin: 1, sdBetween: 1 });
  });

  it('a coefficient of variation of 25 % is an SD of logarithms of 0.2462', () => {
    expect(sdsOf({ cv: 0.25 }, given, true).sdWithin).toBeCloseTo(0.24622, 5);
  });

  it('an interval and a p-value of one trial give the same SD, and that of the trial', () => {
    // By R: qt(0.975, 22) = 2.07387307; an SE of 1.2 and an effect of 3 have t = 2.5 and p = 2 * pt(-2.5, 22) = 0.02038752.
    const half = 2.0738730679 * 1.2;
    const interval = { interval: [3 - half, 3 + half], level: 0.95, participants: 24, test: 'crossover-t' } as const;
    const tested = { estimate: 3, pValue: 0.0203846, level: 0.95, participants: 24, test: 'crossover-t' } as const;
    expect(publishedError(interval, false)).toBeCloseTo(1.2, 9);
    expect(publishedError(tested, false)).toBeCloseTo(1.2, 3);
    expect(sdsOf({ published: interval }, given, false).sdWithin * Math.SQRT2).toBeCloseTo(1.2 * Math.sqrt(24), 9);
    const ratio = { ...interval, interval: [Math.exp(0.1 - half), Math.exp(0.1 + half)] };
    expect(publishedError(ratio, true)).toBeCloseTo(1.2, 9);
  });
});

const text = (variability: string, more = ''): string => `model: gaussian
design: { participants: 24 }
gaussian:
  difference: 3${more}
  variability: ${variability}
analyses: { primary: { method: crossover-t } }
evidence: { gaussian.variability.sdDifference: williams-2018 }
`;
const read = (source: string, set: string[] = []) => readScenario({ path: 'trial.yaml', text: source }, { readFile: () => '', set });

describe('variability in a scenario', () => {
  it('the model has the SD that follows, with the place and the source of the number given', () => {
    const found = read(text('{ sdDifference: 7.07 }'));
    if ('problems' in found) throw new Error(found.problems.map((each) => each.text).join('\n'));
    const described = describedStudy(found.study, found.origins).find(({ path }) => path === 'gaussian.sdWithin');
    expect(described).toMatchObject({
      value: expect.closeTo(4.9992, 4) as number,
      origin: 'trial.yaml:5, from variability.sdDifference',
      source: 'williams-2018',
    });
  });

  it('a prior may lie on the number given', () => {
    const found = read(text('{ sdDifference: 7.07 }'), [
      'uncertainty={priors: {gaussian.variability.sdDifference: {distribution: uniform, min: 6, max: 8, source: assumed}}}',
    ]);
    expect('problems' in found ? found.problems.map((each) => each.text) : []).toEqual([]);
  });

  it.each([
    ['{ sdDifference: 7, cv: 0.3 }', '', /exactly one of sdWithin, .*got variability\.sdDifference and variability\.cv/],
    ['{ sdDifference: 7 }', '\n  sdWithin: 5', /got sdWithin and variability\.sdDifference/],
    ['{}', '', /got none/],
    ['{ sdTotal: 7 }', '', /expected variability\.correlation with it/],
    ['{ sdTotal: 7, correlation: 0.5 }', '\n  sdBetween: 5', /either it or sdBetween/],
    ['{ cv: 0.3 }', '', /expected distribution: lognormal/],
    ['{ published: { participants: 20 } }', '', /expected interval, or estimate and pValue/],
    ['{ published: { participants: 20, interval: [1, 3], estimate: 2 } }', '', /got both/],
    ['{ published: { participants: 20, interval: [3, 1] } }', '', /rising interval/],
    ['{ published: { participants: 20, estimate: 0, pValue: 1e-3 } }', '', /other than 0/],
    ['{ published: { participants: 20, interval: [-1, 3] } }', '\n  distribution: lognormal', /ratios above 0/],
    ['{ sdDiference: 7 }', '', /did you mean sdDifference/],
  ])('%s%s is refused', (variability, more, message) => {
    const found = read(text(variability, more).replace(/^evidence.*\n/m, ''));
    expect('problems' in found ? found.problems.map((each) => each.text).join('\n') : '').toMatch(message);
  });
});

it('validate, describe and power say what the numbers given mean', async () => {
  const scenario = 'scenarios/gaussian-textbook.yaml';
  const set = ['--set', 'gaussian.sdWithin=null', '--set', 'gaussian.variability={sdDifference: 7.07}'];
  for (const words of [['validate'], ['describe'], ['power', '--replicates', '500', '--quiet']]) {
    const [verb, ...options] = words;
    expect((await run(verb, scenario, ...set, ...options)).stdout, verb).toMatch(
      /score: paired differences have SD 7\.07; one period has SD 5 within/,
    );
  }
  const log = [
    ...set.slice(0, 2),
    '--set',
    'gaussian.variability={cv: 0.25}',
    '--set',
    'gaussian.distribution=lognormal',
    '--set',
    'gaussian.mean=1',
    '--set',
    'gaussian.sdBetween=0.3',
  ];
  expect((await run('validate', scenario, ...log)).stdout).toMatch(
    /differences of logarithms have SD 0\.348; .*coefficient of variation within participants is 25 %/,
  );
});
