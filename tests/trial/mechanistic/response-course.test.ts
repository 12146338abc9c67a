import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../src/trial/conditions.ts';
import { compileCondition } from '../../../src/trial/conditions.ts';
import { PatientCourse } from '../../../src/trial/mechanistic/patient-course.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { emptyPatient, type Patient } from '../../../src/population/patient.ts';
import { ParticipantStreams, rootKey } from '../../../src/random/index.ts';
import { benefitCourse, fullBenefit } from '../../../src/response/benefit.ts';
import { nonDrugImprovement } from '../../../src/response/expectancy.ts';
import { exampleTrial } from '../example-trial.ts';

const key = rootKey('course');
const patient: Patient = { ...emptyPatient(), weight: 70, severity: 24 };

type Change = { [Room in keyof MechanisticTrial]?: Partial<MechanisticTrial[Room]> };
function world(change: Change = {}): MechanisticTrial {
  const varied: Record<string, unknown> = { ...exampleTrial };
  for (const [room, values] of Object.entries(change))
    varied[room] = { ...(exampleTrial[room as keyof MechanisticTrial] as object), ...(values as object) };
  return varied as unknown as MechanisticTrial;
}

/** A course through conditions at absolute starts (h), for one patient’s random numbers. */
function course(model: MechanisticTrial, given: readonly (readonly [string, number])[], subject = 0): PatientCourse {
  const walk = new PatientCourse(model, given.length);
  walk.startPatient(patient, new ParticipantStreams(key).bind(0, subject));
  const conditions = new Map<string, Condition>();
  for (const [name, start] of given) {
    if (!conditions.has(name)) conditions.set(name, compileCondition(name, model));
    walk.startPeriod(conditions.get(name) as Condition, start);
  }
  return walk;
}
/** Mean over random numbers of something about a course. */
function average(figure: (subject: number) => number, patients = 400): number {
  let sum = 0;
  for (let subject = 0; subject < patients; subject++) sum += figure(subject);
  return sum / patients;
}

describe('what is left of the first infusion when the second begins', () => {
  it('severity before infusion 2 rises to the usual one with the washout, and never falls', () => {
    for (let subject = 0; subject < 50; subject++) {
      let last = -Infinity;
      for (const days of [3, 5, 7, 10, 14, 21, 30, 60]) {
        const walk = course(
          world({ response: { naturalImprovement: 0, expectancy: 0 } }),
          [
            ['placebo', 0],
            ['placebo', days * 24],
          ],
          subject,
        );
        const before = walk.severity(days * 24 - 1);
        expect(before).toBeGreaterThanOrEqual(last - 1e-12);
        last = before;
      }
    }
  });

  it('blockade by naltrexone at the second infusion never grows with the washout', () => {
    let last = Infinity;
    for (const days of [1, 2, 3, 7, 14, 30]) {
      const left = course(world(), [
        ['naltrexone', 0],
        ['placebo', days * 24],
      ]).medication.blockade(days * 24, 'opioid');
      expect(left).toBeLessThan(last);
      last = left;
    }
  });
});

