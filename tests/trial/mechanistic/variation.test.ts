import { describe, expect, it } from 'vitest';
import { REFERENCE_CONCENTRATION } from '../../../src/trial/short-forms.ts';
import { emptyPatient, type Patient } from '../../../src/population/patient.ts';
import { ParticipantStreams, streamId, rootKey } from '../../../src/random/index.ts';
import { benefitCourse } from '../../../src/response/benefit.ts';
import { compileCondition } from '../../../src/trial/conditions.ts';
import { Medication } from '../../../src/trial/mechanistic/medication/medication.ts';
import { PatientCourse } from '../../../src/trial/mechanistic/patient-course.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { exampleTrial } from '../example-trial.ts';

const key = rootKey('variation');
const N = 8000;
const { ketamine } = exampleTrial.infusions;
if (ketamine.kind !== 'ketamine') throw new Error('expected ketamine');

/** Nothing but the drug moves severity, and the same dose gives everybody the same concentration. */
const model: MechanisticTrial = {
  ...exampleTrial,
  population: { ...exampleTrial.population, occasionSd: 0, occasionCorrelation: 0.5 },
  infusions: { ketamine: { ...ketamine, clearanceCv: 0, volumeCv: 0 } },
  response: {
    ...exampleTrial.response,
    expectancy: 0,
    naturalImprovement: 0,
    benefitLogitSd: 1,
    benefitCorrelation: 0.3,
    persistenceLogSd: 0,
  },
  dissociation: { ...exampleTrial.dissociation, background: 0, frailtyCv: 0.8, frailtyCorrelation: 0.6 },
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function sd(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
function correlation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - x) * (b[i] - y))) / (sd(a) * sd(b));
}
/** Rank correlation; that of two normal numbers with correlation ρ is (6/π)·asin(ρ/2) (Pearson 1907), and so is that of anything that rises with them. */
const rankCorrelation = (a: readonly number[], b: readonly number[]): number => {
  const ranks = (values: readonly number[]): number[] => {
    const order = values.map((_, i) => i).sort((i, j) => values[i] - values[j]);
    const rank = new Array<number>(values.length);
    order.forEach((i, place) => (rank[i] = place));
    return rank;
  };
  return correlation(ranks(a), ranks(b));
};
const ofNormal = (rho: number): number => (6 / Math.PI) * Math.asin(rho / 2);
/** Four standard errors of a correlation of N pairs, at most 1/√N each. */
const MARGIN = 4 / Math.sqrt(N);

/** Patients with independent traits who get ketamine twice, long apart: the logit of the benefit and the frailty of either infusion. */
function infusions() {
  const streams = new ParticipantStreams(key);
  const course = new PatientCourse(model, 2);
  const condition = compileCondition('placebo', model);
  const found = { benefit: [[], []] as [number[], number[]], frailty: [[], []] as [number[], number[]] };
  for (let subject = 0; subject < N; subject++) {
    const stream = streams.bind(0, subject).open(streamId('traits of a test'));
    const traits = Float64Array.from({ length: 4 }, () => stream.normal());
    const patient: Patient = { ...emptyPatient(), weight: 70, severity: 24, traits };
    course.startPatient(patient, streams);
    for (const period of [0, 1] as const) {
      const start = 24 * 300 * period;
      course.startPeriod(condition, start);
      const size = (1 - course.severity(start + 24) / 24) / benefitCourse(model.response, 24);
      found.benefit[period].push(Math.log(size / (1 - size)));
      const level = course.medication.concentration(start + 1, 'effect') / REFERENCE_CONCENTRATION;
      found.frailty[period].push(course.dissociation(start + 1) / (model.dissociation.cadssPerReference * level));
    }
  }
  return found;
}

