import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rootKey } from '../../src/random/index.ts';
import { readScenario } from '../../src/scenario/index.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { derivedFigures } from '../../src/trial/mechanistic/derived-figures.ts';
import { medicationBands } from '../../src/trial/mechanistic/medication-bands.ts';
import { recordedEndpoints, scoreCourses } from '../../src/trial/score-courses.ts';

const path = 'scenarios/williams-2018.yaml';
const read = readScenario({ path, text: readFileSync(path, 'utf8') }, { readFile: (name) => readFileSync(name, 'utf8') });
if ('problems' in read || read.study.trial.kind !== 'mechanistic') throw new Error('the scenario should be mechanistic');
const { trial, seed } = read.study;
const key = rootKey(seed);

describe('score courses', () => {
  const generator = compileTrial(trial, key, 'all');
  generator.generate(3);

  it('score courses hold every recorded score once, at its time', () => {
    expect(recordedEndpoints(generator)).toEqual(['hamd17', 'cadss', 'craving']);
    const courses = scoreCourses(generator, 'hamd17');
    let recorded = 0;
    for (const visit of ['baseline', 'day1', 'day3', 'day7', 'day14']) {
      const column = generator.data.columns.get(`hamd17@${visit}`);
      for (let row = 0; row < 2 * trial.design.participants; row++) {
        const value = column?.[row] ?? NaN;
        const course = courses.find(({ subject, period }) => 2 * subject + period - 1 === row);
        const point = course?.points.find((each) => each.visit === visit);
        expect(point?.value).toBe(Number.isNaN(value) ? undefined : value);
        if (point !== undefined) expect(point.hours).toBe(trial.visits[visit]);
        if (Number.isFinite(value)) recorded++;
      }
    }
    expect(courses.reduce((sum, { points }) => sum + points.length, 0)).toBe(recorded);
  });

  it('score courses name the treatment of the period, and each patient has each treatment once', () => {
    const treatments = new Map<number, string[]>();
    for (const { subject, treatment } of scoreCourses(generator, 'hamd17'))
      treatments.set(subject, [...(treatments.get(subject) ?? []), treatment]);
    for (const given of treatments.values()) expect(new Set(given).size).toBe(given.length);
  });
});

describe('bands of medication', () => {
  const bands = medicationBands(trial, key, 200);
  const typical = derivedFigures(trial);

  it('bands of medication lie around the typical patient, and widen with the patients’ differences', () => {
    for (const [position, { condition, concentration, blockade }] of bands.entries()) {
      expect(condition).toBe(typical[position].condition);
      const end = concentration[8];
      expect(end.hours).toBeCloseTo(2 / 3, 9);
      // Sampling error of a median of 200 with a coefficient of variation near 0.3: about 0.3 · 1.25 / √200 = 2.7 %; weights shift it too.
      expect(Math.abs(end.median / typical[position].peakConcentration - 1)).toBeLessThan(0.15);
      expect(end.low).toBeLessThan(end.median);
      expect(end.high).toBeGreaterThan(end.median);
      for (const point of blockade.opioid) expect(point.low >= 0 && point.high <= 1).toBe(true);
    }
  });

  it('bands of medication show no blockade under placebo and nearly full blockade a day after naltrexone', () => {
    expect(Math.max(...bands[0].blockade.opioid.map(({ high }) => high))).toBe(0);
    expect(bands[1].blockade.opioid[4]).toMatchObject({ hours: 24 });
    expect(bands[1].blockade.opioid[4].median).toBeCloseTo(typical[1].blockadeAtVisits.day1, 1);
  });
});
