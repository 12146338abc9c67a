import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { note } from '../../reference/agreement.ts';
import { efficacyBoundary, type EfficacyRule, nominalPValues } from '../../../src/statistics/group-sequential/boundary.ts';
import { criticalTAtLooks } from '../../../src/statistics/group-sequential/critical-t-at-looks.ts';
import { crossingProbabilities } from '../../../src/statistics/group-sequential/crossing.ts';
import { futilityBoundary } from '../../../src/statistics/group-sequential/futility.ts';
import { type SpendingFunction, spentBy } from '../../../src/statistics/group-sequential/spending.ts';
import { normalQuantile } from '../../../src/statistics/distributions/normal.ts';
import { studentTUpperTail } from '../../../src/statistics/distributions/student-t.ts';

const rules: Readonly<Record<string, EfficacyRule>> = {
  asOF: { kind: 'spending', spending: { kind: 'obrien-fleming' } },
  asP: { kind: 'spending', spending: { kind: 'pocock' } },
  OF: { kind: 'wang-tsiatis', delta: 0 },
  P: { kind: 'wang-tsiatis', delta: 0.5 },
};

function rowsOf<Row>(file: string): Row[] {
  const { rows } = JSON.parse(readFileSync(new URL(`../../reference/power/${file}.json`, import.meta.url), 'utf8')) as { rows: Row[] };
  expect(rows.length).toBeGreaterThan(10);
  return rows;
}

function expectAll(got: readonly number[], expected: readonly number[], tolerance: number, figure = ''): void {
  expect(got.length).toBe(expected.length);
  if (figure !== '') got.forEach((value, k) => note('group-sequential bounds', `${figure}, look ${k + 1}`, value, expected[k], tolerance));
  got.forEach((value, k) => expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(tolerance));
}

function cumulative(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}

interface BoundaryRow {
  readonly type: string;
  readonly information_fractions: number[];
  readonly alpha: number;
  readonly sided: 1 | 2;
  readonly z_boundary: number[];
  readonly rpact_critical_values: number[];
  readonly nominal_p_one_sided: number[];
  readonly alpha_spent_cumulative: number[];
  readonly 'power_at_drift_3.2_upper_cumulative': number[];
  readonly 'power_at_drift_3.2_lower_cumulative': number[];
}

describe('bounds for efficacy', () => {
  it('bounds for efficacy equal the recursion in R to 1e-10 and rpact to 1e-6, with their nominal p-values, spending and power', () => {
    for (const row of rowsOf<BoundaryRow>('group_sequential')) {
      const plan = { informationRates: row.information_fractions, alpha: row.alpha, sided: row.sided, efficacy: rules[row.type] };
      const bounds = efficacyBoundary(plan);
      const what = `${row.type}, alpha ${row.alpha}, sides ${row.sided}, information ${row.information_fractions.map((rate) => rate.toFixed(2)).join(' ')}`;
      expectAll(bounds.upper, row.z_boundary, 1e-10, `${what}, z by recursion in R`);
      expectAll(bounds.upper, row.rpact_critical_values, 1e-6, `${what}, z by rpact`);
      expectAll(nominalPValues(bounds), row.nominal_p_one_sided, 1e-11);
      const none = crossingProbabilities(bounds, 0);
      const spent = cumulative(none.upper).map((p, k) => p + cumulative(none.lower)[k]);
      expectAll(spent, row.alpha_spent_cumulative, 1e-12);
      const powered = crossingProbabilities(bounds, 3.2);
      expectAll(cumulative(powered.upper), row['power_at_drift_3.2_upper_cumulative'], 1e-11);
      expectAll(cumulative(powered.lower), row['power_at_drift_3.2_lower_cumulative'], 1e-14);
    }
  });
  it('bounds with one look are the fixed test', () => {
    for (const efficacy of Object.values(rules)) {
      const { upper } = efficacyBoundary({ informationRates: [1], alpha: 0.05, sided: 2, efficacy });
      expect(upper[0]).toBeCloseTo(normalQuantile(0.975), 12);
    }
  });
  it('bounds are those tabled for five looks: Pocock 2.413, O’Brien–Fleming 2.040 (Jennison & Turnbull 2000, tables 2.1 and 2.3)', () => {
    const plan = { informationRates: [0.2, 0.4, 0.6, 0.8, 1], alpha: 0.05, sided: 2 } as const;
    expect(efficacyBoundary({ ...plan, efficacy: rules['P'] }).upper[0]).toBeCloseTo(2.413, 3);
    expect(efficacyBoundary({ ...plan, efficacy: rules['OF'] }).upper[4]).toBeCloseTo(2.04, 3);
    expect(efficacyBoundary({ ...plan, efficacy: rules['OF'] }).upper[0]).toBeCloseTo(2.04 * Math.sqrt(5), 2);
  });
  it('bounds spend exactly alpha at odd places, for every kind of spending', () => {
    const kinds: SpendingFunction[] = [
      { kind: 'kim-demets', rho: 3 },
      { kind: 'hwang-shih-decani', gamma: -4 },
      { kind: 'hwang-shih-decani', gamma: 0 },
    ];
    for (const spending of kinds)
      for (const sided of [1, 2] as const) {
        const informationRates = [0.07, 0.11, 0.9, 0.97, 1];
        const bounds = efficacyBoundary({ informationRates, alpha: 1e-6, sided, efficacy: { kind: 'spending', spending } });
        const { upper, lower } = crossingProbabilities(bounds, 0);
        cumulative(upper).forEach((p, k) => expect(p / spentBy(spending, 1e-6 / sided, informationRates[k])).toBeCloseTo(1, 9));
        if (sided === 2) expectAll(lower, upper, 1e-18);
      }
  });
  it('bounds are infinite where nothing can be spent', () => {
    const { upper } = efficacyBoundary({ informationRates: [0.002, 1], alpha: 0.025, sided: 1, efficacy: rules['asOF'] });
    expect(upper[0]).toBe(Infinity);
    expect(upper[1]).toBeCloseTo(normalQuantile(0.975), 10);
  });
  it('bounds need information that rises to 1', () => {
    for (const informationRates of [[], [0.5], [0.5, 0.5, 1], [0, 1], [0.5, 1.2]])
      expect(() => efficacyBoundary({ informationRates, alpha: 0.025, sided: 1, efficacy: rules['P'] })).toThrow(RangeError);
    expect(() => spentBy({ kind: 'kim-demets', rho: 0 }, 0.025, 0.5)).toThrow(RangeError);
  });
});

