import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rootKey } from '../../src/random/index.ts';
import { declaredEndpoint } from '../../src/scenario/resolved/declared-parts.ts';
import { parseTree } from '../../src/scenario/document/document-tree.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { declaredEndpoints } from '../../src/trial/endpoints.ts';
import { columnKey } from '../../src/trial/trial-data.ts';
import { valid } from './read.ts';

const folder = new URL('../../scenarios/endpoints/', import.meta.url);
const files = readdirSync(folder);

describe.each(files)('scenarios/endpoints/%s', (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const { outcomes } = parseTree(file, text).tree.value as { outcomes: Record<string, Parameters<typeof declaredEndpoint>[1]> };
  const [name] = Object.keys(outcomes);
  const { study } = valid(
    `extends: ${file}\nname: a\ndesign: {participants: 60}\npopulation: {screeningMinimum: 0}\n` +
      `outcomes:\n  hamd17: null\n  cadss: null\n  ${name}: {visits: [baseline, day1]}\n` +
      `analyses: {a: {method: crossover-t, endpoint: ${name}, visit: day1}}\n`,
    { [file]: text },
  );

  it('the file declares one endpoint, of its own name', () => {
    expect(Object.keys(outcomes)).toEqual([file.replace('.yaml', '')]);
  });

  it('the file says what is measured, in which range, and what counts', () => {
    const declared = declaredEndpoint(name, outcomes[name]);
    for (const part of ['label', 'shortLabel', 'unit', 'whole', 'better', 'smallestDifference'])
      expect([part, Object.keys(outcomes[name]).includes(part)]).toEqual([part, true]);
    if (declared?.items === undefined) expect(Object.keys(outcomes[name])).toEqual(expect.arrayContaining(['minimum', 'maximum', 'mean']));
  });

  it('a study that records the endpoint is valid, and its values lie within the range', () => {
    const { minimum = 0, maximum, whole } = declaredEndpoints(study.trial)[name];
    const generator = compileTrial(study.trial, rootKey(study.seed), 'all');
    generator.generate(0);
    const values = [...(generator.data.columns.get(columnKey(name, 'baseline')) ?? [])].filter((value) => !Number.isNaN(value));
    expect(values.length).toBeGreaterThanOrEqual(60);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(minimum);
    expect(Math.max(...values)).toBeLessThanOrEqual(maximum);
    if (whole !== false) expect(values.every((value) => Number.isInteger(value))).toBe(true);
  });
});
