import { describe, expect, it } from 'vitest';
import {
  type AnalysisSpec,
  bindAnalysis,
  type Estimate,
  type MethodName,
  type MethodOptions,
  methods,
  type Outcome,
} from '../../../src/analysis/index.ts';
import { columnKey, type TrialData } from '../../../src/trial/trial-data.ts';
import { incompleteTrial, transformed } from '../incomplete-trial.ts';
import { question } from '../trial-of.ts';

/**
 * The laws of unit and offset: p, degrees of freedom, statistics and decisions are those of x when a·x + b is analysed, estimates and standard
 * errors scale with a. Doubles carry an offset of b as differences of x with an error of about ε|b|/a, ε = 2.2·10⁻¹⁶, and no better.
 */
interface Way {
  readonly method: MethodName;
  readonly options?: MethodOptions;
  readonly asked?: Partial<AnalysisSpec>;
}

const visits = ['day1', 'day7'];
const ways: readonly Way[] = [
  { method: 'paired-t' },
  { method: 'crossover-t' },
  { method: 'crossover-t', options: { variance: 'welch' }, asked: { alternative: 'greater' } },
  { method: 'parallel-t' },
  { method: 'parallel-t', options: { variance: 'welch' } },
  { method: 'crossover-ancova' },
  { method: 'mixed-model' },
  { method: 'mixed-model', options: { df: 'satterthwaite' }, asked: { covariates: ['age'] } },
  { method: 'mixed-model', options: { covariance: 'compound-symmetry' } },
  { method: 'mixed-model', options: { adjustment: 'baseline' } },
  { method: 'mmrm', asked: { visits } },
  { method: 'mmrm', options: { covariance: 'unstructured' }, asked: { visits } },
  { method: 'mmrm', options: { covariance: 'subject-period' }, asked: { visits } },
  { method: 'wilcoxon' },
  { method: 'wilcoxon', options: { zeros: 'pratt' } },
  { method: 'rank-crossover', asked: { alternative: 'greater' } },
  { method: 'permutation' },
  { method: 'permutation', options: { arrangements: 10, samples: 499 } },
  { method: 'tost', options: { margin: 6 } },
  { method: 'tost', options: { margin: 6, design: 'paired' } },
  { method: 'tost', options: { lower: -4, upper: 9, design: 'parallel' } },
  { method: 'tost', options: { margin: 6, design: 'model' } },
  { method: 'non-inferiority', options: { margin: 1 }, asked: { alternative: 'greater' } },
];

const named = (list: readonly Way[]): [string, Way][] =>
  list.map((way) => [[way.method, ...Object.values(way.options ?? {}), ...(way.asked?.covariates ?? [])].join(' '), way]);

/** Scores to one decimal with ties and a zero difference, of 14 subjects; two of them lack a visit. */
const scores = ((): TrialData => {
  const data = incompleteTrial('scale and offset', { subjects: 14, visits, missing: 0 });
  const tenths = transformed(data, (value) => Math.round(5 * value) / 5);
  tenths.columns.get(columnKey('y', 'day1'))?.set([11.5, 8.7, 10.1, 7.3, 9.2, 9.2]);
  tenths.columns.get(columnKey('y', 'day7'))?.set([NaN], 9);
  return tenths;
})();
/** About the standard deviation of the scores. */
const SPREAD = 4;

/** Scores times `unit` plus `offset` in spreads of the result. */
function moved(data: TrialData, unit: number, offset: number): TrialData {
  return transformed(data, (value) => unit * value + offset * SPREAD * unit);
}

function outcomeOf({ method, options = {}, asked = {} }: Way, data: TrialData, unit = 1): Outcome {
  const scaled = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, ['margin', 'lower', 'upper'].includes(name) ? Number(value) * unit : value]),
  );
  return bindAnalysis(method, question(asked), scaled).run(data);
}

function withoutMargins({ options = {} }: Way): MethodOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !['margin', 'lower', 'upper'].includes(name)));
}

interface Figures {
  readonly p: number;
  readonly df: number;
  readonly statistic: number;
  readonly decisions: readonly boolean[];
  /** What scales with the unit. */
  readonly scaled: readonly number[];
  /** Numbers of `details` that have no unit, by path. */
  readonly details: ReadonlyMap<string, number>;
}

