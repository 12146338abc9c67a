import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingnessMechanisms, missingnessParameters, type MissingnessModel } from '../../src/outcomes/missingness/index.ts';
import { shiftedProbability, type MissingnessMechanism } from '../../src/outcomes/missingness/mechanism.ts';
import { rootKey } from '../../src/random/index.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { withdrawalReasons } from '../../src/trial/participant-flow.ts';
import { potentialOutcomes } from '../../src/trial/potential-outcomes.ts';
import { exampleGaussianTrial, exampleTrial } from '../trial/example-trial.ts';

const key = rootKey('missingness');
const all: readonly MissingnessMechanism[] = Object.values(missingnessMechanisms);
const PATIENTS = 6000;

function generate(missingness: Partial<MissingnessModel>, patients = PATIENTS, reads: ReadonlySet<string> | 'all' = 'all') {
  const trial = {
    ...exampleTrial,
    design: { ...exampleTrial.design, participants: patients },
    outcomes: { hamd17: { visits: ['baseline', 'day1', 'day7'] }, cadss: { visits: ['m40'] } },
    missingness: { ...exampleTrial.missingness, ...missingness },
  };
  const generator = compileTrial(trial, key, reads);
  generator.generate(0);
  const column = (name: string): Float64Array => generator.data.columns.get(name) ?? new Float64Array(0);
  return { trial, generator, column };
}

/** Value of each mechanism's parameters that makes it bite. */
const biting: Record<keyof typeof missingnessMechanisms, Partial<MissingnessModel>> = {
  'missed-visits': { perVisit: 0.2 },
  'unobserved-score': { perVisit: 0.2, perVisitScoreSlope: 0.3 },
  dropout: { betweenPeriods: 0.2 },
  'observed-score': { betweenPeriods: 0.2, betweenPeriodsScoreSlope: 0.3 },
  'no-show': { noShow: 0.2 },
  'adverse-withdrawal': { afterAdverseEffect: 0.3 },
  'visit-window': { visitWindowDays: 0.5 },
};

describe.each(all.map((mechanism) => [mechanism.name, mechanism] as const))('%s', (name, mechanism) => {
  const change = biting[name as keyof typeof missingnessMechanisms];

  it('a mechanism is a file of its own, and its parameters are the scenario’s', () => {
    expect(readdirSync('src/outcomes/missingness')).toContain(`${name}.ts`);
    for (const parameter of Object.keys(mechanism.parameters)) expect(missingnessParameters).toHaveProperty(parameter);
  });

  it('a mechanism loses nothing by default, and what it says when asked', () => {
    const complete = generate({}, 400);
    const some = generate(change, 400);
    expect([...complete.column('hamd17@day7')].some(Number.isNaN)).toBe(false);
    expect(complete.generator.flow.completed).toBe(400);
    const missing = [...some.column('hamd17@day7')].filter(Number.isNaN).length;
    if (mechanism.loses === 'timing') {
      expect(missing).toBe(0);
      expect(new Set(some.generator.actualHours.get('hamd17@day7')).size).toBeGreaterThan(300);
    } else expect(missing).toBeGreaterThan(20);
    expect(some.generator.flow.completed === 400).toBe(mechanism.loses !== 'patients');
  });

  it('a mechanism moves no value that is seen (but by the hour at which it is seen), and decides the same whatever is read', () => {
    const complete = generate({}, 400);
    const some = generate(change, 400);
    const few = generate(change, 400, new Set(['hamd17@day7']));
    expect([...few.column('hamd17@day7')]).toEqual([...some.column('hamd17@day7')]);
    if (mechanism.loses === 'timing') return;
    some.column('hamd17@day1').forEach((value, row) => {
      if (!Number.isNaN(value)) expect(value).toBe(complete.column('hamd17@day1')[row]);
    });
  });

  it('a mechanism leaves the potential outcomes complete', () => {
    const { trial } = generate(change, 50);
    const { columns } = potentialOutcomes(trial, key, new Set(['hamd17@day7']), 50);
    expect([...(columns.get('hamd17@day7') ?? [NaN])].some(Number.isNaN)).toBe(false);
  });
});

it('the list of mechanisms has every file', () => {
  const files = readdirSync('src/outcomes/missingness').filter((file) => file !== 'index.ts' && file !== 'mechanism.ts');
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(Object.keys(missingnessMechanisms).sort());
});

