import { describe, expect, it } from 'vitest';
import { courseRisks } from '../../../src/power/characteristics/course-risks.ts';
import { reportedConcentration } from '../../../src/outcomes/plasma.ts';
import { rootKey } from '../../../src/random/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import { derivedFigures } from '../../../src/trial/mechanistic/derived-figures.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { shippedStudy } from '../../report/shipped-study.ts';
import { exampleTrial } from '../example-trial.ts';

const assay = { errorCv: 0.1, lowerLimit: 1, belowLimit: 'half' } as const;
const columns = (model: MechanisticTrial): ReadonlyMap<string, Float64Array> => {
  const generator = compileTrial(model, rootKey('plasma'), 'all');
  generator.generate(0);
  return generator.data.columns;
};
const plasma: MechanisticTrial = {
  ...exampleTrial,
  design: {
    ...exampleTrial.design,
    participants: 4000,
    sequences: [['placebo+ketamine', 'placebo+saline']],
    weights: [1],
    blockSize: 1,
    reference: 'placebo+ketamine',
  },
  outcomes: { plasma: { visits: ['baseline', 'm40', 'm120', 'day1'] } },
  missingness: { ...exampleTrial.missingness, betweenPeriods: 0 },
  assay,
};
const inPeriod = (column: Float64Array | undefined, period: number): number[] => [...(column ?? [])].filter((_, row) => row % 2 === period);
const moments = (values: readonly number[]): [mean: number, sd: number] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
};

describe('a plasma concentration', () => {
  it('an assay reports proportional error, and below its limit what the model says', () => {
    expect(reportedConcentration(assay, 100, 1.5)).toBe(115);
    expect(reportedConcentration(assay, 0.9, 0)).toBe(0.5);
    expect(reportedConcentration({ ...assay, belowLimit: 'zero' }, 0.9, 0)).toBe(0);
    expect(reportedConcentration({ ...assay, belowLimit: 'missing' }, 0.9, 0)).toBeNaN();
    expect(reportedConcentration({ ...assay, lowerLimit: 0 }, 0, 1)).toBe(0);
  });

  it('plasma concentrations are those of the kinetics, with the assay error on top, and none without the drug', () => {
    const found = columns(plasma);
    const typical = derivedFigures(plasma)[0].peakConcentration;
    const [mean, sd] = moments(inPeriod(found.get('plasma@m40'), 0).map(Math.log));
    const [, exactSd] = moments(inPeriod(columns({ ...plasma, assay: { ...assay, errorCv: 0 } }).get('plasma@m40'), 0).map(Math.log));
    // Median patients weigh 75 to 87 kg and are dosed by weight: within 10 % of the typical patient; log SD by √(sd² + 0.1²), errors of SDs 0.003.
    expect(Math.abs(Math.exp(mean) / typical - 1)).toBeLessThan(0.1);
    expect(Math.abs(sd - Math.hypot(exactSd, 0.1))).toBeLessThan(0.01);
    expect(new Set(inPeriod(found.get('plasma@baseline'), 0))).toEqual(new Set([0.5]));
    expect(new Set(inPeriod(found.get('plasma@m40'), 1))).toEqual(new Set([0.5]));
    expect(moments(inPeriod(found.get('plasma@m120'), 0))[0]).toBeLessThan(Math.exp(mean));
  });

  it('recording plasma concentrations and misuse changes nothing else', () => {
    const base: MechanisticTrial = { ...exampleTrial, design: { ...exampleTrial.design, participants: 50 } };
    const misuse = { hazardPerInfusion: 0.3, hazardCv: 1, opioidDependence: 0, disorderShare: 0.5 };
    const more = columns({
      ...base,
      outcomes: { ...base.outcomes, plasma: { visits: ['m40'] }, misuse: { visits: ['day1'] } },
      assay,
      misuse,
    });
    for (const [name, values] of columns(base)) expect(more.get(name), name).toEqual(values);
  });
});

describe('misuse of the studied drug', () => {
  const course = shippedStudy('courses/six-infusions', ['misuse.hazardPerInfusion=0.05', 'misuse.hazardCv=0', 'misuse.disorderShare=0.3']);
  const risks = courseRisks(course);

  it('without frailty the risk after n unblocked infusions is 1 − exp(−n · hazard), and of dependence its share', () => {
    const expected = 1 - Math.exp(-6 * 0.05);
    const { misuse, 'use-disorder': disorder } = risks[0].risks;
    expect(Math.abs(misuse.value - expected)).toBeLessThan(3.5 * misuse.mcse);
    expect(Math.abs(disorder.value - 0.3 * expected)).toBeLessThan(3.5 * disorder.mcse);
  });

  it('blockade that prevents misuse leaves less of it the more infusions it covers', () => {
    const [placebo, naltrexone, alternating] = risks.map(({ risks: own }) => own.misuse.value);
    expect(naltrexone).toBeLessThan(alternating);
    expect(alternating).toBeLessThan(placebo);
    // 0.95 of the receptors are blocked at most, so something is left.
    expect(naltrexone).toBeLessThan(0.3 * placebo);
  });

  it('misuse does not end: a participant who has begun stays so, and without a hazard nobody begins', () => {
    const generator = compileTrial(course.trial, rootKey('misuse'), 'all');
    generator.generate(0);
    const values = generator.data.columns.get('misuse@day3') ?? new Float64Array(0);
    values.forEach((value, row) => {
      if (row % 6 > 0 && values[row - 1] === 1 && !Number.isNaN(value)) expect(value).toBe(1);
    });
    const none = courseRisks(shippedStudy('courses/six-infusions', ['misuse.hazardPerInfusion=0']));
    for (const { risks: own } of none) expect(own.misuse.value).toBe(0);
  });
});
