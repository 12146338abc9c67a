import { describe, expect, it } from 'vitest';
import { rootKey } from '../../src/random/index.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { potentialOutcomes } from '../../src/trial/potential-outcomes.ts';
import type { TrialData } from '../../src/trial/trial-data.ts';
import { type MechanisticTrial, type TrialModel, withPatients } from '../../src/trial/trial-model.ts';
import { exampleGaussianTrial, exampleTrial } from './example-trial.ts';

const key = rootKey('laws');
const everything = new Set([
  ...['baseline', 'day1', 'day3', 'day7', 'day14'].map((visit) => `hamd17@${visit}`),
  ...['pre', 'm40', 'm60', 'm80', 'm120', 'm240', 'peak', 'average', 'auc'].map((visit) => `cadss@${visit}`),
  ...['pre', 'day1', 'day7'].map((visit) => `craving@${visit}`),
]);

/** All recorded columns of one trial as plain numbers. */
function recorded(model: TrialModel, replicate: number, reads: ReadonlySet<string> | 'all' = 'all'): Record<string, number[]> {
  const generator = compileTrial(model, key, reads);
  generator.generate(replicate);
  return Object.fromEntries([...generator.data.columns].map(([name, values]) => [name, [...values]]));
}

/** A column that must be there: two absent ones would be equal. */
function columnOf({ columns }: TrialData, name: string): Float64Array {
  const column = columns.get(name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return column;
}

/** The trial with some of its response, belief, dissociation, … changed. */
function vary(change: { [Room in keyof MechanisticTrial]?: Partial<MechanisticTrial[Room]> }): MechanisticTrial {
  const varied: Record<string, unknown> = { ...exampleTrial };
  for (const [room, values] of Object.entries(change)) {
    varied[room] = { ...(exampleTrial[room as keyof MechanisticTrial] as object), ...(values as object) };
  }
  return varied as unknown as MechanisticTrial;
}

describe('a trial', () => {
  it.each([
    ['mechanistic', exampleTrial],
    ['gaussian', exampleGaussianTrial],
  ])('the same replicate is the same trial, another replicate is another: %s', (_, model) => {
    expect(recorded(model, 3)).toEqual(recorded(model, 3));
    expect(recorded(model, 3)).not.toEqual(recorded(model, 4));
  });

  it('a trial can be generated in any order', () => {
    const generator = compileTrial(exampleTrial, key, 'all');
    generator.generate(9);
    generator.generate(2);
    expect(Object.fromEntries([...generator.data.columns].map(([name, values]) => [name, [...values]]))).toEqual(recorded(exampleTrial, 2));
  });

  it.each([
    ['mechanistic', exampleTrial],
    ['gaussian', exampleGaussianTrial],
  ])('the first patients of a trial are the same whatever n: %s', (_, model) => {
    const more = withPatients(model, 100);
    const fewer = withPatients(model, 17);
    const large = recorded(more, 5);
    for (const [name, values] of Object.entries(recorded(fewer, 5))) expect(large[name].slice(0, values.length)).toEqual(values);
  });

  it('a trial has the same values when only some columns are read', () => {
    const full = recorded(exampleTrial, 1);
    for (const [name, values] of Object.entries(recorded(exampleTrial, 1, new Set(['hamd17@day7', 'cadss@peak'])))) {
      expect(full[name]).toEqual(values);
    }
  });

  it('a trial has the same values when a visit is added', () => {
    const more = {
      ...exampleTrial,
      visits: { ...exampleTrial.visits, day2: 48 },
      outcomes: { ...exampleTrial.outcomes, hamd17: { visits: ['baseline', 'day1', 'day2', 'day3', 'day7', 'day14'] } },
    };
    const before = recorded(exampleTrial, 1);
    const after = recorded(more, 1);
    const ratings = Object.keys(before).filter((name) => !/@(peak|average|auc|sustained|response-days)$/.test(name));
    for (const name of ratings) expect(after[name]).toEqual(before[name]);
  });
});

describe('potential outcomes', () => {
  it('potential outcomes are those of the trial itself in its first period', () => {
    const generator = compileTrial(exampleTrial, key, everything);
    generator.generate(6);
    const outcomes = potentialOutcomes(exampleTrial, key, everything, exampleTrial.design.participants, 6);
    for (const name of everything) {
      for (let subject = 0; subject < exampleTrial.design.participants; subject++) {
        const given = generator.data.treatment[subject * 2];
        expect(columnOf(outcomes, name)[subject * 2 + given]).toBe(columnOf(generator.data, name)[subject * 2]);
      }
    }
  });

  it('potential outcomes are those of a Gaussian trial in its first period, patient by patient', () => {
    const name = 'score@outcome';
    const { participants } = exampleGaussianTrial.design;
    const generator = compileTrial(exampleGaussianTrial, key, 'all');
    generator.generate(6);
    const outcomes = potentialOutcomes(exampleGaussianTrial, key, new Set([name]), participants, 6);
    for (let subject = 0; subject < participants; subject++) {
      const given = generator.data.treatment[subject * 2];
      expect(columnOf(outcomes, name)[subject * 2 + given]).toBe(columnOf(generator.data, name)[subject * 2]);
    }
  });

  it('naltrexone without dependence is invisible on every endpoint to the last bit', () => {
    const world = vary({
      response: { opioidDependence: 0 },
      craving: { opioidDependence: 0 },
      dissociation: { opioidDependence: 0 },
    });
    const outcomes = potentialOutcomes(world, key, everything, 500);
    for (const name of everything) {
      const column = columnOf(outcomes, name);
      for (let patient = 0; patient < 500; patient++) expect(column[2 * patient + 1]).toBe(column[2 * patient]);
    }
  });

  it('the antidepressant switch leaves dissociation alone to the last bit', () => {
    const outcomes = potentialOutcomes(vary({ response: { opioidDependence: 1 } }), key, new Set(['cadss@m40', 'hamd17@day1']), 500);
    const cadss = columnOf(outcomes, 'cadss@m40');
    const hamd = columnOf(outcomes, 'hamd17@day1');
    let moved = 0;
    for (let patient = 0; patient < 500; patient++) {
      expect(cadss[2 * patient + 1]).toBe(cadss[2 * patient]);
      if (hamd[2 * patient + 1] !== hamd[2 * patient]) moved++;
    }
    expect(moved).toBeGreaterThan(300);
  });

  it('full dependence under full blockade leaves no drug benefit: as saline with the same beliefs', () => {
    const full = {
      kind: 'depot',
      plateauBlockade: 1,
      onsetHours: 0.01,
      plateauDays: 400,
      blockadeHalfTimeHours: 100,
      blockadeHalfTimeCv: 0,
      adherence: 1,
      target: 'opioid',
    } as const;
    const world: MechanisticTrial = {
      ...vary({
        response: { opioidDependence: 1, expectancy: 0 },
        design: { sequences: [['full', 'placebo+saline']], weights: [1], reference: 'full' },
      }),
      pretreatments: { ...exampleTrial.pretreatments, full },
    };
    const outcomes = potentialOutcomes(world, key, everything, 300);
    expect(outcomes.treatments).toEqual(['full', 'placebo+saline']);
    for (const name of everything) {
      if (!name.startsWith('hamd17')) continue;
      const column = columnOf(outcomes, name);
      for (let patient = 0; patient < 300; patient++) expect(column[2 * patient]).toBe(column[2 * patient + 1]);
    }
  });

  it.each([
    ['ketamine', exampleTrial.infusions.ketamine],
    ['midazolam', exampleTrial.infusions.midazolam],
  ])('no %s has no effect: a dose of 0 is saline on every endpoint', (_, infusion) => {
    const nothing = { ...infusion, doseMgPerKg: 0 } as typeof infusion;
    const world: MechanisticTrial = {
      ...vary({ design: { sequences: [['placebo+nothing', 'placebo+saline']], weights: [1], reference: 'placebo+nothing' } }),
      infusions: { ...exampleTrial.infusions, nothing },
      belief: { ...exampleTrial.belief, blockerNocebo: 1, blockerIfSick: 1, blockerIfWell: 0 },
    };
    const outcomes = potentialOutcomes(world, key, everything, 300);
    for (const name of everything) {
      const column = columnOf(outcomes, name);
      for (let patient = 0; patient < 300; patient++) expect(column[2 * patient]).toBe(column[2 * patient + 1]);
    }
  });

  it('half the dose of midazolam is noticed half as often, which some patients feel and the rest do not', () => {
    const { midazolam } = exampleTrial.infusions;
    const unlike = (one: object, other: object): number => {
      const world: MechanisticTrial = {
        ...vary({ design: { sequences: [['placebo+one', 'placebo+other']], weights: [1], reference: 'placebo+one' } }),
        infusions: { ...exampleTrial.infusions, one: { ...midazolam, ...one }, other: { ...midazolam, ...other } } as never,
      };
      const scores = columnOf(potentialOutcomes(world, key, everything, 300), 'hamd17@day1');
      return Array.from({ length: 300 }, (_, patient) => patient).filter((patient) => scores[2 * patient] !== scores[2 * patient + 1])
        .length;
    };
    expect(unlike({ doseMgPerKg: 0.0225, noticedProbability: 0.8 }, { doseMgPerKg: 0.045, noticedProbability: 0.4 })).toBe(0);
    expect(unlike({ doseMgPerKg: 0.0225 }, { doseMgPerKg: 0.045 })).toBeGreaterThan(30);
  });

  it('more dependence never makes anybody better under naltrexone', () => {
    const [some, more] = [0.3, 0.8].map((dependence) =>
      potentialOutcomes(vary({ response: { opioidDependence: dependence } }), key, new Set(['hamd17@day1']), 400).columns.get(
        'hamd17@day1',
      ),
    );
    for (let patient = 0; patient < 400; patient++) expect(more?.[2 * patient + 1]).toBeGreaterThanOrEqual(some?.[2 * patient + 1] ?? NaN);
  });
});
