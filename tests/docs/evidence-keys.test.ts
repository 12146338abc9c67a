import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { expect, it } from 'vitest';
import { evidenceSchema } from '../../src/learning/evidence-schema.ts';

/** The names of all keys of a JSON schema that are given, wherever they stand; not those of maps by names of the user's. */
function keysIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(keysIn);
  return Object.entries(schema).flatMap(([word, inner]) =>
    word === 'properties' ? [...Object.keys(inner as object), ...Object.values(inner as object).flatMap(keysIn)] : keysIn(inner),
  );
}

it('docs/learning.md lists every key of an evidence file, and no other', () => {
  const { parameters, ...rest } = (z.toJSONSchema(evidenceSchema, { io: 'input', unrepresentable: 'any' }) as { properties: object })
    .properties as Record<string, unknown>;
  expect(parameters).toBeDefined(); // priors are those of scenarios
  const keys = [...Object.keys(rest), 'parameters', ...keysIn(rest)];
  const [, section] = readFileSync('docs/learning.md', 'utf8').split('### All keys\n');
  const rows = [...section.split('\n#')[0].matchAll(/^\| (`.+?) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)];
  const listed = rows.flatMap(([, names]) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect([...new Set(listed)].sort()).toEqual([...new Set(keys)].sort());
});
