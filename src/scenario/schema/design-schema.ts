import * as z from 'zod';
import { allocationKinds, MINIMISATION_PROBABILITY } from '../../design/allocation-kind.ts';
import { designParameters, enrichmentParameters } from '../../design/design.ts';
import { shown } from '../document/problem.ts';
import { oneOf, tableShape } from './table-schema.ts';
import { expected, number, text } from './expected-value.ts';

const factor = z.strictObject(
  {
    covariate: text('the name of a covariate'),
    cuts: z
      .array(number('a value between two levels'), expected('a list of values'))
      .min(1, expected('at least one value'))
      .meta({ description: 'rising values between the levels of the covariate' }),
  },
  expected('a map with covariate and cuts'),
);
const factors = z.array(factor, expected('a list of factors')).min(1, expected('at least one factor'));
const allocationError = ({ input }: { input?: unknown }): string =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? oneOf(allocationKinds)({ input: (input as Record<string, unknown>).kind })
    : `expected a map with kind, got ${shown(input)}`;

const allocation = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('permuted-blocks') }),
      z.strictObject({
        kind: z.literal('random-blocks'),
        blockSizes: z
          .array(
            number('a whole number from 1').int(expected('a whole number from 1')).min(1, expected('a whole number from 1')),
            expected('a list of block sizes'),
          )
          .min(1, expected('at least one block size'))
          .meta({ description: 'sizes that every block draws from, each as probable as the others' }),
      }),
      z.strictObject({ kind: z.literal('simple') }),
      z.strictObject({ kind: z.literal('stratified-blocks'), factors }),
      z.strictObject({
        kind: z.literal('minimisation'),
        factors,
        probability: number('a probability above 0 and up to 1')
          .gt(0, expected('a probability above 0 and up to 1'))
          .max(1, expected('a probability above 0 and up to 1'))
          .default(MINIMISATION_PROBABILITY)
          .meta({ description: 'probability of the sequence that leaves the best balance' }),
      }),
    ],
    { error: allocationError },
  )
  .meta({ description: 'how patients come to their sequences; permuted blocks of blockSize where it is left out' });

const enrichment = z
  .strictObject(
    {
      condition: text('the name of a condition').meta({ description: 'condition of the open infusion' }),
      endpoint: text('the name of an endpoint').default('hamd17').meta({ description: 'endpoint whose change decides' }),
      visit: text('the name of a visit').meta({ description: 'visit to which the change is counted' }),
      ...tableShape(enrichmentParameters),
    },
    expected('a map with condition and visit'),
  )
  .meta({ description: 'an open infusion before randomisation: only patients whose score changes enough for the better are randomised' });

/** Who gets what in which order, and when. */
export const designSchema = z
  .strictObject(
    {
      ...tableShape(designParameters),
      sequences: z
        .array(
          z.array(text('the name of a condition'), expected('a list of conditions')).min(1, expected('at least one period')),
          expected('a list of sequences'),
        )
        .min(1, expected('at least one sequence'))
        .default([
          ['placebo', 'naltrexone'],
          ['naltrexone', 'placebo'],
        ])
        .meta({ description: 'sequences, each a list of conditions: a pretreatment, or pretreatment+infusion' }),
      weights: z
        .array(number('a whole number from 1').int(expected('a whole number from 1')).min(1, expected('a whole number from 1')))
        .optional()
        .meta({ description: 'relative numbers of patients per sequence; all 1 when absent' }),
      allocation: allocation.optional(),
      enrichment: enrichment.optional(),
      infusion: text('the name of an infusion').optional().meta({ description: 'infusion given where a condition names none' }),
      reference: text('the name of a condition').default('placebo').meta({ description: 'condition that others are compared with' }),
      carryoverExpected: z.boolean(expected('true or false')).optional().meta({
        description:
          'whether the design expects carry-over, so that no warning says how much benefit or blockade is left when the next period starts; changes nothing else',
      }),
      infusionDays: z
        .array(number('days').min(0, expected('0 or more days')))
        .optional()
        .meta({ description: 'days from the first infusion to each infusion; overrides washoutDays' }),
    },
    expected('a map'),
  )
  .prefault({});
