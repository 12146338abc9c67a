import { expect, it, vi } from 'vitest';
import { exp, expm1 } from '../../../src/elementary/index.ts';
import { measurementParameters } from '../../../src/outcomes/parameters.ts';
import { scales } from '../../../src/outcomes/scales/index.ts';
import { instrumentOf } from '../../../src/outcomes/scales/instrument.ts';
import { MAX_SEVERE } from '../../../src/outcomes/scales/scale.ts';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import { TwoCompartmentModel } from '../../../src/pharmacology/two-compartment.ts';
import { emptyPatient, PatientSource } from '../../../src/population/patient.ts';
import { ParticipantStreams } from '../../../src/random/participant-streams.ts';
import { rootKey, Stream } from '../../../src/random/index.ts';
import { benefitCourse, goneAfterScales } from '../../../src/response/benefit.ts';
import { trialGenerator } from '../../../src/trial/compile-trial.ts';
import { compileCondition } from '../../../src/trial/conditions.ts';
import { studiedDrugNamed } from '../../../src/trial/drugs.ts';
import { Medication } from '../../../src/trial/mechanistic/medication/medication.ts';
import { planSlots } from '../../../src/trial/mechanistic/measurement-slots.ts';
import { Attendance } from '../../../src/trial/conduct/attendance.ts';
import { PatientCourse } from '../../../src/trial/mechanistic/patient-course.ts';
import { Rater } from '../../../src/trial/mechanistic/rater.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { outcomesByPart, outcomesOf } from '../../../src/trial/potential-outcomes.ts';
import { columnKey } from '../../../src/trial/trial-data.ts';
import { exampleTrial } from '../example-trial.ts';

const key = rootKey('short cuts');

/** A patient of the example trial with streams bound to them. */
function patientOf(model: MechanisticTrial, subject: number, streams: ParticipantStreams): ReturnType<typeof emptyPatient> {
  const rater = new Rater(model);
  const patient = emptyPatient();
  new PatientSource(model.population, (severity, uniform) => rater.hamd17.total(severity, uniform)).draw(streams.bind(0, subject), patient);
  return patient;
}

/** A constant-rate infusion's closed form term by term, nothing remembered. */
function infusedLong(weights: Float64Array, rates: Float64Array, dose: number, duration: number, hours: number): number {
  if (!(hours > 0)) return 0;
  const during = Math.min(hours, duration);
  let sum = 0;
  weights.forEach((weight, term) => {
    sum += (weight / rates[term]) * -expm1(-rates[term] * during) * exp(-rates[term] * (hours - during));
  });
  return (dose / duration) * sum;
}

it('an infusion whose phases at its end are remembered has the concentrations of its closed form, bit for bit', () => {
  const stream = new Stream().startAt(key, 0, 0, 0);
  const model = new TwoCompartmentModel();
  for (let patient = 0; patient < 200; patient++) {
    model.set(20 + 100 * stream.uniform(), 60, patient % 3 === 0 ? 0 : 190, 300 * stream.uniform() + 1, 1 + 12 * stream.uniform());
    for (const duration of [2 / 3, 0.1]) {
      for (const hours of [-1, 0, duration / 2, duration, 0.6666666667, 1, 4 / 3, 24, 720, 5000]) {
        expect(model.plasma(37, duration, hours)).toBe(infusedLong(model.plasmaWeights, model.rates, 37, duration, hours));
        const effect = Math.max(0, infusedLong(model.effectWeights, model.rates, 37, duration, hours));
        expect(model.effectSite(37, duration, hours)).toBe(effect);
        const residue = model.residue(37, duration, hours);
        expect(residue).toBeGreaterThanOrEqual(Math.max(effect, Math.abs(model.plasma(37, duration, hours))));
      }
    }
  }
});

it('a dose that is passed over as gone changes no bit of the concentration by later doses', () => {
  const streams = new ParticipantStreams(key);
  const condition = compileCondition('placebo', exampleTrial);
  for (let subject = 0; subject < 100; subject++) {
    const patient = patientOf(exampleTrial, subject, streams);
    const [both, first, second] = [1, 2, 3].map(() => new Medication(exampleTrial, 2));
    for (const medication of [both, first, second]) medication.startPatient(patient, streams);
    for (const apart of [24, 168, 720]) {
      for (const medication of [both, first, second]) medication.periods = 0;
      both.administer(condition, 0, 0);
      both.administer(condition, apart, 0);
      first.administer(condition, 0, 0);
      second.administer(condition, apart, 0);
      for (const hours of [-1, 0.5, 2 / 3, 1, 4, 24, 300]) {
        const time = apart + hours;
        for (const site of ['plasma', 'effect'] as const)
          expect(both.concentration(time, site)).toBe(first.concentration(time, site) + second.concentration(time, site));
      }
    }
  }
});

