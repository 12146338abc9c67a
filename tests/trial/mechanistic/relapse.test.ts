import { describe, expect, it } from 'vitest';
import { emptyPatient, type Patient } from '../../../src/population/patient.ts';
import { ParticipantStreams, rootKey } from '../../../src/random/index.ts';
import { persistenceDays } from '../../../src/response/benefit.ts';
import { nonDrugImprovement } from '../../../src/response/expectancy.ts';
import { compileCondition } from '../../../src/trial/conditions.ts';
import { PatientCourse } from '../../../src/trial/mechanistic/patient-course.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { exampleTrial } from '../example-trial.ts';

const key = rootKey('relapse');
const N = 4000;
const patient: Patient = { ...emptyPatient(), weight: 70, severity: 24 };
const GAP = 24 * 300;

const withResponse = (response: Partial<MechanisticTrial['response']>): MechanisticTrial => ({
  ...exampleTrial,
  response: { ...exampleTrial.response, ...response },
});

const walks = new Map<MechanisticTrial, Map<number, PatientCourse>>();
/** A course of a patient through ketamine at absolute starts, h; the object of a model and number of starts is used again for the next patient. */
function course(model: MechanisticTrial, subject: number, starts: readonly number[] = [0]): PatientCourse {
  const known = walks.get(model) ?? new Map<number, PatientCourse>();
  walks.set(model, known);
  const walk = known.get(starts.length) ?? new PatientCourse(model, starts.length);
  known.set(starts.length, walk);
  walk.startPatient(patient, new ParticipantStreams(key).bind(0, subject));
  const condition = compileCondition('placebo', model);
  for (const start of starts) walk.startPeriod(condition, start);
  return walk;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function sd(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/** The Weibull scale of an infusion, days, from the severity four and eight days after it: with a shape of 1 the size of the benefit cancels. */
function scaleOf(severity: (hours: number) => number): number {
  const lost = Math.log((1 - severity(96) / 24) / (1 - severity(192) / 24));
  return 4 / lost;
}

describe('the time in which a benefit is lost', () => {
  const spread = { persistenceScaleDays: 9, persistenceShape: 1, persistenceLogSd: 0.6, persistenceCorrelation: 0.3 };
  const only = { naturalImprovement: 0, expectancy: 0, benefit: 0.5 };
  const still = (model: MechanisticTrial): MechanisticTrial => ({ ...model, population: { ...model.population, occasionSd: 0 } });

  it('relapse times have the median, SD and correlation between infusions that the scenario says, on the log scale', () => {
    const model = still(withResponse({ ...spread, ...only }));
    const first: number[] = [];
    const second: number[] = [];
    for (let subject = 0; subject < N; subject++) {
      const [one, two] = [course(model, subject), course(model, subject, [0, GAP])];
      first.push(Math.log(scaleOf((hours) => one.severity(hours)) / 9));
      second.push(Math.log(scaleOf((hours) => two.severity(GAP + hours)) / 9));
    }
    // Four standard errors of a mean, an SD and a correlation.
    for (const scales of [first, second]) {
      expect(Math.abs(mean(scales))).toBeLessThan((4 * 0.6) / Math.sqrt(N));
      expect(Math.abs(sd(scales) - 0.6)).toBeLessThan((4 * 0.6) / Math.sqrt(2 * N));
    }
    const both = mean(first.map((value, i) => (value - mean(first)) * (second[i] - mean(second)))) / (sd(first) * sd(second));
    expect(Math.abs(both - 0.3)).toBeLessThan((4 * (1 - 0.09)) / Math.sqrt(N));
  });

  it('the scale of an infusion is lognormal about the median, of which the patient keeps a share', () => {
    expect(persistenceDays(spread, 0, 0)).toBe(9);
    expect(Math.log(persistenceDays(spread, 1, 0) / 9)).toBeCloseTo(0.6 * Math.sqrt(0.3), 12);
    expect(Math.log(persistenceDays(spread, 0, -1) / 9)).toBeCloseTo(-0.6 * Math.sqrt(0.7), 12);
  });

  it('relapse times that vary move no other draw of the patient', () => {
    const [same, varied] = [0, 0.6].map((persistenceLogSd) => withResponse({ ...spread, persistenceShape: 4, persistenceLogSd }));
    for (let subject = 0; subject < 50; subject++) {
      const [a, b] = [same, varied].map((model) => course(model, subject, [0, GAP]));
      expect(b.severity(GAP - 1)).toBe(a.severity(GAP - 1));
      expect(b.dissociation(GAP + 1)).toBe(a.dissociation(GAP + 1));
      expect([b.adverseEffects, b.beliefs.guessedActive, b.beliefs.guessedBlocker, b.dropoutDraw]).toEqual([
        a.adverseEffects,
        a.beliefs.guessedActive,
        a.beliefs.guessedBlocker,
        a.dropoutDraw,
      ]);
      expect(b.severity(GAP + 96)).not.toBe(a.severity(GAP + 96));
    }
  });

  it('a first infusion wanes the same whatever follows it, and a relapse time is no function of the size of the benefit', () => {
    const model = still(withResponse({ ...spread, ...only, benefitLogitSd: 1 }));
    const pairs = Array.from({ length: N }, (_, subject) => {
      const [one, two] = [course(model, subject), course(model, subject, [0, GAP])];
      expect(two.severity(96 - GAP)).toBe(24);
      return [Math.log(scaleOf((hours) => one.severity(hours))), one.severity(1)];
    });
    const [scales, sizes] = [0, 1].map((column) => pairs.map((pair) => pair[column]));
    const both = mean(scales.map((value, i) => (value - mean(scales)) * (sizes[i] - mean(sizes)))) / (sd(scales) * sd(sizes));
    expect(Math.abs(both)).toBeLessThan(4 / Math.sqrt(N));
  });
});

describe('improvement without the drug', () => {
  const plateau = { naturalImprovement: 0, expectancyPlateauDays: 7, expectancyHalfDays: 20 };

  it('expectancy sets in within hours, keeps for its plateau, and is then halved in its half-time', () => {
    const { response } = withResponse(plateau);
    expect(nonDrugImprovement(response, 0.4, 24 * 2)).toBeCloseTo(0.4, 6);
    expect(nonDrugImprovement(response, 0.4, 24 * 7)).toBeCloseTo(0.4, 12);
    expect(nonDrugImprovement(response, 0.4, 24 * 27)).toBeCloseTo(0.2, 12);
    expect(nonDrugImprovement(response, 0.4, -1)).toBe(0);
  });

  it('expectancy has the correlation between two infusions that the scenario says, and with 1 the same size in both', () => {
    const logits = (expectancyCorrelation: number): number[][] => {
      const model = withResponse({ ...plateau, benefit: 0, expectancy: 0.3, expectancyLogitSd: 1, expectancyCorrelation });
      const belief = { ...model.belief, activeIfNoticed: 1, activeIfUnnoticed: 1 };
      const still = { ...model, belief, population: { ...model.population, occasionSd: 0 } };
      return Array.from({ length: N }, (_, subject) => {
        // Long apart, so that nothing of the first infusion is left.
        const two = course(still, subject, [0, 24 * 1000]);
        return [course(still, subject).severity(96), two.severity(24 * 1000 + 96)].map((severity) => {
          const size = 1 - severity / 24;
          return Math.log(size / (1 - size));
        });
      });
    };
    const pairs = logits(0.4);
    const [first, second] = [0, 1].map((period) => pairs.map((pair) => pair[period]));
    expect(Math.abs(mean(second) - Math.log(0.3 / 0.7))).toBeLessThan(4 / Math.sqrt(N));
    // The patient's own score is 0 here: what is left is the infusions' share, and they are independent.
    expect(Math.abs(sd(second) - Math.sqrt(0.6))).toBeLessThan((4 * Math.sqrt(0.6)) / Math.sqrt(2 * N));
    const both = mean(first.map((value, i) => (value - mean(first)) * (second[i] - mean(second)))) / (sd(first) * sd(second));
    expect(Math.abs(both)).toBeLessThan(4 / Math.sqrt(N));
    for (const [one, two] of logits(1).slice(0, 50)) expect(two).toBeCloseTo(one, 9);
  });

  it('what is left of the first infusion’s improvement is there before the second, and the greater of the two counts after it', () => {
    const model = withResponse({ ...plateau, benefit: 0 });
    const still = { ...model, population: { ...model.population, occasionSd: 0 } };
    for (let subject = 0; subject < 50; subject++) {
      const [one, two] = [course(still, subject), course(still, subject, [0, 24 * 30])];
      const left = one.severity(24 * 30 - 1);
      expect(two.severity(24 * 30 - 1)).toBe(left);
      expect(left).toBeLessThan(24);
      expect(two.severity(24 * 30 + 24)).toBeLessThanOrEqual(one.severity(24 * 31));
    }
  });
});
