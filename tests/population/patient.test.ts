import { describe, expect, it } from 'vitest';
import { scales } from '../../src/outcomes/scales/index.ts';
import { instrumentOf } from '../../src/outcomes/scales/instrument.ts';
import { choleskyFactor, emptyPatient, PatientSource, type Patient } from '../../src/population/patient.ts';
import type { PopulationModel } from '../../src/population/parameters.ts';
import { ParticipantStreams, rootKey } from '../../src/random/index.ts';
import { exampleTrial } from '../trial/example-trial.ts';

const key = rootKey('patients');
const N = 40_000;
const hamd17 = instrumentOf(scales.hamd17, exampleTrial.measurement).table();
const correlations = [
  [1, 0.2, 0, 0],
  [0.2, 1, 0.5, -0.3],
  [0, 0.5, 1, 0],
  [0, -0.3, 0, 1],
];

function draw(change: Partial<PopulationModel>): Patient[] {
  const population = { ...exampleTrial.population, correlations, ...change };
  const source = new PatientSource(population, (severity, uniform) => hamd17.total(severity, uniform));
  const streams = new ParticipantStreams(key);
  return Array.from({ length: N }, (_, subject) => {
    const patient = emptyPatient();
    source.draw(streams.bind(0, subject), patient);
    return patient;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function sds(values: readonly number[]): number {
  const average = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - average) ** 2)));
}
function correlation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - x) * (b[i] - y))) / (sds(a) * sds(b));
}

describe('patients who all are eligible', () => {
  const patients = draw({ screeningMinimum: 0 });
  const trait = (position: number): number[] => patients.map(({ traits }) => traits[position]);

  it('eligible patients have the correlations that the scenario says (4 SE of a correlation, (1 − r²)/√n)', () => {
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < row; column++) {
        const r = correlations[row][column];
        expect(Math.abs(correlation(trait(row), trait(column)) - r)).toBeLessThan((4 * (1 - r * r)) / Math.sqrt(N));
      }
      expect(Math.abs(sds(trait(row)) - 1)).toBeLessThan(4 / Math.sqrt(2 * N));
    }
  });

  it('eligible patients have the severity, sex, weight and failed courses that the scenario says', () => {
    const { severityMean, severitySd, femaleShare, weightWomen, weightCv, failedCoursesMean } = exampleTrial.population;
    const severity = patients.map((patient) => patient.severity);
    expect(Math.abs(mean(severity) - severityMean)).toBeLessThan((4 * severitySd) / Math.sqrt(N));
    expect(Math.abs(sds(severity) - severitySd)).toBeLessThan((4 * severitySd) / Math.sqrt(2 * N));
    const women = patients.filter(({ female }) => female);
    expect(Math.abs(women.length / N - femaleShare)).toBeLessThan(4 * Math.sqrt((femaleShare * (1 - femaleShare)) / N));
    const logs = women.map(({ weight }) => Math.log(weight));
    const logSd = Math.sqrt(Math.log1p(weightCv * weightCv));
    expect(Math.abs(mean(logs) - Math.log(weightWomen))).toBeLessThan((4 * logSd) / Math.sqrt(women.length));
    expect(Math.abs(sds(logs) - logSd)).toBeLessThan((4 * logSd) / Math.sqrt(2 * women.length));
    const courses = patients.map(({ failedCourses }) => failedCourses);
    expect(Math.min(...courses)).toBe(2);
    expect(Math.abs(mean(courses) - failedCoursesMean)).toBeLessThan((4 * 8.3) / Math.sqrt(N));
    for (const { age } of patients.slice(0, 1000)) expect(age >= 18 && age <= 70).toBe(true);
  });
});

it('the number of failed courses moves nothing else, not even at its minimum', () => {
  const usual = draw({ screeningMinimum: 0 }).slice(0, 200);
  const fewest = draw({ screeningMinimum: 0, failedCoursesMean: 2 }).slice(0, 200);
  expect(fewest.every(({ failedCourses }) => failedCourses === 2)).toBe(true);
  for (const [i, { age, weight }] of fewest.entries()) expect([age, weight]).toEqual([usual[i].age, usual[i].weight]);
});

describe('eligibility on a measured score', () => {
  const patients = draw({ screeningMinimum: 24 });

  it('eligibility lets nobody in below the entry score and counts who was turned away', () => {
    for (const { screeningScore } of patients) expect(screeningScore).toBeGreaterThanOrEqual(24);
    expect(mean(patients.map(({ screened }) => screened))).toBeGreaterThan(1.5);
  });

  it('eligibility brings regression to the mean: the usual severity of those let in lies below their screening score', () => {
    const excess = patients.map(({ screeningScore, severity }) => screeningScore - severity);
    expect(mean(excess)).toBeGreaterThan(0.5);
  });

  it('eligibility gives up with a message when no candidate can reach the entry score', () => {
    const source = new PatientSource(
      { ...exampleTrial.population, severitySd: 0, occasionSd: 0, screeningMinimum: 50 },
      (severity) => severity,
    );
    expect(() => source.draw(new ParticipantStreams(key), emptyPatient())).toThrow(/screening minimum of 50/);
  });
});

describe('the Cholesky factor', () => {
  it('the Cholesky factor multiplied by its transpose is the matrix', () => {
    const factor = choleskyFactor(correlations);
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 4; column++) {
        let sum = 0;
        for (let inner = 0; inner < 4; inner++) sum += factor[row * 4 + inner] * factor[column * 4 + inner];
        expect(sum).toBeCloseTo(correlations[row][column], 12);
      }
    }
  });

  it('the Cholesky factor refuses a matrix that no traits can have', () => {
    const impossible = [
      [1, 0.9, -0.9, 0],
      [0.9, 1, 0.9, 0],
      [-0.9, 0.9, 1, 0],
      [0, 0, 0, 1],
    ];
    expect(() => choleskyFactor(impossible)).toThrow(RangeError);
  });
});
