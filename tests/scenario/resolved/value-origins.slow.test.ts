import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { references } from '../../../src/evidence/references.ts';
import { describedStudy, readScenario, type DescribedValue, type ReadOptions } from '../../../src/scenario/index.ts';
import { NO_SOURCE } from '../../../src/scenario/resolved/described-study.ts';
import { problemsOf, valid } from '../read.ts';

const folder = new URL('../../../scenarios/', import.meta.url).pathname;
const shipped = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.yaml') && !/^(drugs|endpoints|evidence)\//.test(name),
);

type Options = Omit<ReadOptions, 'readFile'>;

/** Described values of a text by path. */
function described(text: string, files: Readonly<Record<string, string>> = {}, options: Options = {}): Map<string, DescribedValue> {
  const { study, origins } = valid(text, files, options);
  return new Map(describedStudy(study, origins).map((value) => [value.path, value]));
}

/** Origin and source of one value. */
function standing(path: string, text: string, files: Readonly<Record<string, string>> = {}, options: Options = {}): unknown[] {
  const value = described(text, files, options).get(path);
  return [value?.value, value?.origin, value?.source];
}

function read(name: string, options: Options = {}) {
  const path = `${folder}${name}`;
  const result = readScenario({ path, text: readFileSync(path, 'utf8') }, { ...options, readFile: (each) => readFileSync(each, 'utf8') });
  return 'problems' in result ? undefined : result;
}

const base = 'design:\n  washoutDays: 30\n  participants: 14\nevidence:\n  design.washoutDays: NCT02911597\n';
const files = { 'base.yaml': base };
const washout = 'design.washoutDays';

describe('the origin of a value', () => {
  it('the origin of a value is the file and line of the layer that set it, the option, or the program', () => {
    const text = 'extends: base.yaml\ndesign:\n  leadMinutes: 60\n';
    expect(standing(washout, text, files)).toEqual([30, 'base.yaml:2', 'NCT02911597']);
    expect(standing('design.leadMinutes', text, files)).toEqual([60, 'mine.yaml:3', NO_SOURCE]);
    expect(standing('design.blockSize', text, files)).toEqual([4, 'default of the program', 'assumed']);
    expect(standing('design.participants', text, files, { participants: 20 })).toEqual([20, '--participants', NO_SOURCE]);
    expect(standing('design.blockSize', text, files, { set: ['design.blockSize=2'] })).toEqual([2, '--set', NO_SOURCE]);
    expect(standing('design.blockSize', text, files, { varied: ['design.blockSize=2'] })).toEqual([2, '--vary', NO_SOURCE]);
    expect(standing('power.replicates', text, files, { replicates: 70 })).toEqual([70, '--replicates', NO_SOURCE]);
  });

  it('the origin of a value is the option also where it sets a whole section', () => {
    const set = ['design={washoutDays: 35, leadMinutes: 45}'];
    expect(standing(washout, 'extends: base.yaml\n', files, { set })).toEqual([35, '--set', NO_SOURCE]);
    expect(standing('design.participants', 'extends: base.yaml\n', files, { set })).toEqual([14, 'base.yaml:3', NO_SOURCE]);
  });

  it('the origin of a value is the program again where a layer takes it away', () => {
    expect(standing(washout, 'extends: base.yaml\ndesign:\n  washoutDays: null\n', files)).toEqual([
      14,
      'default of the program',
      'assumed',
    ]);
  });

  it('the origin of a value is the world that changes it', () => {
    const world = { path: 'world.yaml', text: 'extends: base.yaml\ndesign:\n  washoutDays: 15\n' };
    expect(standing(washout, 'extends: base.yaml\n', files, { world })).toEqual([15, 'world.yaml:3', NO_SOURCE]);
    const sourced = { ...world, text: `${world.text}evidence:\n  ${washout}: abdallah-2020\n` };
    expect(standing(washout, 'extends: base.yaml\n', files, { world: sourced })).toEqual([15, 'world.yaml:3', 'abdallah-2020']);
  });
});

