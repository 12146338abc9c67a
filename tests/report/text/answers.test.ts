import { beforeAll, describe, expect, it } from 'vitest';
import { runComparison } from '../../../src/power/common-random-numbers/run-comparison.ts';
import { searchSampleSize } from '../../../src/power/sample-size/search-sample-size.ts';
import { runTornado } from '../../../src/power/uncertainty/run-tornado.ts';
import { rangesByShare } from '../../../src/power/uncertainty/tornado-ranges.ts';
import { runAssurance } from '../../../src/power/uncertainty/run-assurance.ts';
import { runSweep } from '../../../src/power/uncertainty/sweep.ts';
import { assuranceText } from '../../../src/report/text/assurance-text.ts';
import { comparisonText } from '../../../src/report/text/comparison-text.ts';
import type { TextLayout } from '../../../src/report/text/fold.ts';
import { sampleSizeText } from '../../../src/report/text/sample-size-text.ts';
import { sweepText } from '../../../src/report/text/sweep-text.ts';
import { tornadoText } from '../../../src/report/text/tornado-text.ts';
import { simulatedProportion } from '../../../src/statistics/intervals/simulated-proportion.ts';
import { readScenario, readStudy, starterScenario, uncertainValues } from '../../../src/scenario/index.ts';

const source = starterScenario({ participants: 24, difference: 3, sd: 5 });
const options = { readFile: () => '', replicates: 200 };
const studyWith = (...set: string[]) => readStudy(source, { ...options, set });
const study = studyWith();
const texts: Record<string, (layout?: TextLayout) => string> = {};

beforeAll(async () => {
  const swept = [0, 3, 40].map((difference) => ({
    set: { 'gaussian.difference': difference },
    study: studyWith(`gaussian.difference=${difference}`),
  }));
  const { cells } = await runSweep(swept);
  texts.sweep = (layout) => sweepText(cells, layout);
  const read = readScenario({ path: 'trial.yaml', text: source }, options);
  if ('problems' in read) throw new Error('not a scenario');
  const tornado = await runTornado(read.study, rangesByShare(uncertainValues(read.scenario)), (path, value) =>
    studyWith(`${path}=${value}`),
  );
  if (tornado.status !== 'answered') throw new Error('no tornado');
  texts.tornado = (layout) => tornadoText(study, tornado.answer, layout);
  const drawn = [2, 4].map((difference) => ({
    draw: { weight: 0.5, set: { 'gaussian.difference': difference } },
    study: studyWith(`gaussian.difference=${difference}`),
  }));
  const assurance = await runAssurance(study, drawn, { exhaustive: true });
  if (assurance.status !== 'answered') throw new Error('no assurance');
  texts.assurance = (layout) => assuranceText(study, assurance.answer, layout);
  const worlds = {
    'a world in which it works': ['claim.holds=true', 'gaussian.difference=40'],
    'a world in which it does not': ['claim.holds=false', 'gaussian.difference=0'],
  };
  const grid = ['two-period-crossover', 'a-smaller-crossover'].flatMap((design, place) =>
    Object.entries(worlds).map(([world, set]) => ({ design, world, study: studyWith(...set, `design.participants=${24 - 12 * place}`) })),
  );
  const compared = await runComparison(grid);
  texts.comparison = (layout) => comparisonText(compared.cells, compared.comparison, [], layout);
  const size = await searchSampleSize(study, { max: 200 });
  texts['sample size'] = (layout) => sampleSizeText(study, size, layout);
});

