import { expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../src/scenario/index.ts';
import { changedText } from '../../src/explorer/engine/change-value.ts';
import { readingOf } from '../../src/explorer/engine/form-fields.ts';
import { labelOf, withOwnLabels } from '../../src/explorer/engine/label.ts';
import type { Field, FieldValue } from '../../src/explorer/engine/messages.ts';
import { otherKeys } from '../../src/explorer/engine/other-keys.ts';
import { openScenario } from '../../src/explorer/engine/open-scenario.ts';
import { sectionsOf, TEXT_ONLY } from '../../src/explorer/engine/sections.ts';
import { known, names, textOf } from './shipped-texts.ts';

/** Another value that a field may have: the middle of where it is and a bound, another word. */
function otherValue({ kind, value, min = 0, max = 1, integer = false, options = [] }: Field): FieldValue {
  if (kind === 'switch') return value !== true;
  if (kind === 'choice') return options.find((option) => option !== value) ?? value;
  const middle = (Number(value) + (value === min ? Math.min(max, min + 2) : min)) / 2;
  return integer ? Math.ceil(middle) : middle;
}

it.each(['williams-2018', 'gaussian-textbook', 'designs/four-condition', 'questions/placebo-analgesia'])(
  'every field that is basic in %s can be changed in its text, which stays as it was elsewhere',
  (name) => {
    const text = textOf(name);
    const { fields, problems } = readingOf(openScenario(text, known));
    expect(problems).toEqual([]);
    const basic = fields.filter((field) => field.basic && field.kind === 'number');
    expect(basic.length).toBeGreaterThan(4);
    for (const field of basic) {
      const value = otherValue(field);
      const changed = changedText(text, field.path, value);
      const again = readingOf(openScenario(changed, known));
      const found = again.fields.find(({ path }) => path === field.path);
      // A value may be allowed and contradict another one: then the problem says so in words, at the value or at the other.
      if (again.problems.length === 0) expect([field.path, found?.value]).toEqual([field.path, value]);
      else expect(again.problems[0].message).not.toMatch(/unknown|expected a map/);
      const kept = text.split('\n').filter((line) => line.includes('#'));
      expect(kept.filter((line) => !changed.includes(line.slice(line.indexOf('#'))))).toEqual([]);
    }
  },
);

it('what a shipped scenario extends is found from the text that it starts, and named as from any folder', () => {
  expect(textOf('questions/placebo-analgesia')).toMatch(/^extends: .*drugs\/naloxone/m);
  expect(names.filter((name) => /^extends:.*\.\//m.test(textOf(name.replace('.yaml', ''))))).toEqual([]);
  const unread = names
    .filter((name) => /^(designs|questions|worlds)\//.test(name))
    .filter((name) => {
      return readingOf(openScenario(textOf(name.replace('.yaml', '')), known)).problems.length > 0;
    });
  expect(unread).toEqual([]);
});

it('a value that a text does not have is added to its section, and one that has lines of its own keeps its comment', () => {
  const text = 'extends: gaussian-textbook # the base\ndesign: { participants: 12 } # small\n';
  expect(changedText(text, 'design.participants', 14)).toBe(text.replace('12', '14'));
  const added = changedText(text, 'gaussian.difference', 2.5);
  expect(added).toBe(`${text}gaussian:\n  difference: 2.5\n`);
  expect(readingOf(openScenario(added, known)).fields.find(({ path }) => path === 'gaussian.difference')?.value).toBe(2.5);
});

it('words that YAML would read as something else are quoted when a field is set to them', () => {
  expect(changedText('name: a\n', 'name', 'true')).toBe('name: "true"\n');
  expect(changedText('name: a\n', 'name', 'a: b')).toBe('name: "a: b"\n');
});

it.each([
  ['design.washoutDays', 'days', 'washout'],
  ['treatments.pretreatments.naltrexone.doseMg', 'mg', 'naltrexone: dose'],
  ['treatments.infusions.ketamine.doseMgPerKg', 'mg/kg', 'ketamine: dose'],
  ['treatments.infusions.ketamine.minutes', 'min', 'ketamine: duration'],
  ['treatments.drugs.esketamine.dose.mg', 'mg', 'esketamine: dose'],
  ['response.onsetHalfHours', 'h', 'onset half time'],
  ['response.antagonistMoodPoints', 'HAM-D17 points', 'antagonist mood'],
  ['response.expectancyCorrelation', 'correlation', 'expectancy correlation'],
  ['dissociation.opioidDependence', 'fraction', 'dissociation: opioid dependence'],
])('the label of %s in %s is words with their owner in front, without the unit that stands beside it', (path, unit, label) => {
  expect(labelOf(path, unit)).toBe(label);
});

it('labels of the fields of every shipped study are all different, and none ends with its unit', () => {
  const studies = names.filter((name) => /^[^/]+\.yaml$|^questions\//.test(name)).map((name) => name.replace('.yaml', ''));
  expect(studies.length).toBeGreaterThan(5);
  for (const name of studies) {
    const read = openScenario(textOf(name), known);
    if ('problems' in read) throw new Error(`${name}: ${read.problems[0].text}`);
    const { fields } = readingOf(read);
    const all = withOwnLabels([...fields, ...otherKeys(read, new Set(fields.map(({ path }) => path)))]);
    expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
    expect(all.filter(({ path, label }) => label === path && path.includes('.'))).toEqual([]);
    expect(all.filter(({ label, unit }) => ['days', 'mg', 'h', 'min'].includes(unit) && / (days|mg|hours|minutes)$/.test(label))).toEqual(
      [],
    );
  }
});

it('what names an analysis holds it: the claim, the multiplicity, the interim analyses, a required power', () => {
  const heldIn = (text: string) => readingOf(openScenario(text, known)).held;
  expect(heldIn('extends: gaussian-textbook\n')).toEqual({ 'crossover-t': 'claim (claim.all)' });
  expect(heldIn('extends: gaussian-textbook\npower: { require: { paired-t: 0.5 } }\n')).toMatchObject({
    'paired-t': 'required power (power.require)',
  });
  const two = 'multiplicity: { procedure: holm, analyses: [crossover-t, equivalence] }';
  expect(heldIn(`extends: gaussian-textbook\n${two}\n`)).toEqual({
    'crossover-t': 'claim (claim.all)',
    equivalence: 'adjustment for multiplicity (multiplicity)',
  });
});

it('problems of a text have the words, the path and the line of validate', () => {
  const { problems } = readingOf(openScenario('model: gaussian\ndesign: { participants: none }\n', known));
  expect(problems.map(({ path, line }) => [path, line])).toContainEqual(['design.participants', 2]);
  expect(problems[0].text).toMatch(/^scenario\.yaml:\d+:\d+ /);
});

it('a key is added on lines of its own and taken away again, all else as it is written', () => {
  const text = textOf('williams-2018');
  const added: Readonly<Record<string, string>> = {
    'power.require': '0.8',
    'analyses.more': '{ method: wilcoxon, endpoint: hamd17, visit: day1 }',
    'interim.futility.beta': '0.1',
    'missingness.perVisit': '0.1',
  };
  for (const [path, yaml] of Object.entries(added)) {
    const more = changedText(text, path, { yaml });
    expect(text.split('\n').filter((line) => !more.split('\n').includes(line))).toEqual([]);
    expect(changedText(more, path, null)).toBe(text);
  }
  const flow = 'extends: gaussian-textbook\ndesign: { participants: 12, washoutDays: 3 } # small\n';
  expect(changedText(flow, 'design.participants', null)).toBe(flow.replace('participants: 12, ', ''));
  expect(changedText(flow, 'design.washoutDays', null)).toBe(flow.replace(', washoutDays: 3', ''));
  expect(changedText('extends: gaussian-textbook', 'power.alpha', 0.1)).toBe('extends: gaussian-textbook\npower:\n  alpha: 0.1\n');
});

it('every key of the schema is a field, but for those that mean files and the names of priors', () => {
  const properties = scenarioJsonSchema().properties as Readonly<Record<string, unknown>>;
  const sections = new Set([...sectionsOf('mechanistic'), ...sectionsOf('gaussian'), ...TEXT_ONLY]);
  expect([...sections].sort()).toEqual(Object.keys(properties).sort());
  const read = openScenario(textOf('gaussian-textbook'), known);
  if ('problems' in read) throw new Error('the scenario has problems');
  const { fields } = readingOf(read);
  const others = otherKeys(read, new Set(fields.map(({ path }) => path)));
  const paths = [...fields, ...others].map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths).toEqual(expect.arrayContaining(['power.require', 'interim.looks', 'analyses.equivalence.direction', 'design.allocation']));
  expect(others.find(({ path }) => path === 'claim.all')).toMatchObject({ value: '[crossover-t]', optional: true });
});

it('the values that problems are about can be written where they are missing', () => {
  const text = changedText(textOf('williams-2018'), 'analyses.more', { yaml: '{ method: mcnemar, endpoint: hamd17, visit: day1 }' });
  const { problems, fields } = readingOf(openScenario(text, known), text);
  expect(problems.map(({ path }) => path)).toEqual(['analyses.more.measure']);
  expect(fields).toMatchObject([{ path: 'analyses.more.measure', value: '', optional: true }]);
  const mended = changedText(text, 'analyses.more.measure', { yaml: 'responder' });
  expect(readingOf(openScenario(mended, known), mended).problems).toEqual([]);
});

it('every field says what it is', () => {
  for (const name of ['williams-2018', 'gaussian-textbook', 'williams-2018-interim', 'courses/misuse', 'questions/placebo-analgesia']) {
    const read = openScenario(textOf(name), known);
    if ('problems' in read) throw new Error(`${name}: ${read.problems[0].text}`);
    const { fields } = readingOf(read);
    const all = [...fields, ...otherKeys(read, new Set(fields.map(({ path }) => path)))];
    expect(all.filter(({ path, about }) => about === path || about === '').map(({ path }) => `${name} ${path}`)).toEqual([]);
  }
});
