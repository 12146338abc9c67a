import * as z from 'zod';
import { blinding, risks } from './blinding-schema.ts';
import { defined, figure, head, power, proportion, sourced, timing } from './document-parts.ts';

const analysis = z
  .strictObject({
    power,
    unadjustedPower: proportion.optional(),
    trueEffect: defined,
    trueEffectMcse: defined,
    estimand: z.string(),
    notes: z.array(z.string()).optional(),
    meanEstimate: figure,
    bias: figure,
    empiricalSe: defined,
    modelSe: defined,
    coverage: figure,
    signError: defined,
    exaggeration: defined,
    singular: z.number(),
    notEstimable: z.strictObject({ count: z.number(), share: z.number(), reasons: z.record(z.string(), z.number()) }),
    analyticPower: z.number().optional(),
  })
  .meta({ id: 'analysis', description: 'operating characteristics of one analysis' });

const look = z.strictObject({
  participants: z.number(),
  informationRate: z.number(),
  efficacyZ: defined,
  nominalP: z.number(),
  futilityZ: defined,
  stopsForEfficacy: proportion,
  stopsForFutility: proportion,
});
const groupSequential = z
  .strictObject({
    analysis: z.string(),
    looks: z.array(look),
    power: proportion,
    stopsEarly: proportion,
    expectedParticipants: figure,
    naiveBias: figure,
    adjustedBias: figure,
    earlyExaggeration: figure,
    naiveCoverage: figure,
    adjustedCoverage: figure,
    notEstimable: z.number(),
  })
  .meta({ id: 'groupSequential', description: 'operating characteristics of a trial with interim analyses' });
const multiplicity = z
  .strictObject({
    procedure: z.string(),
    alpha: z.number(),
    analyses: z.record(z.string(), proportion),
    any: proportion,
    all: proportion,
    familywiseError: proportion.nullable(),
  })
  .meta({ id: 'multiplicity', description: 'operating characteristics of analyses judged together' });
const flow = z
  .strictObject({
    screened: z.number(),
    screenFailures: z.number(),
    randomised: z.number(),
    perPeriod: z.array(z.number()),
    completed: z.number(),
    reasons: z.record(z.string(), z.number()),
  })
  .meta({ id: 'flow', description: 'mean numbers of participants per trial' });

const overUncertainty = z
  .strictObject({
    of: z.string(),
    parameters: z.array(z.string()),
    draws: z.number(),
    trialsPerDraw: z.number(),
    assurance: z.strictObject({ value: z.number(), mcse: z.number() }),
    sd: z.number(),
    quantiles: z.array(z.strictObject({ p: z.number(), power: z.number(), mcse: z.number() })),
    notEstimable: z.number(),
  })
  .meta({
    id: 'overUncertainty',
    description: 'power over the uncertainty section of the scenario: quantiles, each with its Monte-Carlo standard error',
  });

const decision = z.enum(['met', 'missed', 'undecided']);
const judged = { power: z.number(), bound: z.literal('below').optional(), level: z.number(), lower: z.number(), upper: z.number() };
/** A result of `power`: the head, the operating characteristics, what was run, and what was decided. */
export const powerParts = {
  ...head,
  participants: z.number(),
  replicates: z.number(),
  analyses: z.record(z.string(), analysis),
  claim: z.strictObject({ name: z.string(), power, analyticPower: z.number().optional() }).optional(),
  groupSequential: groupSequential.optional(),
  multiplicity: multiplicity.optional(),
  flow,
  overUncertainty: overUncertainty.optional(),
  overPosterior: overUncertainty.optional(),
  blinding: blinding.optional(),
  risks: risks.optional(),
  ...sourced,
  decision: decision.optional(),
  requirements: z.array(z.strictObject({ of: z.string(), decision, ...judged })).optional(),
  requirement: z.strictObject(judged).optional(),
  timing: timing.optional(),
};
/** An answer of `power --analytic`. */
export const exactParts = {
  ...head,
  participants: z.number(),
  note: z.string().optional(),
  claim: z
    .union([z.strictObject({ name: z.string(), analyticPower: z.number() }), z.strictObject({ name: z.string(), noFormula: z.string() })])
    .optional(),
  analyses: z.record(
    z.string(),
    z.union([
      z.strictObject({ analyticPower: z.number(), assumes: z.string().optional(), completeParticipants: z.number().optional() }),
      z.strictObject({ noFormula: z.string() }),
    ]),
  ),
};
