import * as z from 'zod';
import {
  defined,
  difference,
  head,
  heads,
  kept,
  pathsAndValues,
  power,
  proportion,
  record,
  set,
  sourced,
  study,
  swing,
  timing,
} from './document-parts.ts';

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
const rangeEnd = z.strictObject({ power: z.number(), mcse: z.number() });
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
  ranges: z
    .array(z.strictObject({ share: z.number(), lower: rangeEnd, upper: rangeEnd }))
    .describe('where power lies over what is not known'),
  posterior: z.literal(true).optional().describe('the draws are those of a posterior'),
  reachesTarget: z.strictObject({ value: z.number(), mcse: z.number() }),
  draws: z.array(z.strictObject({ weight: z.number(), set: pathsAndValues, power: z.number() })),
});
const learning = z.strictObject({
  parameter: z.string().describe('what the trials teach about'),
  certainty: z.number().describe('posterior probability from which a conclusion is drawn'),
  cells: z.array(
    z.strictObject({
      set,
      ...head,
      participants: z.number(),
      threshold: z.number(),
      draws: z.number(),
      trialsPerDraw: z.number(),
      prior: z.strictObject({
        mean: z.number(),
        sd: average,
        width90: z.number(),
        above: z.number().describe('probability above the threshold'),
      }),
      posteriorSd: average.describe('expected over trials'),
      reduction: average.describe('expected share of the prior SD that a trial takes away'),
      width90: average.describe('expected width of the posterior interval from 5 to 95 %'),
      conclusion: z.strictObject({ right: average, wrong: average, none: average }),
      calibration: average.describe('mean squared error of the posterior means over the mean variance of the posteriors'),
      effectiveDraws: z.number().describe('draws that share the weight of the median posterior'),
      trials: z.number().describe('of which posteriors were made'),
      notEstimable: z.number().describe('share of trials that were left out, in which a figure is not defined'),
      ...sourced,
    }),
  ),
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
  posteriorWeights: z
    .strictObject({
      parameter: z.string(),
      draws: z.number(),
      worlds: z.array(z.strictObject({ world: z.string(), value: z.number(), weight: z.number(), mcse: z.number() })),
    })
    .optional()
    .describe('probability that a learned parameter is nearer to the value of a world than to that of any other'),
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

/** Documents of the questions that plan a trial: sensitivity, assurance, sample size, comparison of designs. */
export const planningSchemas = {
  tornado: z.strictObject({ ...head, tornado, ...sourced, ...kept }).describe('power --tornado'),
  assurance: z.strictObject({ ...head, assurance, uncertainty: record, ...sourced, ...kept }).describe('power --assurance'),
  learning: z.strictObject({ ...heads, learning, ...kept }).describe('power --learning'),
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
  comparison: z.strictObject({ ...heads, comparison, ...kept }).describe('compare'),
} as const;
