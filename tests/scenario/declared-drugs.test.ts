import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describedStudy } from '../../src/scenario/index.ts';
import { studiedDrugNamed } from '../../src/trial/drugs.ts';
import { problemsOf, valid } from './read.ts';

const folder = new URL('../../scenarios/drugs/', import.meta.url).pathname;
const names = readdirSync(folder).map((file) => file.replace('.yaml', ''));
const files = Object.fromEntries(names.map((name) => [`${name}.yaml`, readFileSync(`${folder}${name}.yaml`, 'utf8')]));

/** Endpoints that some of the drugs move, declared as a scenario that uses them does. */
const endpoints = ['acute-effects', 'good-effect', 'pain']
  .map((name) => `  ${name}: {label: ${name}, exploratory: true, visits: [baseline, m120]}\n`)
  .join('');
const visits = 'visits: {baseline: -400}\noutcomes:\n  hamd17: {visits: [baseline, day1]}\n';
const analyses = 'analyses: {a: {method: crossover-t, endpoint: hamd17, visit: day1}}\n';

/** A scenario in which a drug is given before saline, or as the studied drug. */
const scenario = (name: string, role: 'pretreatment' | 'studied'): string => {
  const given = role === 'studied' ? `none+${name}` : `${name}+nothing`;
  const none = 'treatments: {pretreatments: {none: {kind: inert}}, infusions: {nothing: {kind: saline}}}\n';
  const design = `design: {washoutDays: 40, reference: none+nothing, sequences: [[none+nothing, ${given}], [${given}, none+nothing]]}\n`;
  return `extends: ${name}.yaml\nname: a\n${visits}${endpoints}${none}${design}${analyses}`;
};

describe.each(names)('%s', (name) => {
  it.each(['pretreatment', 'studied'] as const)('the declared drug is valid as the %s', (role) => {
    const { study, origins } = valid(scenario(name, role), files);
    const shown = describedStudy(study, origins).filter(({ path }) => path.startsWith(`treatments.drugs.${name}.`));
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.filter(({ basis }) => basis === 'no source' || basis === 'borrowed').map(({ path }) => path)).toEqual([]);
  });

  it('every value of the declared drug has a unit', () => {
    const { study, origins } = valid(scenario(name, 'studied'), files);
    const numbers = describedStudy(study, origins).filter(
      ({ path, value }) => path.startsWith(`treatments.drugs.${name}.`) && typeof value === 'number',
    );
    expect(numbers.filter(({ parameter }) => !('unit' in parameter) || parameter.unit === '').map(({ path }) => path)).toEqual([]);
  });
});

it('declared ketamine is the short form with the same numbers', () => {
  const { study } = valid(scenario('ketamine', 'studied'), files);
  const short = valid('name: a\nanalyses: {a: {method: crossover-t, endpoint: hamd17, visit: day1}}\n');
  if (study.trial.kind !== 'mechanistic' || short.study.trial.kind !== 'mechanistic') throw new Error('not mechanistic');
  const declared = studiedDrugNamed(study.trial, 'ketamine')?.declaration;
  const form = studiedDrugNamed(short.study.trial, 'ketamine')?.declaration;
  expect(declared?.kinetics).toMatchObject({ minutes: 40 });
  expect(form?.kinetics).toMatchObject(declared?.kinetics ?? {});
  expect(form?.effects.severity).toMatchObject({ ...declared?.effects.severity, dependence: {} });
});

/** A scenario with one declared drug. */
const own = (drug: string, more = ''): string =>
  `name: a\n${more}design: {infusion: x}\ntreatments: {infusions: {ketamine: null}, drugs: {x: ${drug}}}\n${analyses}`;
const infusion = 'kinetics: {shape: infusion}';