describe('the switches', () => {
  const day1 = 24;
  const effect = (model: MechanisticTrial, condition = 'naltrexone'): number =>
    average((subject) => course(model, [[condition, 0]], subject).severity(day1) - course(model, [['placebo', 0]], subject).severity(day1));

  it('opioid dependence of 0 has no effect, of 1 more than 0.28', () => {
    expect(effect(world({ response: { opioidDependence: 0 } }))).toBe(0);
    const part = effect(world({ response: { opioidDependence: 0.28 } }));
    expect(part).toBeGreaterThan(0.5);
    expect(effect(world({ response: { opioidDependence: 1 } }))).toBeGreaterThan(part * 2);
  });

  it('dependence that varies has the mean and SD asked for', () => {
    const model = world({ response: { opioidDependence: 0.4, opioidDependenceSd: 0.2 } });
    const values = Array.from({ length: 20_000 }, (_, subject) => course(model, [], subject).opioidDependence);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(Math.abs(mean - 0.4)).toBeLessThan((4 * 0.2) / Math.sqrt(values.length));
    expect(Math.abs(sd - 0.2)).toBeLessThan(0.005);
  });

  it('the maintenance gate lets the benefit come back as blockade fades; the induction gate does not', () => {
    const lost = (gate: 'induction' | 'maintenance', hours: number): number =>
      average((subject) => {
        const model = world({ response: { gate, expectancy: 0, naturalImprovement: 0, persistenceScaleDays: 900 } });
        const usual = course(model, [['placebo+saline', 0]], subject).severity(hours);
        const open = course(model, [['placebo', 0]], subject).severity(hours);
        return (course(model, [['naltrexone', 0]], subject).severity(hours) - open) / (usual - open);
      }, 100);
    expect(lost('induction', 24)).toBeCloseTo(lost('induction', 400), 1);
    expect(lost('maintenance', 24)).toBeGreaterThan(0.8);
    expect(lost('maintenance', 600)).toBeLessThan(0.05);
  });

  it('a tablet that is not taken blocks nothing', () => {
    const never = { ...exampleTrial.pretreatments.naltrexone, adherence: 0 } as MechanisticTrial['pretreatments'][string];
    expect(effect({ ...world(), pretreatments: { ...exampleTrial.pretreatments, naltrexone: never } })).toBe(0);
  });

  it('a blocker of another system acts only through otherDependence', () => {
    const other = { ...exampleTrial.pretreatments.naltrexone, target: 'other' } as MechanisticTrial['pretreatments'][string];
    const pretreatments = { ...exampleTrial.pretreatments, other };
    expect(effect({ ...world(), pretreatments }, 'other')).toBe(0);
    expect(effect({ ...world({ response: { otherDependence: 0.5 } }), pretreatments }, 'other')).toBeGreaterThan(1);
  });

  it('naltrexone’s own mood effect adds points in proportion to blockade, with or without ketamine', () => {
    const model = world({ response: { opioidDependence: 0, antagonistMoodPoints: 4 } });
    const walk = course(model, [['naltrexone+saline', 0]]);
    const none = course(model, [['placebo+saline', 0]]);
    expect(walk.severity(day1) - none.severity(day1)).toBeCloseTo(4 * walk.medication.blockade(day1, 'opioid'), 9);
  });

  it('non-specific dependence blocks the non-drug improvement, without ketamine too', () => {
    const model = world({ response: { opioidDependence: 0, nonspecificOpioidDependence: 1 } });
    expect(effect(model)).toBeGreaterThan(0.2);
    const saline = average(
      (s) => course(model, [['naltrexone+saline', 0]], s).severity(day1) - course(model, [['placebo+saline', 0]], s).severity(day1),
    );
    expect(saline).toBeGreaterThan(0.2);
  });

  it('repeatFactor shrinks the benefit of the second infusion by that factor, and leaves the first alone', () => {
    const model = world({ response: { repeatFactor: 0.5 } });
    expect(course(model, [['placebo', 0]]).severity(day1)).toBe(course(world(), [['placebo', 0]]).severity(day1));
    const response = { ...exampleTrial.response, repeatFactor: 0.5 };
    expect(fullBenefit(response, 0.3, 0.2, 0.5, 1)).toBeCloseTo(0.5 * fullBenefit(response, 0.3, 0.2, 0.5, 0), 12);
  });

  it('period effect and psychological carry-over add points in later periods only', () => {
    const model = world({ response: { periodEffectPoints: 2, carryoverPoints: { naltrexone: 1.5 } } });
    const gap = 60 * 24;
    const shift = (first: string): number =>
      course(model, [
        [first, 0],
        ['placebo', gap],
      ]).severity(gap - 1) -
      course(world(), [
        [first, 0],
        ['placebo', gap],
      ]).severity(gap - 1);
    expect(shift('placebo')).toBeCloseTo(2, 9);
    expect(shift('naltrexone')).toBeCloseTo(3.5, 9);
    expect(course(model, [['naltrexone', 0]]).severity(-1)).toBe(course(world(), [['naltrexone', 0]]).severity(-1));
  });

  it('nausea that unblinds the blocker costs expectancy only with nocebo', () => {
    const adverseEffects = { ...exampleTrial.adverseEffects, nausea: { ...exampleTrial.adverseEffects.nausea, blockerOddsRatio: 20 } };
    const seen = { response: { opioidDependence: 0 }, belief: { blockerIfSick: 1, blockerIfWell: 0 } };
    expect(effect({ ...world(seen), adverseEffects })).toBe(0);
    expect(effect({ ...world({ ...seen, belief: { ...seen.belief, blockerNocebo: 1 } }), adverseEffects })).toBeGreaterThan(0.2);
  });

  it('naltrexone raises nausea by its odds ratio', () => {
    const share = (condition: string): number => average((s) => course(world(), [[condition, 0]], s).adverseEffects & 1, 20_000);
    const [without, withBlocker] = [share('placebo'), share('naltrexone')];
    const odds = (p: number): number => p / (1 - p);
    expect(Math.abs(without - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 20_000));
    expect(odds(withBlocker) / odds(without)).toBeGreaterThan(1.6);
    expect(odds(withBlocker) / odds(without)).toBeLessThan(1.98);
  });

  it('craving rises after ketamine, less under naltrexone, not after saline', () => {
    const rise = (condition: string): number =>
      course(world({ craving: { sensitisationLogit: 0.2 } }), [[condition, 0]]).craving(day1).rise;
    expect(rise('placebo')).toBeGreaterThan(rise('naltrexone'));
    expect(rise('naltrexone')).toBeGreaterThan(0);
    expect(rise('placebo+saline')).toBe(0);
    expect(course(world(), [['placebo', 0]]).craving(-1).rise).toBe(0);
  });
});