const unitless = /(^|\.)(pValue|statistic|df|ties|zeros|ranked|rSquared|standardisedDifference|rankSum|achievedLevel|arrangements|pExact)$/;

function unitlessDetails(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return unitless.test(path) ? [[path, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => unitlessDetails(part, path === '' ? name : `${path}.${name}`));
}

function figures(outcome: Outcome): Figures {
  if (outcome.status !== 'estimated') throw new Error(outcome.reason);
  const { pValue: p, df, statistic, estimate, standardError, interval } = outcome;
  const decisions = [0.001, 0.01, 0.02, 0.1, 0.2, 0.6].map((alpha) => outcome.rejects(alpha));
  const details = new Map(unitlessDetails(outcome.details()));
  return { p, df, statistic, decisions, scaled: [estimate, standardError, interval.lower, interval.upper], details };
}

const PERMUTATION_PRECISION = 1e-6;

/** Expects the figures of the scores from the same scores in another unit and with an offset. */
function expectSame(way: Way, data: TrialData, unit: number, offset: number): void {
  const one = figures(outcomeOf(way, data));
  const other = figures(outcomeOf(way, moved(data, unit, offset), unit));
  // A figure of n differences moves by their error, a few ε|b|, times a condition number of the order of 100 (small p, standardised effects).
  const tolerance = 1e-9 + 400 * Number.EPSILON * Math.abs(offset);
  const where = `unit ${unit}, offset ${offset}`;
  const close = (actual: number, wanted: number, size: number, name: string): void => {
    if (Object.is(actual, wanted)) return;
    expect(Math.abs(actual - wanted) / size, `${name}: ${actual} for ${wanted}, ${where}`).toBeLessThan(tolerance);
  };
  close(other.p, one.p, Math.max(one.p, 1e-4), 'p');
  close(other.df, one.df, one.df, 'df');
  const statisticUnit = way.method === 'permutation' ? unit : 1;
  close(other.statistic / statisticUnit, one.statistic, Math.max(1, Math.abs(one.statistic)), 'statistic');
  expect(other.decisions, where).toEqual(one.decisions);
  const slack = way.method === 'permutation' ? PERMUTATION_PRECISION / tolerance : 1;
  one.scaled.forEach((wanted, place) => close(other.scaled[place] / unit, wanted, SPREAD * Math.max(1, slack), `figure ${place}`));
  expect([...other.details.keys()], where).toEqual([...one.details.keys()]);
  for (const [name, wanted] of one.details) close(other.details.get(name) ?? NaN, wanted, Math.max(1, Math.abs(wanted)), name);
}

const units = [1e-12, 1e-9, 1 / 3, 18.0182, 1e6, 1e12];
const offsets = [0, -1e3, 1.2e7, 1e9, -1e9];

it('the ways include every method that takes continuous values', () => {
  const continuous = Object.entries(methods).filter(([, { outcomeType }]) => outcomeType !== 'binary');
  expect(new Set(ways.map(({ method }) => method))).toEqual(new Set(continuous.map(([name]) => name)));
});

describe.each(named(ways))('%s', (_, way) => {
  it('an analysis gives the same in any unit, and with any offset as far as doubles carry it', () => {
    for (const unit of units) for (const offset of offsets) expectSame(way, scores, unit, offset);
  });

  it('an analysis of changes from a baseline with the same offset gives the same', () => {
    const change = { ...way, asked: { ...way.asked, measure: 'change' as const } };
    for (const unit of units) for (const offset of offsets) expectSame(change, scores, unit, offset);
  });

  it('an analysis of percent changes gives the same in any unit', () => {
    const { options = {} } = way;
    if ('margin' in options || 'lower' in options) return; // margins have the unit of percent, whatever the unit of the values
    const percent = { ...way, asked: { ...way.asked, measure: 'percent-change' as const } };
    const one = figures(outcomeOf(percent, scores));
    for (const unit of units) {
      const other = figures(outcomeOf(percent, moved(scores, unit, 0)));
      expect(other.p / one.p).toBeCloseTo(1, 9);
      expect(other.scaled[0]).toBeCloseTo(one.scaled[0], 6);
    }
  });
});

describe.each(named(ways.filter(({ method }) => ['tost', 'non-inferiority'].includes(method))))('%s of ratios', (_, way) => {
  it('an analysis of ratios gives the same in any unit', () => {
    const ratio = { ...way, options: { ...withoutMargins(way), scale: 'ratio', margin: 1.3 } };
    const one = figures(outcomeOf(ratio, scores));
    for (const unit of units) {
      const other = figures(bindAnalysis(way.method, question(way.asked), ratio.options).run(moved(scores, unit, 0)));
      expect(other.p / one.p).toBeCloseTo(1, 9);
      expect(other.scaled[0]).toBeCloseTo(one.scaled[0], 9);
      expect(other.df).toBeCloseTo(one.df, 6);
    }
  });
});

it.each(['mcnemar', 'mainland-gart', 'prescott'] as const)('%s of responders gives the same in any unit', (method) => {
  const way: Way = { method, asked: { measure: 'responder' } };
  const halved = transformed(scores, (value, row, key) => (key.endsWith('baseline') ? 2 * value - 2 * (row % 3) : value));
  const one = figures(outcomeOf(way, halved));
  for (const unit of units) {
    const other = figures(outcomeOf(way, moved(halved, unit, 0)));
    expect([other.p, other.statistic, ...other.scaled]).toEqual([one.p, one.statistic, ...one.scaled]);
  }
});

it('tied values stay tied in what spreadsheets write: fifteen digits of values that no decimal holds', () => {
  for (const method of ['wilcoxon', 'rank-crossover'] as const) {
    const one = figures(outcomeOf({ method }, scores));
    for (const unit of [1 / 3, 1 / 7, 18.0182, 1e-9 / 3]) {
      const written = transformed(scores, (value) => Number((value * unit).toPrecision(15)));
      expect(figures(outcomeOf({ method }, written)).p, `${method}, ${unit}`).toBe(one.p);
    }
  }
});

/** Methods whose statistic needs a variance; the others are exact. */
const exact: readonly MethodName[] = ['wilcoxon', 'rank-crossover', 'permutation'];
const withVariance = ways.filter(({ method }) => !exact.includes(method));
const unvarying = /^the [a-z0-9 ]+ do not vary( [a-z ]+)?$/;

/** No variation but that of subjects: treatment adds 0.3 and period 0.1 for everybody, in decimals that a computer cannot hold. */
const perfect = ((): TrialData => {
  const data = incompleteTrial('perfect', { subjects: 12, visits, missing: 0 });
  const levels = Array.from({ length: 12 }, (_, subject) => Math.round(1 + ((subject * 7) % 12) * 3) / 10);
  return transformed(data, (_, row, key) =>
    key.endsWith('baseline')
      ? Math.round(10 + ((row * 5) % 17)) / 10
      : levels[row >> 1] + 0.3 * data.treatment[row] + 0.1 * (row % 2) + (key.endsWith('day7') ? 0.7 : 0),
  );
})();
/** No variation at all. */
const constant = transformed(perfect, (value, _, key) => (key.endsWith('baseline') ? value : 2.3));
const afar = units.flatMap((unit) => offsets.map((offset) => [unit, offset] as const));

describe('data without residual variation', () => {
  it.each(named(withVariance))('data without residual variation are refused in the same words by %s', (_, way) => {
    for (const [unit, offset] of afar) {
      for (const data of way.method === 'parallel-t' || way.options?.design === 'parallel' ? [constant] : [perfect, constant]) {
        // paired-t keeps the effect of period in its differences
        if (data === perfect && (way.method === 'paired-t' || way.options?.design === 'paired')) continue;
        expect(outcomeOf(way, moved(data, unit, offset), unit), `unit ${unit}, offset ${offset}`).toEqual({
          status: 'not-estimable',
          reason: expect.stringMatching(unvarying) as string,
        });
      }
    }
  });

  it.each(named(ways.filter(({ method }) => exact.includes(method))))(
    'data without residual variation have p = 1 where %s has nothing to rearrange',
    (_, way) => {
      for (const [unit, offset] of afar) {
        const outcome = outcomeOf(way, moved(constant, unit, offset), unit) as Estimate;
        expect([outcome.status, outcome.pValue, outcome.estimate, outcome.rejects(0.999)]).toEqual(['estimated', 1, 0, false]);
        expect([outcome.interval.lower, outcome.interval.upper].map((end) => end + 0)).toEqual([0, 0]);
        expect(JSON.stringify(outcome.details())).not.toContain('null');
      }
    },
  );

  it.each(['mcnemar', 'mainland-gart', 'prescott'] as const)(
    'data without residual variation have p = 1 where nobody is discordant for %s',
    (method) => {
      for (const alternative of ['two-sided', 'less', 'greater'] as const) {
        const data = transformed(constant, (_, row) => (row % 8 < 4 ? 1 : 0));
        const { pValue, estimate } = outcomeOf({ method, asked: { alternative } }, data) as Estimate;
        expect([pValue, estimate + 0]).toEqual([1, 0]);
      }
    },
  );

  it.each(named(ways.filter(({ method }) => exact.includes(method))))(
    'data without residual variation keep the p-value of %s with a constant effect',
    (_, way) => {
      const one = outcomeOf(way, perfect) as Estimate;
      for (const [unit, offset] of afar) {
        const other = outcomeOf(way, moved(perfect, unit, offset), unit) as Estimate;
        expect(other.pValue, `unit ${unit}, offset ${offset}`).toBeCloseTo(one.pValue, 12);
      }
    },
  );

  it('data without residual variation are told from data with little: the mixed model keeps the digits of the crossover t test', () => {
    const noise = [3, -1, 4, 1, -5, 9, -2, 6, 5, -3, 5, 8, -9, 7, 9, 3, -2, 3, 8, 4, -6, 2, 6, 4];
    for (const size of [1e-3, 1e-6, 1e-9]) {
      const noisy = transformed(perfect, (value, row, key) => (key.endsWith('baseline') ? value : value + size * noise[row]));
      const [test, model, symmetric] = [
        outcomeOf({ method: 'crossover-t' }, noisy),
        outcomeOf({ method: 'mixed-model' }, noisy),
        outcomeOf({ method: 'mixed-model', options: { covariance: 'compound-symmetry' } }, noisy),
      ].map(figures);
      for (const fit of [model, symmetric]) {
        expect(fit.scaled[1] / test.scaled[1], `${size}`).toBeCloseTo(1, 5);
        expect(fit.statistic / test.statistic).toBeCloseTo(1, 5);
        expect(fit.df / test.df).toBeCloseTo(1, 5);
      }
    }
  });
});

describe('values at the ends of what numbers hold', () => {
  it.each(named(ways))('%s says that they are too large, or gives what it gives', (_, way) => {
    const hasMargin = way.method === 'tost' || way.method === 'non-inferiority';
    const plain = { ...way, options: { ...withoutMargins(way), ...(hasMargin ? { margin: 1 } : {}) } };
    const large = outcomeOf(
      plain,
      transformed(scores, (value) => value * 1e200),
    );
    if (way.method === 'wilcoxon' || way.method === 'rank-crossover') expectSame(way, scores, 1e200, 0);
    else
      expect(large).toEqual({
        status: 'not-estimable',
        reason: expect.stringMatching(/^the values are too large: .* overflow$/) as string,
      });
    const largest = outcomeOf(
      plain,
      transformed(scores, (value, row) => (row % 2 === 0 ? 1 : -1) * value * 5e306),
    );
    expect(largest).toEqual({
      status: 'not-estimable',
      reason: expect.stringMatching(/^the values are too large: .* overflow$/) as string,
    });
  });

  it.each(named(ways))('%s says that they are too small, or gives what it gives', (_, way) => {
    if (way.method === 'wilcoxon' || way.method === 'rank-crossover') return expectSame(way, scores, 1e-200, 0);
    expect(
      outcomeOf(
        way,
        transformed(scores, (value) => value * 1e-200),
      ),
    ).toEqual({
      status: 'not-estimable',
      reason: 'the values are too small: their squares underflow',
    });
  });

  it('a response without a logarithm is named as such', () => {
    const zero = transformed(scores, (value, row) => (row === 3 ? 0 : value));
    for (const design of ['crossover', 'paired', 'parallel', 'model']) {
      const data = design === 'parallel' ? transformed(zero, (value, row) => (row === 2 ? 0 : value)) : zero;
      expect(outcomeOf({ method: 'tost', options: { scale: 'ratio', design } }, data)).toEqual({
        status: 'not-estimable',
        reason: 'a response has no logarithm',
      });
    }
  });
});