it('the mean blockade of a window that earlier patients have had is that of a first patient, to the last bit', () => {
  const streams = new ParticipantStreams(key);
  // Windows that end on the plateau and beyond it; from time to time another start or target comes between.
  for (const hours of [2, 60]) {
    const used = new Medication(exampleTrial, 2);
    for (let subject = 0; subject < 40; subject++) {
      const patient = patientOf(exampleTrial, subject, streams);
      const order = subject % 3 === 0 ? ['naltrexone', 'naltrexone'] : ['placebo', 'naltrexone'];
      const apart = subject % 7 === 0 ? 500 : 720;
      const [remembered, fresh] = [used, new Medication(exampleTrial, 2)].map((medication) => {
        medication.startPatient(patient, streams);
        return order.map((name, period) => {
          medication.administer(compileCondition(name, exampleTrial), apart * period, 0);
          return medication.meanBlockade(period, hours, subject % 5 === 0 ? 'other' : 'opioid');
        });
      });
      expect(remembered).toEqual(fresh);
    }
  }
});

it('a benefit that is passed over as gone leaves all of the severity, to the last bit', () => {
  for (const persistenceShape of [0.3, 1, 4, 10]) {
    const shape = { ...exampleTrial.response, persistenceShape };
    for (const scaleDays of [0.5, 9.8, 60]) {
      const hours = 24 * scaleDays * goneAfterScales(shape) * (1 + 1e-9);
      expect(1 - benefitCourse(shape, hours, scaleDays)).toBe(1);
    }
  }
});

/** Every rating of a trial, participant after participant and visit after visit, each from streams of its own. */
function ratedOneByOne(model: MechanisticTrial, replicate: number, sequences: Int32Array): Map<string, number[]> {
  const { slots } = planSlots(model, 'all');
  const rater = new Rater(model);
  const attendance = new Attendance(model, rater);
  const source = new PatientSource(model.population, (severity, uniform) => rater.hamd17.total(severity, uniform));
  const columns = new Map<string, number[]>(slots.map((slot) => [slot.key, []]));
  for (let subject = 0; subject < model.design.participants; subject++) {
    const streams = new ParticipantStreams(key).bind(replicate, subject);
    const patient = emptyPatient();
    const course = new PatientCourse(model, 2);
    source.draw(streams, patient);
    course.startPatient(patient, streams);
    let isInTrial = true;
    model.design.sequences[sequences[subject]].forEach((condition, period) => {
      if (period > 0 && attendance.leavesAfter(course) !== 0) isInTrial = false;
      if (isInTrial) {
        course.startPeriod(compileCondition(condition, model), 24 * model.design.washoutDays * period);
        attendance.enter(course);
      }
      for (const slot of slots) {
        const shift = isInTrial ? attendance.shift(slot, course) : 0;
        const isThere = isInTrial && !attendance.misses(slot, course, shift);
        columns.get(slot.key)?.push(isThere ? rater.rate(slot, course, shift) : NaN);
      }
    });
  }
  return columns;
}

it.each<[string, number, Partial<MechanisticTrial['missingness']>]>([
  ['14', 14, {}],
  ['37, some of whom leave', 37, { betweenPeriods: 0.3 }],
  ['20 who miss visits by their scores, at moved visits', 20, { perVisit: 0.2, perVisitScoreSlope: 0.1, visitWindowDays: 1 }],
  ['2', 2, { noShow: 0.2 }],
])('participants who are followed side by side have the ratings of each by itself, to the last bit: %s', (_, participants, missing) => {
  const model: MechanisticTrial = {
    ...exampleTrial,
    design: { ...exampleTrial.design, participants },
    dissociation: { ...exampleTrial.dissociation, opioidDependence: 0.4 },
    missingness: { ...exampleTrial.missingness, ...missing },
  };
  const { WebAssembly: engine } = globalThis as { WebAssembly?: unknown };
  for (const present of [engine, undefined]) {
    vi.stubGlobal('WebAssembly', present);
    const generator = trialGenerator(model, key, 'all');
    for (let replicate = 0; replicate < 12; replicate++) {
      generator.generate(replicate);
      const expected = ratedOneByOne(model, replicate, generator.data.sequence);
      for (const [name, values] of expected) expect([...(generator.data.columns.get(name) ?? [])], name).toEqual(values);
    }
  }
  vi.unstubAllGlobals();
});

it('severities of a course that has seen other patients are those of a new one', () => {
  const model = { ...exampleTrial, response: { ...exampleTrial.response, naturalImprovement: 0.2 } };
  const streams = new ParticipantStreams(key);
  const used = new PatientCourse(model, 2);
  for (let subject = 0; subject < 40; subject++) {
    const patient = patientOf(model, subject, streams);
    const fresh = new PatientCourse(model, 2);
    const severities = [used, fresh].map((course) => {
      course.startPatient(patient, streams);
      return [0, 1].flatMap((period) => {
        course.startPeriod(compileCondition(period === 0 ? 'placebo' : 'naltrexone', model), (700 + subject) * period);
        return [-1.5, 24, 72, 168.5 + subject, 334].map((hours) => course.severity(course.start + hours));
      });
    });
    expect(severities[0]).toEqual(severities[1]);
  }
});

