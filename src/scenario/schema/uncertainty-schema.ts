import * as z from 'zod';
import { priorKinds, type Prior } from '../../power/uncertainty/prior.ts';
import { shown } from '../document/problem.ts';
import { oneOf, tableShape } from './table-schema.ts';
import { expected, number } from './expected-value.ts';

const source = z.string(expected('a source key or assumed')).meta({ description: 'where the prior comes from: a source key, or assumed' });
const path = z.string(expected('the path of a parameter'));

const figures = z.array(z.string(expected('a text')), expected('a list of texts')).optional();

const kinds = Object.entries(priorKinds).map(([distribution, table]) =>
  z.strictObject({ distribution: z.literal(distribution), ...tableShape(table), source }),
);

/** A prior as it is written, with its source. */
export const priorSchema = z.discriminatedUnion('distribution', kinds as [(typeof kinds)[number], ...typeof kinds], {
  error: ({ input }) =>
    typeof input === 'object' && input !== null && !Array.isArray(input)
      ? oneOf(Object.keys(priorKinds))({ input: (input as Record<string, unknown>).distribution })
      : `expected a map with distribution, got ${shown(input)}`,
}) as z.ZodType<Prior & { readonly source: string }>;

/** What is not known about parameters, for `power --assurance` and `--tornado`. */
export const uncertaintySchema = z
  .strictObject(
    {
      priors: z
        .record(path, priorSchema, expected('a map of paths and priors'))
        .optional()
        .meta({ description: 'prior distribution of each uncertain parameter, by its path' }),
      correlations: z
        .array(
          z.strictObject(
            {
              of: z.tuple([path, path], expected('two paths')),
              value: number('a correlation between -1 and 1')
                .gt(-1, expected('a correlation between -1 and 1'))
                .lt(1, expected('a correlation between -1 and 1')),
            },
            expected('a map with of and value'),
          ),
          expected('a list of correlations'),
        )
        .default([])
        .meta({ description: 'correlations of priors on the normal scale (normal copula); those not named are 0' }),
      joint: z
        .strictObject(
          {
            source,
            sample: z.boolean(expected('true or false')).optional().meta({
              description: 'whether the combinations are draws from a distribution and not all of it: their number then adds to the error',
            }),
            fitted: figures.meta({ description: 'of a posterior: the published figures that it was fitted to' }),
            heldOut: figures.meta({ description: 'of a posterior: the published figures that it only predicts' }),
            values: z
              .array(
                z.strictObject(
                  {
                    weight: number('a weight above 0').gt(0, expected('a weight above 0')).default(1),
                    set: z.record(path, number('a number'), expected('a map of paths and numbers')),
                  },
                  expected('a map with set'),
                ),
                expected('a list of combinations'),
              )
              .min(1, expected('at least one combination'))
              .meta({ description: 'combinations of values, each with a weight' }),
          },
          expected('a map with source and values'),
        )
        .optional()
        .meta({ description: 'instead of priors: all combinations of values that are thought possible, with their weights' }),
      posterior: z.string(expected('the name of a file')).optional().meta({
        description: 'file of learn --out, relative to this one: its draws take the place of priors of the same parameters',
      }),
      draws: number('a whole number from 1')
        .int(expected('a whole number from 1'))
        .min(1, expected('a whole number from 1'))
        .max(10_000, expected('at most 10000 draws'))
        .default(200)
        .meta({ description: 'number of draws from the priors' }),
    },
    expected('a map'),
  )
  .meta({ description: 'what is not known about parameters, for power --assurance and --tornado' });