describe('a source of another trial', () => {
  const dependence = 'response.opioidDependence';
  const williams = { 'base.yaml': `response: {opioidDependence: 1}\nevidence: {${dependence}: williams-2018}\n` };
  const esketamine =
    'extends: base.yaml\ntreatments:\n  infusions: {ketamine: null, esketamine: {kind: ketamine}}\ndesign: {infusion: esketamine}\n';

  it('an inherited source reads as borrowed where a variant gives another drug', () => {
    const value = described(esketamine, williams).get(dependence);
    expect([value?.source, value?.basis]).toEqual(['inherited (ketamine’s value, source williams-2018)', 'borrowed']);
    expect(standing(dependence, 'extends: base.yaml\n', williams)[2]).toBe('williams-2018');
  });

  it('a source stays where the variant gives it itself, or its base gives the same drug', () => {
    const own = `${esketamine}evidence: {${dependence}: kamp-2020}\n`;
    expect(standing(dependence, own, williams)[2]).toBe('kamp-2020');
    const layers = { ...williams, 'own.yaml': own };
    expect(standing(dependence, 'extends: own.yaml\ndesign: {washoutDays: 21}\n', layers)[2]).toBe('kamp-2020');
    expect(standing(dependence, esketamine, williams, { set: [`evidence.${dependence}=kamp-2020`] })[2]).toBe('kamp-2020');
  });
});

describe('a source', () => {
  it('a source stays with a value that is inherited unchanged, through any number of layers', () => {
    const layers = { ...files, 'middle.yaml': 'extends: base.yaml\ndesign: {participants: 12}\n' };
    expect(standing(washout, 'extends: middle.yaml\n', layers)).toEqual([30, 'base.yaml:2', 'NCT02911597']);
  });

  it('a source goes with its value: a variant that changes it without evidence gives none, with file and line', () => {
    expect(standing(washout, 'extends: base.yaml\ndesign:\n  washoutDays: 21\n', files)).toEqual([21, 'mine.yaml:3', NO_SOURCE]);
    expect(standing(washout, 'extends: base.yaml\n', files, { set: ['design.washoutDays=21'] })).toEqual([21, '--set', NO_SOURCE]);
  });

  it('a source is kept where the same value is set again', () => {
    expect(standing(washout, 'extends: base.yaml\ndesign:\n  washoutDays: 30.0\n', files)).toEqual([30, 'mine.yaml:3', 'NCT02911597']);
    expect(standing(washout, 'extends: base.yaml\n', files, { set: ['design.washoutDays=30'] })).toEqual([30, '--set', 'NCT02911597']);
  });

  it('a source does not come back with its value, neither a layer’s nor a default’s, once a layer below had another', () => {
    const layers = { ...files, 'middle.yaml': 'extends: base.yaml\ndesign: {washoutDays: 21}\nresponse: {opioidDependence: 0.5}\n' };
    expect(standing(washout, 'extends: middle.yaml\ndesign: {washoutDays: 30}\n', layers)).toEqual([30, 'mine.yaml:2', NO_SOURCE]);
    const path = 'response.opioidDependence';
    expect(standing(path, 'extends: middle.yaml\n', layers, { set: [`${path}=1`] })).toEqual([1, '--set', NO_SOURCE]);
    expect(standing(path, 'extends: base.yaml\n', layers, { set: [`${path}=1`] })).toEqual([1, '--set', 'williams-2018']);
  });

  it('a source is the one that the changing layer gives', () => {
    const text = `extends: base.yaml\ndesign:\n  washoutDays: 19\nevidence:\n  ${washout}: jelen-2025\n`;
    expect(standing(washout, text, files)).toEqual([19, 'mine.yaml:3', 'jelen-2025']);
    const set = [`evidence.${washout}=jelen-2025`, 'design.washoutDays=19'];
    expect(standing(washout, 'extends: base.yaml\n', files, { set })).toEqual([19, '--set', 'jelen-2025']);
    expect(standing(washout, text, files, { set: ['design.washoutDays=20'] })).toEqual([20, '--set', NO_SOURCE]);
  });

  it('a source that a layer gives for a default counts for that default only', () => {
    const sourced = { 'base.yaml': 'evidence: {missingness.perVisit: williams-2018}\n' };
    expect(standing('missingness.perVisit', 'extends: base.yaml\n', sourced)).toEqual([0, 'default of the program', 'williams-2018']);
    const text = 'extends: base.yaml\nmissingness: {perVisit: 0.1}\n';
    expect(standing('missingness.perVisit', text, sourced)).toEqual([0.1, 'mine.yaml:2', NO_SOURCE]);
  });

  it('a source of a world counts for the value that the world has by itself, not for that of a design', () => {
    const world = { path: 'world.yaml', text: `extends: base.yaml\nevidence:\n  ${washout}: jelen-2025\n` };
    expect(standing(washout, 'extends: base.yaml\n', files, { world })).toEqual([30, 'base.yaml:2', 'jelen-2025']);
    const design = 'extends: base.yaml\ndesign:\n  washoutDays: 21\n';
    expect(standing(washout, design, files, { world })).toEqual([21, 'mine.yaml:3', NO_SOURCE]);
  });

  it('a source of a list goes when the list changes', () => {
    const matrix = (r: number): string => `population: {correlations: [[1,${r},0,0],[${r},1,0,0],[0,0,1,0],[0,0,0,1]]}\n`;
    const sourced = { 'base.yaml': `${matrix(0.2)}evidence: {population.correlations: calibrated}\n` };
    const path = 'population.correlations';
    expect(standing(path, `extends: base.yaml\n${matrix(0.2)}`, sourced)[2]).toBe('calibrated');
    expect(standing(path, `extends: base.yaml\n${matrix(0.3)}`, sourced)[2]).toBe(NO_SOURCE);
    expect(standing(path, 'evidence: {population.correlations: calibrated}\n')[2]).toBe('calibrated');
  });

  it('a source of what a later layer takes away, or turns into another kind, goes without a word', () => {
    const sourced = {
      'base.yaml':
        'treatments: {pretreatments: {naltrexone: {kind: tablet, doseMg: 25}}}\nanalyses: {a: {method: tost, endpoint: cadss, visit: peak, margin: 8}}\n' +
        'evidence: {analyses.a.margin: assumed, treatments.pretreatments.naltrexone.ed50Mg: trostheim-2022}\n',
    };
    const removed =
      'extends: base.yaml\nanalyses: {a: null}\ntreatments: {pretreatments: {naltrexone: null, other: {kind: inert}}}\ndesign: {sequences: [[placebo, other], [other, placebo]]}\n';
    expect(problemsOf(removed, sourced)).toEqual([]);
    const turned = 'extends: base.yaml\ntreatments: {pretreatments: {naltrexone: {kind: depot, doseMg: null}}}\nanalyses: {a: null}\n';
    expect(problemsOf(turned, sourced)).toEqual([]);
    expect(problemsOf('extends: base.yaml\n', sourced, { set: ['analyses.a=null'] })).toEqual([]);
  });

  it('a source of what never was stays an error', () => {
    const text = 'extends: base.yaml\nevidence: {analyses.a.margin: assumed}\nanalyses: {a: null}\n';
    const sourced = { 'base.yaml': 'analyses: {a: {method: tost, endpoint: cadss, visit: peak, margin: 8}}\n' };
    expect(problemsOf(text, sourced)).toEqual([expect.stringMatching(/^mine\.yaml:2:12 evidence\.analyses\.a\.margin: expected the path/)]);
    expect(problemsOf('extends: base.yaml\n', { 'base.yaml': 'evidence: {design.washoutDay: assumed}\n' })).toHaveLength(1);
  });
});

