import * as z from 'zod';
import { alternatives, measures, methodNamed, methodNames, populations } from '../../analysis/index.ts';
import { directions } from '../../study/study.ts';
import { discriminated } from './kind-union.ts';
import { oneOf, tableShape } from './table-schema.ts';
import { expected, number, text } from './expected-value.ts';

const question = {
  endpoint: text('the name of an endpoint').optional().meta({ description: 'outcome that is analysed' }),
  visit: text('the name of a visit').optional().meta({ description: 'visit at which it is analysed' }),
  visits: z
    .array(text('the name of a visit'), expected('a list of visits'))
    .optional()
    .meta({ description: 'visits of a repeated-measures analysis' }),
  baseline: text('the name of a visit').optional().meta({ description: 'visit before treatment from which a change is taken' }),
  covariates: z
    .array(text('the name of a covariate'), expected('a list of covariates'))
    .optional()
    .meta({ description: 'values of participants for which the analysis adjusts' }),
  measure: z
    .enum(measures, { error: oneOf(measures) })
    .default('value')
    .meta({ description: 'what is analysed of the endpoint' }),
  population: z
    .enum(populations, { error: oneOf(populations) })
    .default('all')
    .meta({ description: 'participants who are analysed' }),
  reference: text('the name of a condition').optional().meta({ description: 'condition that is subtracted' }),
  comparator: text('the name of a condition').optional().meta({ description: 'condition from which the reference is subtracted' }),
  minus: z
    .strictObject(
      {
        reference: text('the name of a condition').meta({ description: 'condition that is subtracted in the second difference' }),
        comparator: text('the name of a condition').meta({ description: 'condition from which that reference is subtracted' }),
      },
      expected('a map with reference and comparator'),
    )
    .optional()
    .meta({ description: 'a second difference, comparator minus reference, that is taken from the first (difference of differences)' }),
  alternative: z
    .enum(alternatives, { error: oneOf(alternatives) })
    .default('two-sided')
    .meta({ description: 'whether the test is two-sided' }),
  direction: z
    .enum(directions, { error: oneOf(directions) })
    .default('either')
    .meta({ description: 'sign of the estimate that a success must have' }),
  alpha: number('a level above 0 and up to 0.5')
    .gt(0, expected('a level above 0 and up to 0.5'))
    .max(0.5, expected('a level above 0 and up to 0.5'))
    .optional()
    .meta({ description: 'level of the test; power.alpha where left out' }),
};

const analysisOptions = methodNames.map((name) =>
  z.strictObject({ method: z.literal(name), ...question, ...tableShape(methodNamed(name).options) }),
);
/** One entry of `analyses`, by its method. */
export const analysis = z.discriminatedUnion('method', analysisOptions as [(typeof analysisOptions)[number], ...typeof analysisOptions], {
  error: discriminated('method', methodNames),
});
