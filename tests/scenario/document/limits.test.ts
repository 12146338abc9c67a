import { describe, expect, it } from 'vitest';
import { scenarioLimits } from '../../../src/scenario/document/limits.ts';
import { topEntries } from '../../../src/scenario/document/sections.ts';
import { scenarioSchema } from '../../../src/scenario/schema/scenario-schema.ts';
import { problemsOf } from '../read.ts';

const many = (count: number, text: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(between);

/** Milliseconds after which reading counts as slow; some times more than it takes here, for a machine that does other things. */
const SLOW = 5000;

describe('a scenario beyond a limit is refused at once, with the limit and what was found', () => {
  it.each([
    [
      '100 000 visits',
      `visits: {${many(100_000, (i) => `v${i}: ${i}`, ',')}}`,
      /^mine\.yaml:1:1 expected a file of at most 250000 characters, got \d+$/,
    ],
    ['20 000 visits', `visits: {${many(20_000, (i) => `v${i}: 1`, ',')}}`, /visits: expected at most 500 visits, got 20000$/],
    ['20 000 unknown names', many(20_000, (i) => `k${i}: 1`), /^mine\.yaml:1:1 expected at most 1000 entries, got 20000$/],
    ['20 000 unknown sources', `evidence:\n${many(20_000, (i) => ` k${i}: a`)}`, /evidence: expected at most 1000 entries, got 20000$/],
    ['a text of 200 000 characters', `title: "${'x'.repeat(200_000)}"`, /expected a text of at most 20000 characters, got one of 200000$/],
    ['a name of 1000 characters', `${'x'.repeat(1000)}: 1`, /expected a name of at most 200 characters, got one of 1000$/],
    ['5000 aliases', `seed: &a 1\nvisits: {${many(5000, (i) => `v${i}: *a`, ',')}}`, /expected at most 1000 aliases, got more$/],
    [
      'aliases that multiply',
      many(9, (i) => `a${i}: &a${i} [${i === 0 ? '1' : many(9, () => `*a${i - 1}`, ',')}]`),
      /expected at most 20000 values with every alias written out, got more$/,
    ],
    ['lists 3000 deep', `a: ${'['.repeat(3000)}1${']'.repeat(3000)}`, /expected at most 50 maps and lists within each other, got more$/],
    ['maps 600 deep in lines', many(600, (i) => `${' '.repeat(i)}a:`), /expected at most 50 maps and lists within each other, got more$/],
    ['101 drugs', `treatments: {drugs: {${many(101, (i) => `d${i}: 1`, ',')}}}`, /treatments\.drugs: expected at most 100 drugs, got 101$/],
    ['201 analyses', `analyses: {${many(201, (i) => `d${i}: 1`, ',')}}`, /analyses: expected at most 200 analyses, got 201$/],
  ])('a scenario of %s is told in one line', (_, text, message) => {
    const started = performance.now();
    const problems = problemsOf(text);
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(problems[0].length).toBeLessThan(300);
    expect(performance.now() - started).toBeLessThan(SLOW);
  });
});

describe('reading is linear in the size of a scenario within the limits', () => {
  it.each([
    ['unknown names', many(19, (section) => `s${section}:\n${many(990, (i) => `  key${i}: 1`)}`)],
    ['unknown names of a section', `model: gaussian\npower: {${many(990, (i) => `key${i}: 1`, ', ')}}`],
    ['names without values', many(19, (section) => `s${section}:\n${many(990, (i) => `  key${i}:`)}`)],
    ['unknown sources', `model: gaussian\nevidence: {${many(990, (i) => `gaussian.mean${i}: none${i}`, ', ')}}`],
    [
      'unknown visits',
      `visits: {${many(400, (i) => `v${1000 + i}: ${i}`, ', ')}}\noutcomes: {${many(20, (i) => `o${i}: {label: x, visits: [${many(400, (j) => `w${1000 + j}`, ', ')}]}`, ', ')}}`,
    ],
  ])('a scenario of as many %s as there may be is read in seconds', (_, text) => {
    const started = performance.now();
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(10);
    expect(Math.max(...problems.map(({ length }) => length))).toBeLessThan(3000);
    expect(performance.now() - started).toBeLessThan(2 * SLOW);
  });

  it('the entries that cause a problem are not looked for in files of very many values', () => {
    const base = `model: gaussian\nuncertainty: {priors: {${many(900, (i) => `gaussian.x${i}: {distribution: normal, mean: 1, sd: 2, source: assumed}`, ', ')}}}`;
    const started = performance.now();
    expect(problemsOf(`extends: base.yaml\n${many(100, (i) => `k${i}: 1`)}`, { 'base.yaml': base }).length).toBeGreaterThan(900);
    expect(performance.now() - started).toBeLessThan(2 * SLOW);
  });
});

describe('files that extend one another', () => {
  it('files are limited together, in number, characters and values', () => {
    const chain = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`f${i}.yaml`, `extends: f${i + 1}.yaml\nmodel: gaussian\n`]));
    expect(problemsOf('extends: f0.yaml', { ...chain, 'f250.yaml': 'model: gaussian\n' })).toEqual([
      `f198.yaml:1:10 extends: expected a scenario of at most ${scenarioLimits.files} files, got more`,
    ]);
    const large = `model: gaussian\n# ${'x'.repeat(130_000)}\n`;
    expect(problemsOf('extends: [a.yaml, b.yaml]', { 'a.yaml': large, 'b.yaml': large })).toEqual([
      'mine.yaml:1:19 extends: expected files of at most 250000 characters together with all that they extend, got more',
    ]);
    const full = `model: gaussian\nmissingness:\n${many(11, (part) => `  p${part}: {${many(990, (i) => `k${i}: 1`, ',')}}`)}\n`;
    expect(problemsOf('extends: [a.yaml, b.yaml, c.yaml]', { 'a.yaml': full, 'b.yaml': full, 'c.yaml': 'model: gaussian' })).toContain(
      'mine.yaml:1:27 extends: expected files of at most 20000 values together with all that they extend, got more',
    );
  });

  it('the entries that show what a file is are those of the schema', () => {
    expect([...topEntries].filter((name) => !['extends', 'replace'].includes(name)).sort()).toEqual(
      Object.keys(scenarioSchema.shape).sort(),
    );
  });

  const secret = 'hunter2';
  it.each([
    ['settings of another program', `apiVersion: v1\nkind: Secret\npassword: ${secret}\n`],
    ['settings with a name', `name: shop\nservices: {db: {password: ${secret}}}\n`],
    ['settings that extend a file themselves', `extends: ${secret}.yaml\ncompilerOptions: {}\n`],
    ['settings with a section by chance', `power: high\nuser: a\npassword: ${secret}\n`],
    ['a list', `- ${secret}\n`],
    ['a text', `${secret}\n`],
    ['a text that is no YAML', `a: b: ${secret}\n${secret}:x\n`],
    ['an unknown alias', `a: *${secret}\n`],
    ['too many entries under a name', `${secret}: [${many(1001, () => '1', ',')}]\n`],
    ['a name that is not usable', `x: {${secret}: {__proto__: 1}}\n`],
  ])('nothing is shown of a file that is extended and is %s', (_, content) => {
    const problems = problemsOf('extends: other.yaml\nmodel: gaussian\n', { 'other.yaml': content });
    expect(problems.join('\n')).toMatch(/^other\.yaml:\d+:\d+ /m);
    expect(problems.join('\n')).not.toContain(secret);
  });

  it('a slip in a scenario that is extended is shown as in any other', () => {
    expect(
      problemsOf('extends: base.yaml\n', { 'base.yaml': 'model: gaussian\ndesing: {participants: 8}\npower: {alpha: 0.05}\n' }),
    ).toEqual(['base.yaml:2:1 desing: not a section of a scenario; did you mean design?']);
  });
});