describe('a default', () => {
  const own = (more: string): string =>
    `treatments: {pretreatments: {ketanserin: {kind: tablet, target: other${more}}}, infusions: {ketamine: null, esketamine: {kind: ketamine}}}\ndesign: {sequences: [[placebo, ketanserin], [ketanserin, placebo]], infusion: esketamine}\n`;

  it('a default that is naltrexone’s or ketamine’s reads as borrowed by another drug', () => {
    const values = described(own(''));
    const of = (path: string): unknown[] => [values.get(path)?.source, values.get(path)?.basis];
    expect(of('treatments.pretreatments.ketanserin.ed50Mg')).toEqual([
      'default of the program (naltrexone’s value, source trostheim-2022)',
      'borrowed',
    ]);
    expect(of('treatments.infusions.esketamine.clearance')).toEqual([
      'default of the program (ketamine’s value, source kamp-2020)',
      'borrowed',
    ]);
    expect(of('adverseEffects.nausea.blockerOddsRatio')).toEqual([
      'default of the program (naltrexone’s value, source naltrexone-nausea)',
      'borrowed',
    ]);
    expect(of('treatments.pretreatments.ketanserin.adherence')).toEqual(['assumed', 'assumed']);
  });

  it('a default is the source of no value that a user sets for another drug, even where the number is the same', () => {
    expect(standing('treatments.pretreatments.ketanserin.ed50Mg', own(', ed50Mg: 5'))[2]).toBe(NO_SOURCE);
    expect(standing('treatments.pretreatments.ketanserin.doseMg', own(', doseMg: 50'))[2]).toBe(NO_SOURCE);
  });

  it('a default keeps its source where the drug is its own', () => {
    expect(standing('treatments.pretreatments.naltrexone.ed50Mg', 'name: a\n')).toEqual([5.59, 'default of the program', 'trostheim-2022']);
    const again = 'treatments: {pretreatments: {naltrexone: {kind: tablet, ed50Mg: 5.59}}}\n';
    expect(standing('treatments.pretreatments.naltrexone.ed50Mg', again)).toEqual([5.59, 'mine.yaml:1', 'trostheim-2022']);
  });
});

