import * as z from 'zod';
import { defined, engineHead, figure, hash, head, heads, record, study } from './document-parts.ts';

const evidenceRow = z.strictObject({
  row: z.number(),
  figure: z.string(),
  sources: z.array(
    z.strictObject({ key: z.string(), authors: z.string(), year: z.number(), title: z.string(), locator: z.string(), says: z.string() }),
  ),
  target: z.string(),
  unit: z.string(),
  lower: defined,
  upper: defined,
  use: z.enum(['fitted', 'test', 'set']),
  published: z.strictObject({ value: z.number(), error: z.number(), scale: z.enum(['linear', 'log']) }).optional(),
  simulated: figure,
  predicted: z
    .strictObject({ median: defined, lower: defined, upper: defined, p: z.number().optional() })
    .optional()
    .describe('what a new study would report by the posterior'),
  learned: z
    .enum(['fitted', 'held-out', 'not-used'])
    .optional()
    .describe('what became of the figure in the posterior; absent where its file does not say'),
  conflict: z.string().optional(),
  met: z.boolean(),
});
const parameter = z.strictObject({
  path: z.string(),
  value: z.unknown(),
  unit: z.string().nullable(),
  source: z.string().nullable(),
  origin: z.string().nullable(),
  about: z.string(),
});

const diagnostic = z.strictObject({
  source: z.string().describe('a file, or the option of the command line that set the value'),
  line: z.number().optional(),
  column: z.number().optional(),
  path: z.string().describe('path of the value; empty for the whole file'),
  message: z.string(),
});

/** Documents about what scenarios say: checked, described, compared with published figures, listed. */
export const scenarioSchemas = {
  evidence: z
    .strictObject({
      ...head,
      patients: z.number(),
      posterior: z.strictObject({ hash: z.string(), draws: z.number(), patientsPerDraw: z.number() }).optional(),
      met: z.boolean(),
      rows: z.array(evidenceRow),
    })
    .describe('evidence'),
  description: z
    .strictObject({
      ...head,
      study,
      parameters: z.array(parameter),
      sources: z.record(z.string(), z.number()),
      required: z.array(z.strictObject({ of: z.string(), power: z.number(), bound: z.literal('below').optional() })).optional(),
      derived: z.array(record).nullable(),
      attenuation: record.optional(),
    })
    .describe('describe'),
  validation: z
    .strictObject({
      ...heads,
      valid: z.boolean(),
      files: z.array(
        z.strictObject({
          file: z.string(),
          valid: z.boolean(),
          scenario: head.scenario.optional(),
          problems: z.array(diagnostic),
          warnings: z.array(diagnostic),
          notes: z.array(z.string()).optional().describe('what follows from the values of the scenario'),
        }),
      ),
    })
    .describe('validate: the head has the valid scenarios, and without one the engine alone'),
  scenarioList: z
    .strictObject({
      ...engineHead,
      scenarios: z.array(
        z.strictObject({
          name: z.string().describe('its name on a command line'),
          title: z.string(),
          about: z.string(),
          file: z.string(),
          hash: hash.nullable().describe('of the scenario as it stands; null of a part, which is no scenario by itself'),
        }),
      ),
    })
    .describe('scenarios'),
} as const;
