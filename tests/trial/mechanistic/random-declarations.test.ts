import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import {
  doseParameters,
  effectCourses,
  targetParameters,
  type DeclaredDrug,
  type DrugEffect,
} from '../../../src/pharmacology/declared-drug.ts';
import { kineticsShapes, type Kinetics } from '../../../src/pharmacology/kinetics-shapes.ts';
import { endpointParameters } from '../../../src/outcomes/declared-endpoint.ts';
import { emptyPatient } from '../../../src/population/patient.ts';
import { ParticipantStreams } from '../../../src/random/participant-streams.ts';
import { rootKey } from '../../../src/random/index.ts';
import { compileCondition } from '../../../src/trial/conditions.ts';
import { derivedFigures } from '../../../src/trial/mechanistic/derived-figures.ts';
import { Medication } from '../../../src/trial/mechanistic/medication/medication.ts';
import { PatientCourse } from '../../../src/trial/mechanistic/patient-course.ts';
import { RatedEndpoints } from '../../../src/trial/mechanistic/rated-endpoints.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { exampleTrial } from '../example-trial.ts';

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Kinetics of any shape. */
const kinetics: fc.Arbitrary<Kinetics> = fc.oneof(
  fc
    .record({ minutes: positive(1, 300), clearance: positive(5, 300), peripheralVolume: fc.constantFrom(0, 150) })
    .map((some): Kinetics => ({ shape: 'infusion', ...defaultsOf(kineticsShapes.infusion), ...some })),
  fc
    .record({ clearance: positive(5, 300), centralVolume: positive(5, 500) })
    .map((some): Kinetics => ({ shape: 'bolus', ...defaultsOf(kineticsShapes.bolus), ...some })),
  fc
    .record({ peakHours: positive(0.3, 6), bioavailability: positive(0.1, 1), clearance: positive(5, 300) })
    .map((some): Kinetics => ({ shape: 'first-order', ...defaultsOf(kineticsShapes['first-order']), ...some })),
  fc
    .record({ riseHours: positive(0.1, 5), plateauHours: positive(1, 48), halfTimeHours: positive(1, 100) })
    .map((some): Kinetics => ({ shape: 'plateau', ...defaultsOf(kineticsShapes.plateau), ...some })),
);

const effects: fc.Arbitrary<Readonly<Record<'severity' | 'rating', DrugEffect>>> = fc
  .record({ share: positive(0.1, 0.8), points: positive(-40, 40).filter((size) => Math.abs(size) > 1), isLevel: fc.boolean() })
  .map(({ share, points, isLevel }) => ({
    severity: { course: 'lasting', ...defaultsOf(effectCourses.lasting), size: share, through: 'here', dependence: {} },
    rating: isLevel
      ? { course: 'level', ...defaultsOf(effectCourses.level), size: points, through: 'here', dependence: {} }
      : { course: 'lasting', ...defaultsOf(effectCourses.lasting), size: points, through: 'here', dependence: {} },
  }));

const binding = { ...defaultsOf(targetParameters), ec50NgPerMl: 50, ed50Mg: 20 };

/** A drug that acts on severity and on a rating of its own through one target. */
const drug = (given: Kinetics, moved: Readonly<Record<string, DrugEffect>>, mg: number, intrinsicActivity: number): DeclaredDrug => ({
  kind: 'declared',
  adherence: 1,
  dose: { ...defaultsOf(doseParameters), mg },
  kinetics: given,
  targets: { here: { ...binding, intrinsicActivity } },
  effects: moved,
  felt: { probability: 0, scale: 1 },
  adverseEffects: {},
});

const rating = {
  ...defaultsOf(endpointParameters),
  label: 'Rating',
  shortLabel: 'rating',
  unit: 'points',
  minimum: -1000,
  maximum: 1000,
};

/** A trial of a drug after a blocker of its target. */
function trialOf(agonist: DeclaredDrug, blocker: DeclaredDrug): MechanisticTrial {
  const none = { ...exampleTrial.response, expectancy: 0, naturalImprovement: 0 };
  return {
    ...exampleTrial,
    response: none,
    outcomes: { hamd17: { visits: ['baseline', 'day1'] }, rating: { visits: ['m120'], declared: rating } },
    drugs: { agonist, blocker },
  };
}

/** Severity and rating of one patient, at the drug's time and a few hours later. */
function course(model: MechanisticTrial, condition: string): { severity: number; rating: number } {
  const streams = new ParticipantStreams(rootKey('declared')).bind(0, 1);
  const patient = { ...emptyPatient(), severity: 25, weight: 80 };
  const followed = new PatientCourse(model, 1);
  followed.startPatient(patient, streams);
  followed.startPeriod(compileCondition(condition, model), 0);
  return { severity: followed.severity(4), rating: followed.rated('rating', 4) };
}