describe('a normal endpoint', () => {
  it('a normal endpoint is described without a value, a source or a word of the mechanistic model', () => {
    const lost = 'missingness: {betweenPeriods: 0.1, perVisit: 0.1, perVisitScoreSlope: 0.1}\n';
    const values = [...described(`model: gaussian\ngaussian: {difference: 2}\nanalyses: {a: {method: paired-t}}\n${lost}`).values()];
    expect(values.map(({ path }) => path)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/washout|leadMinutes|recheck|treatments/)]),
    );
    expect(values.filter(({ reference }) => reference !== undefined)).toEqual([]);
    expect(values.map(({ parameter }) => parameter.about).join(' ')).not.toMatch(/naltrexone|ketamine|infusion|HAM-D/i);
  });
});

/** Another value that the parameter may have, by a fixed pattern of steps; undefined where there is none. */
function anotherValue({ value, parameter }: DescribedValue, step: number): number | string | boolean | undefined {
  if (typeof value === 'boolean') return !value;
  if ('options' in parameter) return parameter.options.find((option) => option !== value);
  if (typeof value !== 'number' || !('min' in parameter)) return undefined;
  const candidates = [value * (1 + step), value + step, value - step, parameter.min, parameter.max, value + 1, value - 1];
  const whole = parameter.integer === true;
  return candidates.find((each) => each !== value && each >= parameter.min && each <= parameter.max && (!whole || Number.isInteger(each)));
}

/** Values of which one is changed in each scenario but the main one, so that all sections are reached over all scenarios. */
const STRIDE = 5;

describe.each(shipped.map((name, offset) => ({ name, offset })))('scenarios/$name', ({ name, offset }) => {
  it('a shipped scenario shows no source for any value that --set changes', { timeout: 120_000 }, () => {
    const result = read(name);
    if (result === undefined) throw new Error('not valid');
    let changed = 0;
    for (const [i, value] of describedStudy(result.study, result.origins).entries()) {
      if (name !== 'williams-2018.yaml' && i % STRIDE !== offset % STRIDE) continue;
      const other = anotherValue(value, [0.01, 0.1, 0.37][i % 3]);
      if (other === undefined) continue;
      const again = read(name, { set: [`${value.path}=${String(other)}`] });
      if (again === undefined) continue; // the change contradicts the rest of the scenario
      const shown = describedStudy(again.study, again.origins).find(({ path }) => path === value.path);
      if (shown === undefined) continue; // the change makes the value one that nothing reads
      changed++;
      expect(shown).toMatchObject({ value: other, origin: '--set', source: NO_SOURCE, basis: 'no source' });
      expect(shown).not.toHaveProperty('reference');
    }
    expect(changed).toBeGreaterThan(1);
  });

  it('a shipped scenario names only sources that exist, and gives every value an origin', () => {
    const result = read(name);
    if (result === undefined) throw new Error('not valid');
    for (const { origin, reference, basis } of describedStudy(result.study, result.origins)) {
      expect(origin).toMatch(/^default of the program$|\.yaml:\d+$/);
      expect(reference !== undefined).toBe(basis === 'source' || basis === 'borrowed');
      if (reference !== undefined) expect(Object.keys(references)).toContain(reference);
    }
  });
});