it('a total that is searched from a remembered place is the first above the uniform number', () => {
  const stream = new Stream().startAt(key, 1, 0, 0);
  for (const scale of Object.values(scales)) {
    const table = instrumentOf(scale, defaultsOf(measurementParameters)).table();
    for (let rating = 0; rating < 20_000; rating++) {
      const severity = stream.uniform() * MAX_SEVERE * (rating % 5 === 0 ? 1.05 : 1);
      const uniform = rating % 11 === 0 ? stream.uniform() ** 8 : rating % 13 === 0 ? 1 - stream.uniform() ** 8 * 1e-3 : stream.uniform();
      let total = 0;
      while (total < table.maximum && uniform >= table.cumulative(severity, total)) total++;
      if (table.total(severity, uniform) !== total) expect(table.total(severity, uniform)).toBe(total);
    }
  }
});

it('populations of potential outcomes made in turn by the same generators are those made alone', () => {
  const population = { model: exampleTrial, key, reads: new Set([columnKey('hamd17', 'day1'), columnKey('cadss', 'peak')]), patients: 40 };
  const inTurn = outcomesByPart(population);
  for (const replicate of [-1, -2, -1]) {
    const alone = outcomesOf({ ...population, replicate });
    const { columns, covariates } = inTurn(replicate);
    expect(new Map(columns)).toEqual(new Map(alone.columns));
    expect(new Map(covariates)).toEqual(new Map(alone.covariates));
    expect([...columns.keys()]).toContain(columnKey('cadss', 'peak'));
  }
});

it('dissociation and what is felt in a course that has seen other patients are those of a new one', () => {
  const streams = new ParticipantStreams(key);
  const used = new PatientCourse(exampleTrial, 3);
  const hours = Float64Array.of(-1, 0.5, 2 / 3, 1, 4, 24);
  for (let subject = 0; subject < 40; subject++) {
    const patient = patientOf(exampleTrial, subject, streams);
    const found = [used, new PatientCourse(exampleTrial, 3)].map((course) => {
      course.startPatient(patient, streams);
      return ['placebo', 'naltrexone', 'placebo'].map((name, period) => {
        course.startPeriod(compileCondition(name, exampleTrial), (20 + 30 * (subject % 20)) * period);
        const levels = new Float64Array(hours.length);
        course.dissociations(hours, hours.length, levels);
        return [...levels, course.beliefs.noticed];
      });
    });
    expect(found[0]).toEqual(found[1]);
  }
});

it('the mean blockade of a window after one drug alone is that of the blockade at its times (Simpson)', () => {
  const streams = new ParticipantStreams(key);
  for (let subject = 0; subject < 30; subject++) {
    const medication = new Medication(exampleTrial, 2);
    medication.startPatient(patientOf(exampleTrial, subject, streams), streams);
    medication.administer(compileCondition('naltrexone', exampleTrial), 0, 0);
    medication.administer(compileCondition('placebo', exampleTrial), 100 + 30 * subject, 0);
    [0, 1].forEach((period) => {
      const at = (point: number): number => medication.blockade(medication.start[period] + (point * 6) / 8, 'opioid');
      const mean = [1, 4, 2, 4, 2, 4, 2, 4, 1].reduce((sum, weight, point) => sum + weight * at(point), 0) / 24;
      expect(medication.meanBlockade(period, 6, 'opioid')).toBe(mean);
    });
  }
});

it('a drug that a period gives twice, as pretreatment and as studied drug, has both doses in the body from the first period on', () => {
  const ketamine = studiedDrugNamed(exampleTrial, 'ketamine')?.declaration;
  if (ketamine === undefined) throw new Error('the example trial has no ketamine');
  const model: MechanisticTrial = { ...exampleTrial, drugs: { again: ketamine } };
  const streams = new ParticipantStreams(key);
  const condition = compileCondition('again+again', model);
  const medication = new Medication(model, 2);
  medication.startPatient(patientOf(model, 1, streams), streams);
  medication.administer(condition, 0, 0);
  const first = [0.5, 1, 4].map((hours) => medication.concentration(hours, 'plasma'));
  medication.administer(condition, 5000, 0);
  const second = [0.5, 1, 4].map((hours) => medication.concentration(5000 + hours, 'plasma'));
  const last = [0.5, 1, 4].map((hours) => medication.fromPeriod(hours, 'plasma'));
  first.forEach((concentration, place) => {
    expect(concentration).toBeCloseTo(second[place], 6);
    expect(concentration).toBeGreaterThan(1.05 * last[place]);
  });
});
