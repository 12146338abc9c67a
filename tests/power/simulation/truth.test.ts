import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { addValue, emptyMoments } from '../../../src/statistics/running-moments.ts';
import { simulatedCoverage } from '../../../src/statistics/intervals/simulated-coverage.ts';
import type { Study } from '../../../src/study/study.ts';
import { trueEffects } from '../../../src/power/simulation/truth.ts';
import { firstAdministrations } from '../../../src/power/simulation/truth-applies.ts';
import { normalCdf } from '../../../src/statistics/distributions/normal.ts';
import { shippedStudy } from '../../report/shipped-study.ts';
import { emptyFolder, run, shipped } from '../../cli/command-line.ts';
import { valid } from '../../scenario/read.ts';

const truthsOf = (study: Study) => trueEffects(compileStudy(study));
const sized = (study: Study, truthPatients: number, replicates = study.power.replicates): Study => ({
  ...study,
  power: { ...study.power, truthPatients, replicates },
});

describe('whether the known truth is what an analysis estimates', () => {
  const shares = (name: string): Record<string, number> => {
    const { analyses, trial } = shippedStudy(name);
    return Object.fromEntries(Object.entries(analyses).map(([key, planned]) => [key, firstAdministrations(planned, trial.design)]));
  };

  it('every period of a two-period crossover is a first administration, two of three with an extra period, one of three in an alternating course', () => {
    expect(new Set(Object.values(shares('williams-2018')))).toEqual(new Set([1]));
    expect(new Set(Object.values(shares('designs/four-condition')))).toEqual(new Set([1]));
    expect(shares('designs/extra-period')['hamd17-day1']).toBeCloseTo(2 / 3, 12);
    expect(shares('designs/balaam')['hamd17-day1']).toBeCloseTo(6 / 8, 12);
    expect(shares('courses/six-infusions')['hamd17-day1-within']).toBeCloseTo(1 / 3, 12); // of the one sequence with both
  });

  it('only participants with both conditions count for a paired analysis, all for a model, period 1 for parallel groups', () => {
    const course = shippedStudy('courses/six-infusions');
    const planned = course.analyses['hamd17-day1-within'];
    const { design } = course.trial;
    const share = (change: object): number => firstAdministrations({ ...planned, ...change }, design);
    expect(share({ method: 'mixed-model', options: {} })).toBeCloseTo(4 / 18, 12);
    expect(share({ method: 'parallel-t', options: {} })).toBe(1);
    expect(share({ method: 'tost', options: { design: 'paired', margin: 1 } })).toBeCloseTo(1 / 3, 12);
    expect(share({ method: 'tost', options: { design: 'model', margin: 1 } })).toBeCloseTo(4 / 18, 12);
  });

  it('a course whose analysis estimates no effect that is known has no true effect, bias or coverage, and a line says why', async () => {
    const words = ['power', shipped('courses/six-infusions.yaml'), '--replicates', '50', '--set', 'power.truthPatients=100', '--quiet'];
    const unknown = ['--set', 'design.rebaselineShare=0.5', '--set', 'design.maximumDelayDays=2'];
    const text = (await run(...words, ...unknown, '--details')).stdout.replace(/\s+/g, ' ');
    for (const name of ['hamd17-day1-within', 'craving-day1'])
      expect(text).toMatch(
        new RegExp(`${name}: 67 % of the periods that it averages repeat a condition[^:]*: no true effect, bias or coverage`),
      );
    const { analyses } = JSON.parse((await run(...words, ...unknown, '--json')).stdout) as {
      analyses: Record<string, Record<string, unknown>>;
    };
    for (const result of Object.values(analyses)) {
      expect(result).toMatchObject({
        trueEffect: null,
        bias: { value: null },
        coverage: { value: null },
        signError: null,
        exaggeration: null,
      });
      expect(result.empiricalSe).toBeGreaterThan(0);
    }
  });

  it('the report and summary of a course hold nothing of a truth that is not known', async () => {
    const folder = emptyFolder();
    const [report, summary] = [`${folder}/course.html`, `${folder}/course.md`];
    const lean = ['--replicates', '100', '--set', 'power.truthPatients=100', '--set', 'power.maxFailures=1', '--quiet', '--workers', '1'];
    const unknown = ['--set', 'design.rebaselineShare=0.5', '--set', 'design.maximumDelayDays=2'];
    await run('power', shipped('courses/six-infusions.yaml'), ...lean, ...unknown, '--report', report, '--summary', summary);
    const { document } = parseHTML(readFileSync(report, 'utf8'));
    const text = document.querySelector('main')?.textContent ?? '';
    expect(text).toMatch(/no true effect, bias or coverage is given/);
    expect(document.querySelector('#estimates')?.textContent).not.toMatch(/Solid line|true effect/);
    expect(document.querySelector('#protocol')?.textContent).not.toMatch(/true effect/);
    expect(text).not.toMatch(/\bNaN\b|undefined|null ±/);
    expect(readFileSync(summary, 'utf8')).not.toMatch(/NaN|null|undefined/);
  });

  it('in the statistical model a repeated condition has the same effect, and its truth stays', () => {
    const { study } = valid(
      'model: gaussian\nseed: c\ndesign: {participants: 20, blockSize: 1, sequences: [[placebo, naltrexone, placebo, naltrexone, placebo, naltrexone]]}\n' +
        'gaussian: {difference: 3}\nanalyses: {main: {method: paired-t}}\npower: {replicates: 2000, truthPatients: 100}\n',
    );
    const { main } = estimatePower(study).analyses;
    expect(main.trueEffect).toBeCloseTo(3, 12);
    expect(Math.abs((main.coverage.value ?? 0) - 0.95)).toBeLessThan(0.02);
  });
});

