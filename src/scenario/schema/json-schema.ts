import * as z from 'zod';
import { scenarioSchema } from './scenario-schema.ts';

/**
 * The published JSON Schema of a scenario file (draft 2020-12), made from the schema that checks it. It is what an editor needs: `extends`
 * is known, null removes an entry of a base, and nothing is required, since a variant writes only what it changes.
 *
 * @example
 * ```ts
 * import { scenarioJsonSchema } from 'crossover-sim/scenario';
 * scenarioJsonSchema().title; // → 'crossover-sim scenario'
 * ```
 */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema, {
    io: 'input',
    override({ jsonSchema, path }) {
      delete jsonSchema.required;
      if (jsonSchema.oneOf !== undefined) {
        jsonSchema.anyOf = jsonSchema.oneOf; // a variant may leave out the entry that distinguishes the alternatives
        delete jsonSchema.oneOf;
      }
      if (path.at(-1) === 'additionalProperties' && typeof jsonSchema === 'object') {
        const named = { ...jsonSchema };
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
        jsonSchema.anyOf = [named, { type: 'null' }];
      }
    },
  });
  const { properties, ...rest } = schema;
  const one = { type: 'string' };
  const names = { anyOf: [one, { type: 'array', items: one }] };
  const base = {
    ...names,
    description:
      'scenario file that this one is a variant of, or a list of files of which later ones win; a path, or the name of a shipped scenario',
  };
  const replace = {
    ...names,
    description: 'sections (or parts of them) that are taken from this file alone and not merged with what is inherited',
  };
  return { ...rest, title: 'crossover-sim scenario', properties: { extends: base, replace, ...properties } };
}