describe('of any declared drug', () => {
  const parts = fc.tuple(kinetics, kinetics, effects, positive(5, 300));

  it('without a dose there is no effect, and with one there is', () => {
    fc.assert(
      fc.property(parts, ([given, other, moved, mg]) => {
        const blocker = drug(other, {}, 0, 0);
        const [with0, with1] = [0, mg].map((dose) => course(trialOf(drug(given, moved, dose, 1), blocker), 'placebo+agonist'));
        const nothing = course(trialOf(drug(given, moved, mg, 1), blocker), 'placebo+saline');
        expect(with0).toEqual(nothing);
        expect(with1.severity).toBeLessThan(nothing.severity);
        expect(Math.sign(with1.rating - nothing.rating)).toBe(Math.sign(moved.rating.size));
      }),
      { seed: 20, numRuns: 150 },
    );
  });

  it('a higher dose of the blocker leaves no more of the effect, and of the drug no less', () => {
    fc.assert(
      fc.property(parts, positive(1, 200), ([given, other, moved, mg], step) => {
        const left = (blocked: number, dose = mg): { severity: number; rating: number } => {
          const model = trialOf(drug(given, moved, dose, 1), drug(other, {}, blocked, 0));
          const [before, after] = ['blocker+saline', 'blocker+agonist'].map((condition) => course(model, condition));
          return { severity: before.severity - after.severity, rating: Math.abs(after.rating - before.rating) };
        };
        const [low, high] = [left(step), left(2 * step)];
        expect(high.severity).toBeLessThanOrEqual(low.severity + 1e-9);
        expect(high.rating).toBeLessThanOrEqual(low.rating + 1e-9);
        expect(low.severity).toBeLessThanOrEqual(left(0).severity + 1e-9);
        expect(left(step, 2 * mg).rating).toBeGreaterThanOrEqual(low.rating - 1e-9);
      }),
      { seed: 21, numRuns: 100 },
    );
  });

  it('blockade is a fraction that grows with the dose, and a full agonist blocks nothing', () => {
    fc.assert(
      fc.property(parts, positive(0, 1), positive(0, 100), ([given, , , mg], activity, hours) => {
        const at = (dose: number, intrinsicActivity: number): number => {
          const model = trialOf(drug(given, {}, 0, 1), drug(given, {}, dose, intrinsicActivity));
          const medication = new Medication(model, 1);
          medication.startTypicalPatient(70);
          medication.administer(compileCondition('blocker+saline', model), 0, 0);
          return medication.blockade(hours, 'here');
        };
        expect(at(0, activity)).toBe(0);
        expect(at(mg, activity)).toBeGreaterThanOrEqual(0);
        expect(at(mg, activity)).toBeLessThanOrEqual(1);
        expect(at(2 * mg, activity)).toBeGreaterThanOrEqual(at(mg, activity));
        expect(at(mg, 1)).toBe(0);
        expect(at(mg, activity)).toBeLessThanOrEqual(at(mg, 0) + 1e-12);
      }),
      { seed: 22, numRuns: 150 },
    );
  });

  it('doses of one period add up in the plasma: two doses are one and the same one later', () => {
    fc.assert(
      fc.property(kinetics, positive(5, 300), positive(0.5, 12), (given, mg, every) => {
        fc.pre(given.shape !== 'plateau');
        const concentration = (times: number, hours: number): number => {
          const one = drug(given, {}, mg, 1);
          const model = trialOf({ ...one, dose: { ...one.dose, times, everyHours: every } }, drug(given, {}, 0, 0));
          const medication = new Medication(model, 1);
          medication.startTypicalPatient(70);
          medication.administer(compileCondition('placebo+agonist', model), 0, 0);
          return medication.concentration(hours, 'plasma');
        };
        const at = every + 1.3;
        expect(concentration(2, at)).toBeCloseTo(concentration(1, at) + concentration(1, 1.3), 9);
      }),
      { seed: 23, numRuns: 100 },
    );
  });

  /** Concentration of the agonist after a blocker that changes its clearance, each given once, over time. */
  const concentrations = (agonist: DeclaredDrug, blocker: DeclaredDrug, condition = 'blocker+agonist'): number[] => {
    const model = trialOf(agonist, blocker);
    const medication = new Medication(model, 1);
    medication.startTypicalPatient(70);
    medication.administer(compileCondition(condition, model), 0, 0);
    return Array.from({ length: 60 }, (_, step) => medication.concentration(0.4 * step, 'plasma'));
  };
  const changing = (given: Kinetics, mg: number, clearanceRatio: number): DeclaredDrug => ({
    ...drug(given, {}, mg, 0),
    interactions: { agonist: { clearanceRatio } },
  });

  it('a drug that is not given, or whose ratio is 1, leaves the concentrations of another to the last bit', () => {
    fc.assert(
      fc.property(parts, positive(0.02, 10), ([given, other, moved, mg], ratio) => {
        const agonist = drug(given, moved, mg, 1);
        const alone = concentrations(agonist, drug(other, {}, mg, 0));
        expect(concentrations(agonist, changing(other, 0, ratio))).toEqual(alone);
        expect(concentrations(agonist, changing(other, mg, ratio), 'placebo+agonist')).toEqual(alone);
        expect(concentrations(agonist, changing(other, mg, 1))).toEqual(alone);
      }),
      { seed: 24, numRuns: 80 },
    );
  });

  it('a lower clearance gives no lower concentrations, and a higher one no higher', () => {
    fc.assert(
      fc.property(parts, positive(0.05, 0.9), ([given, other, , mg], ratio) => {
        fc.pre(given.shape !== 'plateau');
        const agonist = drug(given, {}, mg, 1);
        const [less, same, more] = [ratio, 1, 1 / ratio].map((each) => concentrations(agonist, changing(other, mg, each)));
        const slack = 1e-9 * Math.max(...less);
        same.forEach((value, step) => {
          expect(less[step]).toBeGreaterThanOrEqual(value - slack);
          expect(more[step]).toBeLessThanOrEqual(value + slack);
        });
        expect(Math.max(...less)).toBeGreaterThan(0);
      }),
      { seed: 25, numRuns: 80 },
    );
  });

  it('the exposure to a dose changes by the inverse of the ratio', () => {
    const given: Kinetics = { shape: 'bolus', ...defaultsOf(kineticsShapes.bolus), clearance: 100, centralVolume: 20 };
    const present: Kinetics = { shape: 'plateau', ...defaultsOf(kineticsShapes.plateau), riseHours: 0.5, plateauHours: 100 };
    const area = (ratio: number): number => {
      const model = trialOf(drug(given, {}, 50, 1), changing(present, 10, ratio));
      const medication = new Medication(model, 1);
      medication.startTypicalPatient(70);
      medication.administer(compileCondition('blocker+agonist', model), 0, 0);
      let sum = 0;
      for (let step = 0; step < 40_000; step++) sum += 0.001 * medication.concentration(0.001 * (step + 0.5), 'plasma');
      return sum;
    };
    expect(area(1)).toBeCloseTo((1000 * 50) / 100, 1);
    expect(area(0.4) / area(1)).toBeCloseTo(1 / 0.4, 3);
    expect(area(2) / area(1)).toBeCloseTo(1 / 2, 3);
  });

  it('the figures of the typical patient state the exposure that follows from the ratio', () => {
    const given: Kinetics = { shape: 'bolus', ...defaultsOf(kineticsShapes.bolus), clearance: 100, centralVolume: 20 };
    const model = trialOf(drug(given, {}, 50, 1), changing({ shape: 'bolus', ...defaultsOf(kineticsShapes.bolus) }, 10, 0.5));
    const design = { ...model.design, sequences: [['placebo+agonist', 'blocker+agonist']], weights: [1], reference: 'placebo+agonist' };
    const areas = derivedFigures({ ...model, design }).map(({ areaUnderCurve }) => areaUnderCurve);
    expect(areas).toEqual([500, 1000]);
  });
});