describe('two infusions of one patient', () => {
  const { benefit, frailty } = infusions();

  it('two infusions of one patient have benefits with the median, SD and correlation that the scenario says, on the logit scale', () => {
    const { benefit: median, benefitLogitSd, benefitCorrelation } = model.response;
    for (const logits of benefit) {
      expect(Math.abs(mean(logits) - Math.log(median / (1 - median)))).toBeLessThan((4 * benefitLogitSd) / Math.sqrt(N));
      expect(Math.abs(sd(logits) - benefitLogitSd)).toBeLessThan((4 * benefitLogitSd) / Math.sqrt(2 * N));
    }
    expect(Math.abs(correlation(...benefit) - benefitCorrelation)).toBeLessThan(MARGIN);
  });

  it('two infusions of one patient have frailties with mean 1, and the CV and correlation that the scenario says', () => {
    const { frailtyCv, frailtyCorrelation } = model.dissociation;
    for (const values of frailty) {
      expect(Math.abs(mean(values) - 1)).toBeLessThan((4 * frailtyCv) / Math.sqrt(N));
      // The SD of a gamma variance: its kurtosis is 3 + 6·CV².
      expect(Math.abs(sd(values) - frailtyCv)).toBeLessThan(4 * frailtyCv * Math.sqrt((2 + 6 * frailtyCv ** 2) / (4 * N)));
    }
    expect(Math.abs(rankCorrelation(...frailty) - ofNormal(frailtyCorrelation))).toBeLessThan(MARGIN);
  });

  it('benefit and dissociation of the same infusion are bound by occasionCorrelation, those of different ones not at all', () => {
    const { benefitCorrelation } = model.response;
    const { frailtyCorrelation } = model.dissociation;
    const rho = model.population.occasionCorrelation * Math.sqrt((1 - benefitCorrelation) * (1 - frailtyCorrelation));
    for (const period of [0, 1]) {
      expect(Math.abs(rankCorrelation(benefit[period], frailty[period]) - ofNormal(rho))).toBeLessThan(MARGIN);
      expect(Math.abs(rankCorrelation(benefit[period], frailty[1 - period]))).toBeLessThan(MARGIN);
    }
  });
});

describe('patients’ medication', () => {
  const cv = { clearanceCv: 0.3, volumeCv: 0.15 };
  const varied: MechanisticTrial = { ...exampleTrial, infusions: { ketamine: { ...ketamine, ...cv } } };
  const condition = compileCondition('naltrexone', varied);
  const patient: Patient = { ...emptyPatient(), weight: 70 };
  const streams = new ParticipantStreams(key);
  const medication = new Medication(varied, 1);
  const drawn = Array.from({ length: N }, (_, subject) => {
    medication.startPatient(patient, streams.bind(0, subject));
    medication.administer(condition, 0, 0);
    const halfTime = (96 * Math.LN2) / Math.log(medication.blockade(48, 'opioid') / medication.blockade(144, 'opioid'));
    return { halfTime, early: medication.concentration(1e-3, 'plasma'), clearance: clearanceOf(medication) };
  });
  const logSd = (coefficient: number): number => Math.sqrt(Math.log1p(coefficient * coefficient));
  const lands = (values: readonly number[], median: number, coefficient: number): void => {
    const logs = values.map(Math.log);
    expect(Math.abs(mean(logs) - Math.log(median))).toBeLessThan((4 * logSd(coefficient)) / Math.sqrt(N));
    expect(Math.abs(sd(logs) - logSd(coefficient))).toBeLessThan((4 * logSd(coefficient)) / Math.sqrt(2 * N));
  };

  it('medication has clearances, volumes and half-times of blockade with the medians and CVs that the scenario says', () => {
    const { naltrexone } = varied.pretreatments;
    if (naltrexone.kind !== 'tablet') throw new Error('expected a tablet');
    lands(drawn.map(({ halfTime }) => halfTime), naltrexone.blockadeHalfTimeHours, naltrexone.blockadeHalfTimeCv); // prettier-ignore
    lands(drawn.map(({ clearance }) => clearance), ketamine.clearance, cv.clearanceCv); // prettier-ignore
    // In the first moments nothing has left the central compartment: concentration = rate · time / volume.
    const rate = (1000 * ketamine.doseMgPerKg * 70) / (ketamine.minutes / 60);
    lands(drawn.map(({ early }) => (rate * 1e-3) / early), ketamine.centralVolume, cv.volumeCv); // prettier-ignore
  });
});

/** Dose over the area under the plasma concentration (ng·h/mL), by Simpson's rule up to 48 h. */
function clearanceOf(medication: Medication): number {
  const end = ketamine.kind === 'ketamine' ? ketamine.minutes / 60 : 0;
  const area = simpson(medication, 0, end, 20) + simpson(medication, end, end + 2, 40) + simpson(medication, end + 2, 48, 80);
  return (1000 * 35) / area;
}

function simpson(medication: Medication, from: number, to: number, steps: number): number {
  const width = (to - from) / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step++) {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * medication.concentration(from + step * width, 'plasma');
  }
  return (sum * width) / 3;
}
