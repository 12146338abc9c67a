import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTree } from '../../src/scenario/document/document-tree.ts';
import { describedStudy, readScenario, scenarioJsonSchema } from '../../src/scenario/index.ts';

const folder = new URL('../../scenarios/', import.meta.url).pathname;
/** Folders of parts that a scenario extends and that are none by themselves. */
const parts = /^(drugs|endpoints)\//;
// Evidence files are no scenarios (tests/learning/evidence-file.test.ts).
const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.yaml') && !name.startsWith('evidence/'),
);
const files = all.filter((name) => !parts.test(name));

describe.each(files)('scenarios/%s', (name) => {
  const path = `${folder}${name}`;
  const text = readFileSync(path, 'utf8');

  it('the scenario is valid and plausible, with a title and an analysis', () => {
    const result = readScenario({ path, text }, { readFile: (each) => readFileSync(each, 'utf8') });
    if ('problems' in result) throw new Error(result.problems.map((problem) => problem.text).join('\n'));
    expect(result.warnings.map((warning) => warning.text)).toEqual([]);
    expect(result.study.name).toBe(name.replace(/^.*\//, '').replace('.yaml', ''));
    expect(result.study.title).not.toBe(result.study.name);
    expect(Object.keys(result.study.analyses).length).toBeGreaterThan(0);
  });

  it('the title of the scenario has no numbers that an option can change', () => {
    const result = readScenario({ path, text }, { readFile: (each) => readFileSync(each, 'utf8') });
    if ('problems' in result) throw new Error('not valid');
    const titleWithoutYears = result.study.title.replaceAll(/\b(19|20)\d\d\b/g, '');
    expect(titleWithoutYears).not.toMatch(
      /\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(\w+\s)?(patients|weeks|days|infusions|looks)\b/i,
    );
  });

  it('the scenario shows the source that its file states for every value that the study reads', () => {
    const result = readScenario({ path, text }, { readFile: (each) => readFileSync(each, 'utf8') });
    if ('problems' in result) throw new Error('not valid');
    const { evidence } = parseTree(path, text).tree.value as { evidence?: Record<string, string | null> };
    const shown = new Map(describedStudy(result.study, result.origins).map((value) => [value.path, value.source]));
    for (const [stated, from] of Object.entries(evidence ?? {})) {
      if (from !== null) expect([stated, shown.get(stated)]).toEqual([stated, from]);
    }
  });

  it('the scenario tells editors where its schema is, and a reader what it is about', () => {
    const schema = `${relative(dirname(path), folder) || '.'}/schema.json`;
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`);
    expect(text.split('\n')[1]).toMatch(/^# \S/);
  });
});

describe.each(all.filter((name) => parts.test(name)))('scenarios/%s', (name) => {
  const path = `${folder}${name}`;
  const text = readFileSync(path, 'utf8');

  it('the part is told from a scenario: it names itself to nobody, and says where its schema is', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../schema.json');
    expect(text.split('\n')[1]).toMatch(/^# \S/);
    expect(text).not.toMatch(/^(name|title|extends):/m);
  });

  it('the part states for every number that it gives a source, or that it is assumed', () => {
    const { evidence = {}, ...values } = parseTree(path, text).tree.value as { evidence?: Record<string, string> };
    const numbers = (value: unknown, at: string): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => numbers(inner, at === '' ? key : `${at}.${key}`))
        : typeof value === 'number' || Array.isArray(value)
          ? [at]
          : [];
    const isVisits = (each: string): boolean => each.endsWith('.visits');
    expect(numbers(values, '').filter((each) => evidence[each] === undefined && !isVisits(each))).toEqual([]);
  });
});

it('scenarios/schema.json is what `crossover-sim schema` prints', () => {
  expect(JSON.parse(readFileSync(`${folder}schema.json`, 'utf8'))).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});

it('the schema knows every section, default and bound', () => {
  const { properties } = scenarioJsonSchema() as { properties: Record<string, { properties?: Record<string, unknown> }> };
  expect(Object.keys(properties)).toEqual(
    expect.arrayContaining(['extends', 'design', 'visits', 'analyses', 'claim', 'power', 'evidence']),
  );
  expect(properties.design.properties?.washoutDays).toMatchObject({ type: 'number', minimum: 0.1, maximum: 365, default: 14 });
});
