import * as z from 'zod';

/** A figure that JSON gives as null where it is not defined. */
export const defined = z.number().nullable();
/** A map whose entries are described elsewhere. */
export const record = z.record(z.string(), z.unknown());

/** A simulated proportion. */
export const proportion = z
  .strictObject({ value: z.number(), mcse: z.number(), lower: z.number(), upper: z.number() })
  .meta({ id: 'proportion', description: 'a simulated proportion with its Monte-Carlo standard error and 95 % Wilson interval' });
/** The power of an analysis or a claim. */
export const power = proportion.nullable().describe('null where too many analyses could not be estimated');
/** A simulated figure. */
export const figure = z
  .strictObject({ value: defined, mcse: defined })
  .meta({ id: 'figure', description: 'a simulated figure with its Monte-Carlo standard error; null where it is not defined' });
/** A difference over common random numbers. */
export const difference = z
  .strictObject({ value: z.number(), mcse: z.number(), varianceRatio: defined })
  .meta({ id: 'difference', description: 'of two proportions over the same simulated trials' });
/** Values of a scenario by their paths. */
export const pathsAndValues = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));

const engine = z
  .strictObject({
    version: z.string(),
    streamVersion: z.union([z.string(), z.number()]),
    fingerprint: z
      .string()
      .optional()
      .describe('in results of stream version 1: a hash of what the mathematical functions of the machine give'),
  })
  .meta({ id: 'engine', description: 'the program, and the version of the numbers that a seed gives' });

/** A hash as hexadecimal digits. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

const scenario = z.strictObject({ name: z.string(), hash });

/** The head of a document about one scenario. */
export const head = { scenario, seed: z.string(), engine };
/** The head of a document about one scenario or several. */
export const heads = {
  scenario: scenario.optional(),
  scenarios: z
    .array(scenario.extend({ seed: z.string().optional() }))
    .optional()
    .describe('instead of scenario, in the order of the cells: which scenarios, each with its seed where the seeds differ'),
  seed: z.string().optional(),
  engine,
};
/** The head of a document without a scenario. */
export const engineHead = { engine };
/** The head of a document about recorded data. */
export const recordedHead = {
  data: z.strictObject({ file: z.string(), hash }).describe('the file of observations, and the SHA-256 of its text'),
  engine,
};
/** The resolved scenario. */
export const study = record.describe('the resolved scenario as it was run');
const origins = record.describe('who set each value, and its source');
/** How long a run took. */
export const timing = z
  .strictObject({ seconds: z.number(), trialsPerSecond: z.number().optional(), workers: z.number().optional() })
  .meta({ id: 'timing', description: 'differs between runs of the same seed' });
/** What stands at the end of a document that a folder keeps, or that is printed. */
export const kept = {
  timing: timing.optional(),
  checksum: hash
    .optional()
    .describe('of a file that a folder keeps: the SHA-256 of its content, by which readers see that it was not changed'),
};
/** The study of a result, and where its values come from. */
export const sourced = { study, origins: origins.optional() };

/** The setting of a cell. */
export const set = pathsAndValues.describe('what the cell sets otherwise than the scenario');
/** A difference with its Monte-Carlo standard error. */
export const swing = z.strictObject({ value: z.number(), mcse: z.number() });