describe('power with looks', () => {
  it('power with looks equals rpact’s for means of paired differences', () => {
    interface Row {
      readonly type: string;
      readonly n_max: number;
      readonly dz: number;
      readonly normal_approximation: boolean;
      readonly power: number;
      readonly early_stop: number;
      readonly expected_n: number;
    }
    for (const row of rowsOf<Row>('group_sequential_power_rpact').filter(({ normal_approximation }) => normal_approximation)) {
      const bounds = efficacyBoundary({ informationRates: [0.5, 1], alpha: 0.025, sided: 1, efficacy: rules[row.type] });
      const { power, earlyStop, expectedInformation } = crossingProbabilities(bounds, row.dz * Math.sqrt(row.n_max));
      expectAll([power, earlyStop, expectedInformation * row.n_max], [row.power, row.early_stop, row.expected_n], 1e-6);
    }
  });
  it('critical t at the looks has the p-value of the bound', () => {
    const bounds = efficacyBoundary({ informationRates: [14 / 30, 1], alpha: 0.05, sided: 2, efficacy: rules['asOF'] });
    criticalTAtLooks(bounds, [12, 28]).forEach((t, k) =>
      expect(studentTUpperTail(t, [12, 28][k])).toBeCloseTo(nominalPValues(bounds)[k], 13),
    );
    expect(() => criticalTAtLooks(bounds, [12])).toThrow(RangeError);
  });
});

describe('bounds for futility', () => {
  const plan = { informationRates: [0.3, 0.6, 1], alpha: 0.025, sided: 1, efficacy: rules['asOF'] } as const;
  const spending = { kind: 'obrien-fleming' } as const;
  it.each([false, true])('spending beta: the power is 1 − beta and beta is spent as asked (binding: %s)', (binding) => {
    const bounds = futilityBoundary(plan, { kind: 'spending', spending, beta: 0.1, binding });
    if (bounds.drift === undefined) throw new Error('no drift');
    const { power, lower } = crossingProbabilities(bounds, bounds.drift);
    expect(power).toBeCloseTo(0.9, 12);
    expectAll(
      cumulative(lower),
      plan.informationRates.map((rate) => spentBy(spending, 0.1, rate)),
      1e-12,
    );
    expect(bounds.lower[2]).toBe(bounds.upper[2]);
  });
  it('non-binding bounds leave the efficacy bounds and the level as they were; binding ones use the level up', () => {
    const free = efficacyBoundary(plan);
    const open = futilityBoundary(plan, { kind: 'fixed', bounds: [0, 0.5], binding: false });
    const bound = futilityBoundary(plan, { kind: 'fixed', bounds: [0, 0.5], binding: true });
    expect(open.upper).toEqual(free.upper);
    expect(crossingProbabilities(open, 0).power).toBeLessThan(0.025);
    expect(crossingProbabilities(bound, 0).power).toBeCloseTo(0.025, 13);
    expect(bound.upper[2]).toBeLessThan(free.upper[2]);
  });
  it('futility bounds that are never met change nothing', () => {
    const bound = futilityBoundary(plan, { kind: 'fixed', bounds: [-30, -30], binding: true });
    expectAll(bound.upper, efficacyBoundary(plan).upper, 1e-12);
  });
  it('futility refuses two-sided tests and missing bounds', () => {
    expect(() => futilityBoundary({ ...plan, sided: 2 }, { kind: 'fixed', bounds: [0, 0], binding: false })).toThrow(RangeError);
    expect(() => futilityBoundary(plan, { kind: 'fixed', bounds: [0], binding: false })).toThrow(RangeError);
    expect(() => futilityBoundary(plan, { kind: 'spending', spending, beta: 0.99, binding: false })).toThrow(RangeError);
  });
});