it('a shifted probability stays one, and 0 and 1 stay', () => {
  expect(shiftedProbability(0.5, 1)).toBeCloseTo(1 / (1 + Math.exp(-1)), 14);
  for (const shift of [-800, -1, 0, 1, 800]) {
    expect(shiftedProbability(0, shift)).toBe(0);
    expect(shiftedProbability(1, shift)).toBe(1);
    expect(shiftedProbability(0.3, shift)).toBeLessThanOrEqual(1);
  }
});

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]): number => Math.sqrt(average(values.map((value) => (value - average(values)) ** 2)));

/** Difference of the means of the values lost and kept, in its standard errors, averaged within groups of equal observed score. */
function contrast(lost: readonly boolean[], values: readonly number[], groups: readonly number[]): number {
  let sum = 0;
  let variance = 0;
  for (const group of new Set(groups)) {
    const inside = groups.map((own, i) => (own === group ? i : -1)).filter((i) => i >= 0);
    const [gone, kept] = [inside.filter((i) => lost[i]), inside.filter((i) => !lost[i])].map((rows) => rows.map((i) => values[i]));
    if (gone.length < 5 || kept.length < 5) continue;
    const weight = (gone.length * kept.length) / (gone.length + kept.length);
    sum += weight * (average(gone) - average(kept));
    variance += weight * weight * (spread(gone) ** 2 / gone.length + spread(kept) ** 2 / kept.length);
  }
  return sum / Math.sqrt(variance);
}

describe('at random and not at random', () => {
  const complete = generate({});
  const second = Array.from({ length: PATIENTS }, (_, i) => complete.column('hamd17@day1')[2 * i + 1]);
  const last = Array.from({ length: PATIENTS }, (_, i) => complete.column('hamd17@day7')[2 * i]);

  it('dropout on the observed score is independent of the unobserved one given that score, without it not', () => {
    const some = generate({ betweenPeriods: 0.3, betweenPeriodsScoreSlope: 0.2, scoreCentre: 15 });
    const lost = second.map((_, i) => Number.isNaN(some.column('hamd17@day1')[2 * i + 1]));
    const none = second.map(() => 0);
    expect(average(lost.map(Number))).toBeGreaterThan(0.2);
    expect(contrast(lost, second, none)).toBeGreaterThan(8);
    expect(Math.abs(contrast(lost, second, last))).toBeLessThan(3);
    // Complete cases are too well: those who remain had improved.
    expect(average(second.filter((_, i) => !lost[i]))).toBeLessThan(average(second) - 0.3);
  });

  it('dropout on the observed change is independent of the unobserved score given score and baseline', () => {
    const some = generate({ betweenPeriods: 0.3, betweenPeriodsChangeSlope: 0.5 });
    const lost = second.map((_, i) => Number.isNaN(some.column('hamd17@day1')[2 * i + 1]));
    const observed = last.map((value, i) => 100 * value + complete.column('hamd17@baseline')[2 * i]);
    expect(contrast(lost, second, second.map(() => 0))).toBeGreaterThan(4); // prettier-ignore
    expect(Math.abs(contrast(lost, second, observed))).toBeLessThan(3);
  });

  it('visits missed on the unobserved score depend on it whatever was observed, and the mean of what is seen is biased', () => {
    const some = generate({ perVisit: 0.3, perVisitScoreSlope: 0.2, scoreCentre: 15 });
    const truth = Array.from(complete.column('hamd17@day1'));
    const lost = Array.from(some.column('hamd17@day1'), Number.isNaN);
    const baseline = Array.from(complete.column('hamd17@baseline'));
    expect(contrast(lost, truth, baseline)).toBeGreaterThan(20);
    expect(average(truth.filter((_, i) => !lost[i]))).toBeLessThan(average(truth) - 1);
    // Completely at random, nothing of this.
    const random = generate({ perVisit: 0.3 });
    const missed = Array.from(random.column('hamd17@day1'), Number.isNaN);
    expect(Math.abs(contrast(missed, truth, baseline))).toBeLessThan(3);
    expect(average(missed.map(Number))).toBeCloseTo(0.3, 1);
  });
});

