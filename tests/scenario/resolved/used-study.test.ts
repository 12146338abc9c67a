import { expect, it } from 'vitest';
import { describedStudy, usedStudy } from '../../../src/scenario/index.ts';
import { valid } from '../read.ts';

/** A trial of a drug and a blocker of its own, recorded on a rating of its own. */
const rating = `
design: { participants: 8, blockSize: 2, sequences: [[nothing, z], [z, nothing]], reference: nothing, infusion: x, washoutDays: 28 }
visits: { before: -2, h2: 2 }
outcomes:
  hamd17: null
  cadss: null
  feeling: { label: Feeling, visits: [before, h2], maximum: 100, better: higher, sdError: 8 }
treatments:
  pretreatments: { placebo: null, naltrexone: null, nothing: { kind: inert } }
  infusions: { ketamine: null }
  drugs:
    x:
      dose: { mg: 25 }
      kinetics: { shape: first-order, peakHours: 2, clearance: 145, centralVolume: 306 }
      targets: { T: { ec50NgPerMl: 6, intrinsicActivity: 1 }, unasked: { ec50NgPerMl: 60 } }
      effects: { severity: { course: lasting, size: 0.3 }, feeling: { course: level, size: 100, through: T } }
      felt: { endpoint: feeling, scale: 15 }
      adverseEffects: { nausea: 0.25 }
    z:
      dose: { mg: 40 }
      kinetics: { shape: plateau, riseHours: 1, plateauHours: 6, halfTimeHours: 14 }
      targets: { T: { ed50Mg: 5 } }
analyses: { peak: { method: crossover-t, endpoint: feeling, visit: peak, direction: less } }
`;

function paths(text: string): string[] {
  const { study, origins } = valid(text);
  return describedStudy(study, origins).map(({ path }) => path);
}

it('a trial that records no depression, no dissociation and no craving describes no parameter of them', () => {
  const described = paths(rating);
  const idle = /^(dissociation|craving|response\.(expectancy|natural|gate|dependence|periodEffect|antagonist)|population\.occasion)/;
  expect(described.filter((path) => idle.test(path))).toEqual([]);
  expect(described).not.toContain('treatments.drugs.x.effects.severity.size');
  expect(described).not.toContain('treatments.drugs.x.targets.unasked.ec50NgPerMl');
  expect(described).not.toContain('adverseEffects.nausea.withoutDrug');
  expect(described).not.toContain('outcomes.feeling.responseShare');
  expect(described).toEqual(
    expect.arrayContaining([
      ...['treatments.drugs.x.effects.feeling.size', 'treatments.drugs.x.targets.T.ec50NgPerMl', 'treatments.drugs.z.targets.T.ed50Mg'],
      ...['treatments.drugs.x.felt.scale', 'belief.activeIfNoticed', 'adverseEffects.headache.withoutDrug', 'response.inductionHours'],
    ]),
  );
});

it('what an endpoint or an analysis calls up is described', () => {
  const moved = paths(rating.replace('sdError: 8', 'sdError: 8, nonDrugShare: 1'));
  expect(moved).toEqual(expect.arrayContaining(['response.expectancy', 'response.naturalHalfDays', 'belief.blockerNocebo']));
  expect(moved).not.toContain('response.periodEffectPoints');
  const depression = paths(rating.replace('hamd17: null', 'hamd17: { visits: [before, h2], exploratory: true }'));
  expect(depression).toEqual(
    expect.arrayContaining(['treatments.drugs.x.effects.severity.size', 'response.gate', 'population.occasionSd']),
  );
  expect(depression).not.toContain('dissociation.frailtyCv');
  const responders = paths(
    rating.replace('visit: peak, direction: less', 'visit: h2, measure: responder').replace('crossover-t', 'mcnemar'),
  );
  expect(responders).toContain('outcomes.feeling.responseShare');
});

it('the study that a report prints holds no visit, treatment or section of another study', () => {
  const { study } = valid(rating);
  const printed = JSON.stringify(usedStudy(study));
  expect(printed).not.toMatch(/naltrexone|ketamine|opioid|cadss|dissociat|craving|m40|day1/i);
  expect(printed).toMatch(/"before":-2/);
  expect(printed).toMatch(/"ed50Mg":5/);
  const { study: normal } = valid('model: gaussian\ngaussian: { sdWithin: 5 }\nanalyses: { a: { method: crossover-t } }\n');
  expect(JSON.stringify(usedStudy(normal))).toMatch(/"sdWithin":5/);
});

it('the times, ages and losses of a base read as those of a trial of its drug where the variant gives another one', () => {
  const base = `
design: { leadMinutes: 45, washoutDays: 30 }
missingness: { betweenPeriods: 0.143 }
evidence: { design.leadMinutes: NCT02911597, design.washoutDays: NCT02911597, missingness.betweenPeriods: williams-2018 }
`;
  const own = `extends: base.yaml
design: { infusion: mine, washoutDays: 28 }
treatments: { infusions: { ketamine: null, mine: { kind: ketamine } } }
`;
  const { study, origins } = valid(own, { 'base.yaml': base });
  const sources = Object.fromEntries(describedStudy(study, origins).map(({ path, source }) => [path, source]));
  expect(sources['design.leadMinutes']).toBe('inherited (from a trial of ketamine, source NCT02911597)');
  expect(sources['missingness.betweenPeriods']).toBe('inherited (from a trial of ketamine, source williams-2018)');
  expect(sources['design.washoutDays']).toBe('set here, no source given');
  expect(sources['population.ageMaximum']).toBe('default of the program (from a trial of ketamine, source NCT02911597)');
  expect(sources['belief.blockerIfSick']).toBe('default of the program (from a trial of ketamine, source williams-2018)');
  const same = valid('extends: base.yaml\n', { 'base.yaml': base });
  expect(describedStudy(same.study, same.origins).find(({ path }) => path === 'design.leadMinutes')?.source).toBe('NCT02911597');
});

it('dropout that depends on scores is described only where the HAM-D17 is recorded, on which it depends', () => {
  const lost = `${rating}missingness: { betweenPeriods: 0.2 }\n`;
  expect(paths(lost)).toContain('missingness.betweenPeriods');
  expect(paths(lost).filter((path) => path.startsWith('missingness.betweenPeriods') && path.endsWith('Slope'))).toEqual([]);
  expect(paths(lost.replace('hamd17: null', 'hamd17: { visits: [before, h2], exploratory: true }'))).toContain(
    'missingness.betweenPeriodsScoreSlope',
  );
});
