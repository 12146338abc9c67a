import * as z from 'zod';
import {
  defined,
  difference,
  engineHead,
  figure,
  hash,
  head,
  heads,
  pathsAndValues,
  power,
  proportion,
  record,
  recordedHead,
  set,
  sourced,
  study,
  swing,
  timing,
} from './document-parts.ts';
import { exactParts, powerParts } from './power-schema.ts';

const tornadoEnd = z.strictObject({ value: z.number(), power: proportion });
const tornado = z.strictObject({
  of: z.string(),
  from: z.string(),
  base: proportion,
  target: z.number(),
  bars: z.array(z.strictObject({ path: z.string(), unit: z.string(), assumed: defined, low: tornadoEnd, high: tornadoEnd, swing })),
  refused: z.array(z.string()),
  falseClaim: z.literal(true).optional(),
  threshold: z
    .strictObject({ path: z.string(), unit: z.string(), value: z.number(), mcse: z.number(), risesThrough: z.boolean() })
    .optional(),
  sentence: z.string(),
});
const average = z.strictObject({ value: z.number(), mcse: z.number() });
const assurance = z.strictObject({
  of: z.string(),
  target: z.number(),
  trialsPerDraw: z.number(),
  notEstimable: z.number(),
  falseClaim: z.literal(true).optional(),
  asAssumed: proportion,
  assurance: average,
  sd: z.number(),
  quantiles: z.array(z.strictObject({ p: z.number(), power: z.number() })),
  reachesTarget: z.strictObject({ value: z.number(), mcse: z.number() }),
  draws: z.array(z.strictObject({ weight: z.number(), set: pathsAndValues, power: z.number() })),
});

const notReached = z.string().optional().describe('why no size is given');
const worldValue = z.strictObject({ world: z.string(), value: z.number() });
const comparison = z.strictObject({
  designs: z.array(z.string()),
  designStudies: z.array(z.strictObject({ ...head, study })),
  worlds: z.array(z.strictObject({ name: z.string(), claimTrue: z.boolean() })),
  designChanges: z.array(
    z.strictObject({ world: z.string(), designs: z.array(z.string()), path: z.string(), from: z.string(), to: z.string() }),
  ),
  cells: z.array(
    z.strictObject({
      design: z.string(),
      world: z.string(),
      holds: z.boolean(),
      probability: power,
      difference: difference.nullable(),
      participants: z.number(),
      replicates: z.number(),
      ...head,
      ...sourced,
    }),
  ),
  separations: z.array(
    z.strictObject({
      design: z.string(),
      lowestPower: worldValue,
      highestFalse: worldValue,
      value: z.number(),
      mcse: z.number(),
      behindBest: swing,
    }),
  ),
  best: z.string().nullable(),
  varianceRatio: z.strictObject({ betweenDesigns: defined, betweenWorlds: defined }),
  sentence: z.string(),
  notes: z.array(z.string()).optional(),
});

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

/** A number, or an infinite one in words. */
const wide = z.union([z.number(), z.enum(['Infinity', '-Infinity'])]);
const warnings = z.array(z.string()).optional();
const shardNumbers = z.array(z.number());

/**
 * Every JSON document that a command prints or keeps as a result, by its kind. Every document begins with a head: the scenario or the scenarios,
 * the seed, and the engine; of recorded data the file and the engine. Every cell has a head of its own, since a cell is a result by itself.
 */
export const resultSchemas = {
  power: z.strictObject(powerParts).describe('power, merge: operating characteristics of a scenario'),
  powerCells: z
    .strictObject({
      ...heads,
      cells: z.array(z.strictObject({ set, ...powerParts, difference: difference.optional() })),
      timing: timing.optional(),
    })
    .describe('power and merge of several scenarios, and power --vary'),
  exactPower: z.strictObject(exactParts).describe('power --analytic'),
  exactPowerCells: z
    .strictObject({ ...heads, cells: z.array(z.strictObject({ set, ...exactParts })) })
    .describe('power --analytic of several scenarios'),
  tornado: z.strictObject({ ...head, tornado, ...sourced, timing: timing.optional() }).describe('power --tornado'),
  assurance: z
    .strictObject({ ...head, assurance, uncertainty: record, ...sourced, timing: timing.optional() })
    .describe('power --assurance'),
  sampleSize: z
    .strictObject({
      ...head,
      target: z.number(),
      of: z.string(),
      replicates: z.number(),
      curve: z.array(z.strictObject({ participants: z.number(), power: proportion })),
      participants: z.number().optional(),
      interval: z.strictObject({ level: z.number(), lower: z.number(), upper: z.number().optional() }).optional(),
      power: proportion.optional(),
      smaller: z.strictObject({ participants: z.number(), probability: z.number() }).optional(),
      notReached,
      failures: notReached,
      notes: z.array(z.string()).optional(),
      timing,
    })
    .describe('sample-size'),
  assuranceSize: z
    .strictObject({
      ...head,
      assuranceSize: z.strictObject({
        target: z.number(),
        of: z.string(),
        draws: z.number(),
        trialsPerDraw: z.number(),
        ceiling: z.number(),
        answer: z
          .strictObject({
            participants: z.number(),
            assurance: average,
            interval: z.strictObject({ level: z.number(), lower: z.number(), upper: z.number().optional() }),
          })
          .optional(),
        notReached,
        curve: z.array(z.strictObject({ participants: z.number(), assurance: average })),
      }),
      uncertainty: record,
      timing,
    })
    .describe('sample-size --assurance'),
  exactSampleSize: z
    .strictObject({
      ...head,
      target: z.number(),
      of: z.string(),
      note: z.string().optional(),
      participants: z.number().optional(),
      analyticPower: z.number().optional(),
      assumes: z.string().optional(),
      dropout: z.strictObject({ share: z.number(), complete: z.number(), byRule: z.number() }).optional().meta({
        description: 'share of participants who are not complete, how many must be, and how many to randomise by the rule n/(1 − d)',
      }),
      notReached,
    })
    .describe('sample-size --analytic'),
  comparison: z.strictObject({ ...heads, comparison, timing: timing.optional() }).describe('compare'),
  evidence: z.strictObject({ ...head, patients: z.number(), met: z.boolean(), rows: z.array(evidenceRow) }).describe('evidence'),
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
  notEstimable: z
    .strictObject({ ...recordedHead, notEstimable: z.string(), warnings })
    .describe('analyze, where the effect cannot be estimated'),
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
