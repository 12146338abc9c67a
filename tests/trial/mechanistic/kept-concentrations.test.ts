import { expect, it } from 'vitest';
import { concentrations } from '../../../src/data-files/writing/concentrations.ts';
import { rootKey } from '../../../src/random/index.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';

const study = readStudy(`
design: { participants: 30, sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
visits: { baseline: -1.5, m40: 0.6666666667, h4: 4, day1: 24 }
outcomes: { hamd17: { visits: [baseline, day1] }, plasma: { visits: [baseline, m40, h4, day1] } }
assay: { errorCv: 0, lowerLimit: 0, belowLimit: zero }
missingness: { betweenPeriods: 0.2, perVisit: 0.1 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const key = rootKey(study.seed);
const hours = [-1.5, 0.6666666667, 4, 24];
const kept = compileTrial(study.trial, key, 'all', false, hours);
kept.generate(0);
const rowsOf = () =>
  concentrations.rows(kept, 1).map((row) => Object.fromEntries(concentrations.header.map((name, place) => [name, row[place]])));

it('keeping concentrations changes nothing else', () => {
  const plain = compileTrial(study.trial, key, 'all');
  plain.generate(0);
  expect(plain.concentrations).toEqual([]);
  expect(concentrations.rows(plain, 1)).toEqual([]);
  for (const part of ['data', 'records', 'flow'] as const) expect(kept[part]).toEqual(plain[part]);
});

it('they are those that an assay without error reports of the endpoint plasma', () => {
  const ketamine = kept.concentrations?.find(({ analyte }) => analyte === 'ketamine');
  let compared = 0;
  ['baseline', 'm40', 'h4', 'day1'].forEach((visit, at) => {
    const measured = kept.data.columns.get(`plasma@${visit}`) ?? new Float64Array(0);
    measured.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      expect(Math.abs(value - (ketamine?.values[row * hours.length + at] ?? NaN))).toBeLessThanOrEqual(0.005 + 1e-9);
      compared++;
    });
  });
  expect(compared).toBeGreaterThan(150);
});

it('there is a row for every period given, hour, drug and target; naltrexone blocks and placebo does not', () => {
  const rows = rowsOf();
  const given = kept.records.periodsGiven.reduce((sum, periods) => sum + periods, 0);
  expect(given).toBeLessThan(60);
  expect(rows).toHaveLength(given * hours.length * 2);
  expect(new Set(rows.map(({ analyte, unit }) => `${analyte} ${unit}`))).toEqual(new Set(['ketamine ng/mL', 'opioid blockade share']));
  const early = rows.filter(({ period, hours: at }) => period === 1 && at === 4);
  const blockade = early.filter(({ analyte }) => analyte === 'opioid blockade');
  expect(blockade.filter(({ treatment }) => treatment === 'placebo').every(({ value }) => value === 0)).toBe(true);
  expect(blockade.filter(({ treatment, value }) => treatment === 'naltrexone' && Number(value) > 0.5).length).toBeGreaterThan(10);
  expect(rows.every(({ value, unit }) => Number(value) >= 0 && (unit === 'ng/mL' || Number(value) <= 1))).toBe(true);
  expect(
    rows
      .filter(({ period, hours: at, analyte }) => period === 1 && at === -1.5 && analyte === 'ketamine')
      .every(({ value }) => value === 0),
  ).toBe(true);
});
