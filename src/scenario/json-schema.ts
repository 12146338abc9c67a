import { z } from 'zod';
import { scenarioSchema } from './scenario-schema.ts';

/** The published JSON Schema of a scenario file (draft 2020-12), made from the schema that checks it; `extends` and null are what variants add. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  const { required: _, ...rest } = schema;
  return {
    ...rest,
    title: 'crossover-sim scenario',
    properties: { ...schema.properties, extends: { type: 'string', description: 'scenario file that this one is a variant of' } },
  };
}