describe('of any declared rating', () => {
  it('its correlation with severity keeps its mean and its spread, and 0 its values', () => {
    fc.assert(
      fc.property(positive(-1, 1), positive(0.1, 20), positive(0, 20), (severityCorrelation, sdBetween, sdOccasion) => {
        const values = (correlation: number): number[] => {
          const declared = { ...rating, sdBetween, sdOccasion, severityCorrelation: correlation };
          const rated = new RatedEndpoints({ outcomes: { rating: { visits: ['m120'], declared } } });
          return Array.from({ length: 400 }, (_, subject) => {
            const streams = new ParticipantStreams(rootKey('rated')).bind(0, subject);
            const severity = streams.open(1);
            rated.startPatient(0, streams, severity.normal());
            rated.startPeriod(0, streams, streams.open(2).normal());
            return rated.value('rating', 0, 0);
          });
        };
        const sd = Math.hypot(sdBetween, sdOccasion);
        const all = values(severityCorrelation);
        const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
        const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
        expect(Math.abs(mean)).toBeLessThan(0.25 * sd); // five standard errors
        expect(Math.abs(Math.sqrt(variance) / sd - 1)).toBeLessThan(0.2);
        expect(values(0)).not.toContain(NaN);
      }),
      { seed: 26, numRuns: 25 },
    );
  });
});
