import * as z from 'zod';
import { engineHead, hash, record } from './document-parts.ts';

const spread = z
  .strictObject({ mean: z.number(), sd: z.number(), quantiles: z.array(z.number()) })
  .meta({ id: 'spread', description: 'of a distribution: mean, standard deviation, and the 5 %, 50 % and 95 % quantiles' });
const histogram = z
  .strictObject({ from: z.number(), to: z.number(), prior: z.array(z.number()), posterior: z.array(z.number()) })
  .meta({ id: 'histogram', description: 'shares of prior and posterior in bins of equal width' });
const spreads = z.record(z.string(), spread);
const prediction = {
  study: z.string(),
  name: z.string(),
  kind: z.string(),
  published: z.number(),
  of: z.number().optional().describe('of a count: of how many'),
  heldOut: z.boolean().describe('whether the figure was predicted and not fitted'),
  predicted: spread,
  p: z.number().describe('twice the smaller tail probability of the published figure'),
};
const refit = {
  posterior: spreads.describe('of every parameter, by its path'),
  betweenStudy: spreads.describe('standard deviations between studies, in standard deviations of the prior'),
  sampler: z
    .strictObject({
      rHat: z.number().describe('the largest of all quantities'),
      bulkEss: z.number().describe('the smallest of all quantities'),
      diverged: z.number().describe('divergent transitions'),
      notConverged: z.array(z.string()).describe('quantities that the chains do not know well enough'),
    })
    .meta({ id: 'sampler', description: 'the chains of this posterior' }),
};
const chains = {
  rHat: z.number().describe('rank-normalised split R̂ of the chains'),
  bulkEss: z.number().describe('bulk effective sample size'),
};

/** The document of `learn`. */
export const learningSchemas = {
  posterior: z
    .strictObject({
      evidence: z.strictObject({ name: z.string(), hash }),
      seed: z.string(),
      ...engineHead,
      parameters: z.array(
        z.strictObject({
          path: z.string(),
          prior: spread,
          posterior: spread,
          histogram,
          mcse: z.number().describe('Monte-Carlo standard error of the posterior mean'),
          shrinkage: z.number().describe('1 − variance of the posterior over that of the prior, both of normal scores'),
          ...chains,
        }),
      ),
      betweenStudy: z
        .array(z.strictObject({ path: z.string(), priorScale: z.number(), posterior: spread, histogram, ...chains }))
        .describe('standard deviations between studies, in standard deviations of the prior'),
      predictions: z.array(
        z.strictObject({
          ...prediction,
          emulatorError: z.number().describe('in sampling standard deviations'),
          prior: spread.describe('what the prior alone predicts'),
        }),
      ),
      own: z
        .array(
          z.strictObject({
            study: z.string(),
            posterior: spreads,
            file: z.string(),
            participants: z.number(),
            missing: z.number().describe('share of the values at planned visits'),
          }),
        )
        .describe('studies whose individual data were given'),
      waves: z.array(
        z.strictObject({ points: z.number(), leftOut: z.number(), trials: z.number(), error: z.number(), moved: z.number().optional() }),
      ),
      settled: z.boolean(),
      diverged: z.number(),
      without: z
        .array(
          z.strictObject({
            study: z.string(),
            ...refit,
            predicted: z
              .strictObject({
                trials: z.number().describe('simulated trials of the study that the predictions are from'),
                summaries: z.array(z.strictObject(prediction)),
                outside: z.number().describe('figures outside of their 90 % predictive intervals'),
                p: z.number().optional().describe('of fitted figures that are together at least as far out; of all where none is fitted'),
              })
              .describe('what the others say of the study'),
          }),
        )
        .describe('without each of the studies'),
      alone: z
        .array(z.strictObject({ study: z.string(), ...refit }))
        .describe('with one of the studies that depend on the first differing parameter, and none of the others that do'),
      widened: z.array(z.strictObject({ prior: z.string(), ...refit })).describe('with wider priors'),
      robust: z
        .strictObject({
          adjustments: z.array(
            z.strictObject({
              ...{ study: z.string(), name: z.string(), kind: z.string() },
              posterior: spread.describe('of the adjustment, in standard deviations of the synthetic likelihood'),
              signProbability: z.number().describe('posterior probability of the more probable sign'),
            }),
          ),
          parameters: z.array(spread).describe('in the order of the parameters'),
          betweenStudy: z.array(spread),
          rHat: z.number().describe('the largest'),
          bulkEss: z.number().describe('the smallest'),
          diverged: z.number(),
        })
        .optional()
        .describe('the posterior in which every fitted figure may be adjusted'),
      correlations: z.array(z.array(z.number())).describe('of the normal scores of the parameters'),
      centres: z.array(z.array(z.number())).describe('some draws of the parameters; of those that differ between studies the centre'),
      draws: z.array(record).describe('values of the parameters in a new study'),
    })
    .describe('learn'),
} as const;