describe('what a declaration contradicts is told', () => {
  it.each([
    [`{dose: {mg: 1}, kinetics: {shape: patch}}`, 'expected infusion, bolus, first-order or plateau, got'],
    [`{dose: {mg: 1, mgPerKg: 2}, ${infusion}}`, 'expected one of mg, mgPerKg and mgPerM2, got mg and mgPerKg'],
    ['{dose: {mg: 1}, kinetics: {shape: first-order}}', 'expected absorptionHalfHours or peakHours, got neither'],
    [`{dose: {mg: 1}, ${infusion}, targets: {t: {ed50Mg: 1}}}`, 'expected ec50NgPerMl for kinetics with a concentration'],
    ['{dose: {mg: 1}, kinetics: {shape: plateau}, targets: {t: {ec50NgPerMl: 1}}}', 'expected ed50Mg or occupancy for a plateau'],
    [`{dose: {mg: 1}, ${infusion}, effects: {severity: {course: lasting}}}`, 'an effect that is declared has one'],
    [`{dose: {mg: 1}, ${infusion}, effects: {hamd17: {course: lasting, size: 0.2}}}`, 'hamd17 is rated from severity: say severity'],
    [`{dose: {mg: 1}, ${infusion}, effects: {mood: {course: lasting, size: 0.2}}}`, 'the scenario declares no such endpoint'],
    [`{dose: {mg: 1}, ${infusion}, effects: {cadss: {course: level, size: 2}}}`, 'expected referenceNgPerMl (or through), got neither'],
    [
      `{dose: {mg: 1}, ${infusion}, targets: {t: {ec50NgPerMl: 1}}, effects: {cadss: {course: level, size: 2, through: t}}}`,
      'at which the drug has intrinsicActivity above 0, got t, which it only blocks',
    ],
    [`{dose: {mg: 1}, ${infusion}, felt: {endpoint: cadss}}`, 'expected an endpoint on which the drug has an effect of course level'],
  ])('the contradiction in %s is told', (drug, message) => {
    expect(problemsOf(own(drug)).join('\n')).toContain(message);
  });

  it.each([`{${infusion}}`, `{dose: {times: 2}, ${infusion}}`])('%s has no dose, which is told', (drug) => {
    expect(problemsOf(own(drug)).join('\n')).toContain(
      'treatments.drugs.x.dose: expected mg, mgPerKg or mgPerM2 (0 for a drug without a dose), got none',
    );
  });

  it.each(['oral', 'nasal', 'depot'])('the unknown shape %s is one error, without what stands on it, and first-order is meant', (shape) => {
    const drug = `{dose: {mg: 1}, kinetics: {shape: ${shape}, volume: 100}, adverseEffects: {nausea: 0.1}}`;
    const paths = ['kinetics.volume', 'adverseEffects.nausea', 'dose.mg'].map((path) => `treatments.drugs.x.${path}: assumed`);
    expect(problemsOf(`${own(drug)}evidence: {${paths.join(', ')}}\n`)).toEqual([
      expect.stringContaining(
        `treatments.drugs.x.kinetics.shape: expected infusion, bolus, first-order or plateau, got '${shape}'; did you mean first-order?`,
      ),
    ]);
  });

  it('a drug with a dose of 0 that is written is valid', () => {
    expect(problemsOf(own(`{dose: {mg: 0}, ${infusion}}`))).toEqual([]);
  });

  it.each([
    ['{x: {clearanceRatio: 0.5}}', 'expected another drug, got x itself'],
    ['{naltrexone: {clearanceRatio: 0.5}}', 'expected a drug whose kinetics have a clearance, got naltrexone, which has none'],
    ['{ketamine: {clearanceRatio: 0}}', 'expected 0.001 to 1000'],
    ['{ketamine: {ratio: 0.5}}', 'ratio'],
  ])('the interaction %s is refused', (interactions, message) => {
    expect(problemsOf(own(`{dose: {mg: 1}, ${infusion}, interactions: ${interactions}}`)).join('\n')).toContain(message);
  });

  it('an interaction with a drug that the scenario does not declare is read by others, and a slip of the pen is told', () => {
    const warnings = (other: string): string =>
      valid(own(`{dose: {mg: 1}, ${infusion}, interactions: {${other}: {clearanceRatio: 0.5}}}`))
        .warnings.map(({ text }) => text)
        .join('\n');
    expect(warnings('caffeine')).not.toContain('interactions');
    expect(warnings('naltrexon')).toContain('no drug of the name naltrexon is declared; did you mean naltrexone?');
  });

  it('a drug may not bear the name of a short form', () => {
    const text = `name: a\ntreatments: {drugs: {naltrexone: {dose: {mg: 50}, kinetics: {shape: plateau}}}}\n${analyses}`;
    expect(problemsOf(text).join('\n')).toContain('expected a name that no entry of treatments.pretreatments has');
  });
});