describe.each(['sweep', 'tornado', 'assurance', 'comparison', 'sample size'])('the answer of a %s', (name) => {
  it.each([60, 80, 120])(`the answer of a ${name} folds to %d characters, with and without details`, (columns) => {
    for (const details of [false, true]) {
      const text = texts[name]({ columns, details });
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
      expect(text).not.toMatch(/NaN|undefined|[-−]0(\.0+)?(?![.\d])|± 0(\.0+)?(?![.\d])/);
      expect(text).not.toMatch(/\bluck|made in|apart|patients|hangs/);
    }
  });

  it(`the answer of a ${name} has at most 25 lines of 80 characters where nobody asks for details`, () => {
    const lines = texts[name]().split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

it('a comparison writes power and false positives in the colours of their meaning, and reads without', () => {
  const painted = texts.comparison({ paint: (meaning, line) => `<${meaning}>${line}` });
  const marked = (meaning: string): string[] => painted.split('\n').filter((line) => line.startsWith(`<${meaning}>`));
  expect(marked('power').map((line) => line.split('>')[1].split(/ {2,}/)[0])).toEqual([
    'Power of the claim where it is true, % (95 % Monte-Carlo interval)',
    ...['design', 'two-period-crossover', 'a-smaller-crossover'],
  ]);
  expect(marked('false-positive')[0]).toContain('False-positive rate of the claim where it is false');
  expect(texts.comparison()).not.toContain('<');
  expect(texts.comparison()).toMatch(/two-period-crossover +24 +100\.0 \(98\.1–100\.0\)/);
});

it('the answer of a sweep stands before its table, in per cent and percentage points', () => {
  const text = texts.sweep().replaceAll('\n', ' ');
  expect(text).toMatch(
    /From gaussian\.difference 0 to gaussian\.difference 40 power rises by \d\d\.\d ± \d\.\d percentage points\..* participants +power/,
  );
  expect(text).toMatch(/with common random numbers/);
});

it('the answer of a sample size names number, interval and power, and ASCII alone where the terminal shows no more', () => {
  const text = texts['sample size']({ unicode: false });
  expect(text.replaceAll('\n', ' ')).toMatch(
    /The smallest trial with a power of 80 % has \d+ participants \(95 % interval of the number (\d+ to \d+|at least \d+)\); its simulated power is 8\d\.\d % \(95 % Monte-Carlo interval/,
  );
  expect(
    text
      .split('\n')
      .filter((line) => line.includes('|'))
      .join(''),
  ).toMatch(/^[ -~]*$/);
});

describe('the answers about a claim that is false', () => {
  const ofFalse = studyWith('claim.holds=false', 'gaussian.difference=0');

  it('a sample size is given for no claim that is false, and no power is spoken of', async () => {
    const text = sampleSizeText(ofFalse, await searchSampleSize(ofFalse, { max: 20 })).replaceAll('\n', ' ');
    expect(text).toMatch(
      /this is a false-positive rate, not power, and no number of participants is enough for it\. With 20 participants it is/,
    );
    expect(text).not.toMatch(/a power of|reaches|target|power of/);
  });

  it('a tornado of a claim that is false names its false-positive rate', () => {
    const end = (value: number, successes: number) => ({ value, power: simulatedProportion(successes, 1000) });
    const bar = (path: string, swing: number) => {
      const ends = { low: end(1, 20), high: end(2, 20 + 1000 * swing) };
      return { path, unit: '1', assumed: 1.5, ...ends, swing: { value: swing, mcse: 0.01 } };
    };
    const told = (bars: ReturnType<typeof bar>[], layout: TextLayout = {}): string => {
      const answer = { of: 'it', from: 'here', base: simulatedProportion(20, 1000), target: 0.8, bars, refused: [], falseClaim: true };
      return tornadoText(ofFalse, answer, layout);
    };
    expect(told([bar('a', 0.1)])).toMatch(/^The false-positive rate depends most on a: /m);
    expect(told([bar('a', 0.1)]).replaceAll('\n', ' ')).not.toMatch(/(?<!not )power/i);
    const none = told([bar('a', 0.01), bar('b', 0)]);
    expect(none).toMatch(/depends on none of these beyond Monte-Carlo error/);
    expect(none).toContain('2 parameters were varied (--details)');
    expect(none).not.toMatch(/^parameter/m);
    expect(told([bar('a', 0.01), bar('b', 0)], { details: true })).toMatch(/^b /m);
    const many = [0.3, ...Array.from({ length: 11 }, () => 0.1)].map((swing, i) => bar(`p${i}`, swing));
    expect(told(many)).toContain('2 more parameters move the rate no more (--details)');
    expect(told([...many.slice(0, 10), bar('least', 0.05)])).toContain('1 more parameter moves the rate less (--details)');
  });
});