describe('who is lost is counted', () => {
  it('patients who are lost are counted by reason and by period', () => {
    const { generator } = generate({ betweenPeriods: 0.1, noShow: 0.2, afterAdverseEffect: 0.1 }, 2000);
    const { randomised, completed, byReason, perPeriod } = generator.flow;
    const count = (reason: (typeof withdrawalReasons)[number]): number => byReason[withdrawalReasons.indexOf(reason)];
    expect(byReason.reduce((sum, patients) => sum + patients, 0)).toBe(randomised);
    expect(count('completed')).toBe(completed);
    for (const reason of ['dropped out between periods', 'did not come to a later period', 'withdrawn after adverse effects'] as const) {
      expect(count(reason)).toBeGreaterThan(50);
    }
    expect(perPeriod[1]).toBeGreaterThanOrEqual(completed);
    expect(perPeriod[1]).toBeLessThan(perPeriod[0]);
  });

  it('withdrawal follows adverse effects: nobody without one, and they are seen on the day of the infusion only', () => {
    const { generator, column } = generate({ afterAdverseEffect: 0.5 }, 1000);
    const reason = withdrawalReasons.indexOf('withdrawn after adverse effects');
    generator.records.withdrawal.forEach((code, subject) => {
      if (code !== reason) return;
      const row = 2 * subject + generator.records.periodsGiven[subject] - 1;
      expect(generator.records.adverseEffects[row]).not.toBe(0);
      expect(column('cadss@m40')[row]).not.toBeNaN();
      expect(column('hamd17@day1')[row]).toBeNaN();
    });
  });

  it('visits keep their order, and ratings on the day of the infusion their time', () => {
    const { generator } = generate({ visitWindowDays: 3 }, 500);
    const [first, later, early] = ['hamd17@day1', 'hamd17@day7', 'cadss@m40'].map((name) => generator.actualHours.get(name) ?? []);
    for (let row = 0; row < 1000; row++) {
      expect(first[row]).toBeLessThan(later[row]);
      expect(early[row]).toBe(exampleTrial.visits.m40);
    }
  });
});

it('no visit moves beyond the next infusion, however irregular the infusions', () => {
  const sequences = [['placebo', 'naltrexone', 'placebo']];
  const trial = {
    ...exampleTrial,
    design: { ...exampleTrial.design, participants: 300, infusionDays: [0, 30, 33], sequences, weights: [1] },
    visits: { baseline: -1.5, day1: 24, day2: 48 },
    outcomes: { hamd17: { visits: ['baseline', 'day1', 'day2'] } },
    missingness: { ...exampleTrial.missingness, visitWindowDays: 3 },
  };
  const generator = compileTrial(trial, key, 'all');
  generator.generate(0);
  for (const hours of generator.actualHours.get('hamd17@day2') ?? [NaN]) expect(hours).toBeLessThan(72);
});

describe('the Gaussian model', () => {
  const run = (missingness: Partial<MissingnessModel>) => {
    const design = { ...exampleGaussianTrial.design, participants: PATIENTS };
    const generator = compileTrial(
      { ...exampleGaussianTrial, design, missingness: { ...exampleTrial.missingness, ...missingness } },
      key,
      'all',
    );
    generator.generate(0);
    return { values: [...(generator.data.columns.get('score@outcome') ?? [])], flow: generator.flow };
  };
  const { values: complete } = run({});

  it('the Gaussian model loses second periods on the first value, visits on their own value, and patients who do not come', () => {
    const dropped = run({ betweenPeriods: 0.3, betweenPeriodsScoreSlope: 1, scoreCentre: 0 }).values;
    const seen = complete.filter((_, row) => row % 2 === 0 && !Number.isNaN(dropped[row + 1]));
    expect(dropped.filter((_, row) => row % 2 === 0).some(Number.isNaN)).toBe(false);
    expect(average(seen)).toBeLessThan(average(complete.filter((_, row) => row % 2 === 0)) - 0.2);
    const missed = run({ perVisit: 0.3, perVisitScoreSlope: 1, scoreCentre: 0 }).values;
    expect(average(missed.filter((value) => !Number.isNaN(value)))).toBeLessThan(average(complete) - 0.2);
    const absent = run({ noShow: 0.25 }).flow;
    expect(absent.byReason[withdrawalReasons.indexOf('did not come to a later period')] / PATIENTS).toBeCloseTo(0.25, 1);
  });
});