describe('the participants behind a truth', () => {
  const study = shippedStudy('williams-2018');

  it('the participants behind a truth grow to ten times as many where the error would count, and the errors are those of as many from the start', () => {
    const [few, many] = [truthsOf(sized(study, 500)), truthsOf(sized(study, 5000))];
    expect(few[0].patients).toBe(5000);
    expect(many[0].patients).toBe(50_000);
    expect((few[0].mcse ?? 0) / (many[0].mcse ?? 1)).toBeCloseTo(Math.sqrt(10), 0);
    expect(Math.abs((few[0].value ?? 0) - (many[0].value ?? 0))).toBeLessThan(4 * Math.hypot(few[0].mcse ?? 0, many[0].mcse ?? 0));
  });

  it('the participants behind a truth stay as many as asked for where all have the same effect, and grow no more than needed', () => {
    const gaussian = shippedStudy('gaussian-textbook', ['power.truthPatients=300']);
    for (const { patients, mcse } of truthsOf(gaussian)) {
      expect(patients).toBe(300);
      expect(mcse).toBeLessThan(1e-12);
    }
    const noisy = shippedStudy('williams-2018', ['design.participants=4', 'response.opioidDependence=0.05']);
    const [effect] = truthsOf(sized(noisy, 2000));
    expect(effect.patients).toBeLessThan(20_000);
    expect(effect.mcse).toBeGreaterThan(0);
  });

  it('the participants behind a truth do not depend on the number of replicates, so that a run can be made longer', () => {
    expect(truthsOf(sized(study, 300, 500))).toEqual(truthsOf(sized(study, 300, 50_000)));
  });
});

describe('the error of a coverage', () => {
  const moments = (mean: number, sd: number) => {
    const estimates = emptyMoments();
    for (const value of [mean - sd / Math.SQRT2, mean + sd / Math.SQRT2]) addValue(estimates, value); // their sample SD is sd
    return estimates;
  };

  it('the error of a coverage is that of the replicates where the truth is exact', () => {
    const { value, mcse } = simulatedCoverage(950, 1000, moments(1, 2), 1, 0);
    expect([value, mcse]).toEqual([0.95, Math.sqrt((0.95 * (1 - 0.95)) / 1000)]);
    expect(simulatedCoverage(0, 0, moments(1, 2), 1, 0)).toEqual({ value: null, mcse: null });
  });

  it('the error of a coverage grows as the coverage moves when the truth moves, to first order where there is bias', () => {
    const [z, bias, step] = [1.959964, 1.5, 0.01];
    const at = (b: number): number => normalCdf(z - b) - normalCdf(-z - b);
    const intervals = 1e9; // so that what is left is the truth's
    const { mcse } = simulatedCoverage(Math.round(at(bias) * intervals), intervals, moments(bias, 1), 0, step);
    const slope = (at(bias + 1e-4) - at(bias - 1e-4)) / 2e-4;
    expect(mcse ?? 0).toBeCloseTo(Math.abs(slope) * step, 4);
  });

  it('the error of a coverage is as large as the coverage varies over truths of that error', () => {
    // Unbiased estimates with an error of the truth of a quarter of a standard error: E(c(δ) − c)² over δ ~ N(0, 0.25²), by a fine sum.
    const z = 1.959964;
    const at = (b: number): number => normalCdf(z - b) - normalCdf(-z - b);
    let [sum, weight] = [0, 0];
    for (let d = -1.5; d <= 1.5; d += 0.001) {
      const density = Math.exp((-d * d) / (2 * 0.25 * 0.25));
      sum += density * (at(d) - at(0)) ** 2;
      weight += density;
    }
    const { mcse } = simulatedCoverage(0.95 * 1e9, 1e9, moments(0, 1), 0, 0.25);
    expect((mcse ?? 0) / Math.sqrt(sum / weight)).toBeGreaterThan(0.9);
    expect((mcse ?? 0) / Math.sqrt(sum / weight)).toBeLessThan(1.1);
  });
});
