import * as z from 'zod';
import { difference, heads, kept, record, recordedHead, set } from './document-parts.ts';
import { learningSchemas } from './learning-schema.ts';
import { planningSchemas } from './planning-schema.ts';
import { fiveAnswers, threeAnswers } from './blinding-schema.ts';
import { exactParts, powerParts } from './power-schema.ts';
import { scenarioSchemas } from './scenario-documents.ts';

/** A number, or an infinite one in words. */
const wide = z.union([z.number(), z.enum(['Infinity', '-Infinity'])]);
const warnings = z.array(z.string()).optional();
const shardNumbers = z.array(z.number());
const blindingInterval = z
  .strictObject({ estimate: z.number(), standardError: z.number(), lower: z.number(), upper: z.number() })
  .meta({ id: 'blindingInterval', description: 'a blinding index with its interval' });

/**
 * Every JSON document that a command prints or keeps as a result, by its kind. Every document begins with a head: the scenario or the scenarios,
 * the seed, and the engine; of recorded data the file and the engine. Every cell has a head of its own, since a cell is a result by itself.
 */
export const resultSchemas = {
  power: z.strictObject({ ...powerParts, ...kept }).describe('power, merge: operating characteristics of a scenario'),
  powerCells: z
    .strictObject({
      ...heads,
      cells: z.array(z.strictObject({ set, ...powerParts, difference: difference.optional() })),
      ...kept,
    })
    .describe('power and merge of several scenarios, and power --vary'),
  exactPower: z.strictObject(exactParts).describe('power --analytic'),
  exactPowerCells: z
    .strictObject({ ...heads, cells: z.array(z.strictObject({ set, ...exactParts })) })
    .describe('power --analytic of several scenarios'),
  ...planningSchemas,
  ...learningSchemas,
  ...scenarioSchemas,
  reproduction: z
    .strictObject({
      ...heads,
      reproduced: z.boolean(),
      differences: z.array(z.strictObject({ path: z.string(), stored: z.unknown().optional(), now: z.unknown().optional() })),
      storedEngine: z.unknown().optional(),
    })
    .describe('reproduce: the head is of this run'),
  recordedAnalysis: z
    .strictObject({
      ...recordedHead,
      method: z.string(),
      endpoint: z.string(),
      visit: z.string(),
      measure: z.string(),
      n: z.strictObject({ subjects: z.number(), complete: z.number(), perSequence: z.record(z.string(), z.number()) }),
      estimate: wide.optional(),
      standardError: wide.optional(),
      df: wide.optional(),
      statistic: wide.optional(),
      pValue: z.number().optional(),
      interval: z.strictObject({ level: z.number(), lower: wide.optional(), upper: wide.optional() }).optional(),
      details: record,
      pValueBelow: z.number().optional(),
      warnings,
    })
    .describe('analyze'),
  recordedBlinding: z
    .strictObject({
      ...recordedHead,
      level: z.number(),
      blinding: z.array(
        z.strictObject({
          question: z.string(),
          period: z.number(),
          james: blindingInterval.optional(),
          arms: z.array(z.strictObject({ ...threeAnswers, bang: blindingInterval.optional() })),
          graded: z
            .strictObject({
              james: blindingInterval.optional(),
              arms: z.array(z.strictObject({ ...fiveAnswers, bang: blindingInterval.optional() })),
            })
            .optional()
            .describe('the same guesses in five answers, where the file says how sure they are'),
        }),
      ),
    })
    .describe('analyze of guesses: blinding indices by question and period'),
  notEstimable: z
    .strictObject({ ...recordedHead, notEstimable: z.string(), warnings })
    .describe('analyze, where the effect cannot be estimated'),
  status: z
    .strictObject({
      ...heads,
      shards: z.number(),
      trials: z.number(),
      finished: z.number(),
      finishedTrials: z.number(),
      unfinished: z.record(z.string(), shardNumbers),
      result: z.boolean(),
      queue: z.array(record).optional(),
      failed: z.array(record).optional(),
      failedMerge: record.optional(),
    })
    .describe('status: the head has the engine that made the plan'),
} as const;

export type ResultKind = keyof typeof resultSchemas;

/** The published JSON Schema of every result (draft 2020-12): a document is of one of the kinds under `$defs`. */
export function resultsJsonSchema(): Record<string, unknown> {
  const kinds = Object.entries(resultSchemas).map(([id, schema]) => schema.meta({ id, description: schema.description }));
  return { ...z.toJSONSchema(z.union(kinds)), title: 'crossover-sim result' };
}