describe('the benefit', () => {
  it('the benefit has the median and SD that the scenario says, on the logit scale', () => {
    const n = 20_000;
    const logit = (p: number): number => Math.log(p / (1 - p));
    const response = { ...exampleTrial.response, benefitCorrelation: 0.5 };
    // Patient and occasion scores by Box and Muller from evenly spread points; the correlation is in variation.test.ts.
    const values = Array.from({ length: n }, (_, i) => {
      const angle = 2 * Math.PI * ((i * 0.618033988749895) % 1);
      const radius = Math.sqrt(-2 * Math.log((i + 0.5) / n));
      return logit(fullBenefit(response, radius * Math.cos(angle), radius * Math.sin(angle), 0.5, 0));
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
    expect(sd).toBeCloseTo(response.benefitLogitSd, 1);
    expect(mean).toBeCloseTo(logit(response.benefit), 1);
  });

  it('the benefit is nothing before the infusion, rises to most of it within hours, and wanes ever faster', () => {
    const { response } = exampleTrial;
    expect(benefitCourse(response, -1)).toBe(0);
    expect(benefitCourse(response, 0)).toBe(0);
    expect(benefitCourse(response, response.onsetHalfHours)).toBeCloseTo(0.5, 2);
    const hazard = (day: number): number => Math.log(benefitCourse(response, 24 * day) / benefitCourse(response, 24 * (day + 1)));
    expect(hazard(10)).toBeGreaterThan(hazard(5));
    expect(nonDrugImprovement(response, 0.5, -3)).toBe(0);
  });

  it('the benefit grows with the dose and is 1 at most', () => {
    const { response } = exampleTrial;
    const doses = [0, 0.1, 0.2, 0.5, 1, 5].map((dose) => fullBenefit(response, 1, 0, dose, 0));
    expect(doses[0]).toBe(0);
    for (let i = 1; i < doses.length; i++) expect(doses[i]).toBeGreaterThan(doses[i - 1]);
    expect(fullBenefit({ ...response, repeatFactor: 2 }, 5, 5, 5, 3)).toBe(1);
  });
});
