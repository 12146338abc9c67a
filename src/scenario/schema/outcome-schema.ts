import * as z from 'zod';
import { endpointParameters, type DeclaredEndpoint } from '../../outcomes/declared-endpoint.ts';
import { endpointNames } from '../../trial/trial-model.ts';
import { expected, number, text } from './expected-value.ts';
import { tableShape } from './table-schema.ts';

const recorded = {
  visits: z
    .array(text('the name of a visit'), expected('a list of visits'))
    .meta({ description: 'visits at which the endpoint is measured' }),
  exploratory: z
    .boolean(expected('true or false'))
    .default(false)
    .meta({ description: 'whether it is recorded for its own sake, so that no analysis needs to read it' }),
  eligibleFrom: number('a value of the endpoint').optional().meta({ description: 'lowest value measured at screening that is eligible' }),
  eligibleTo: number('a value of the endpoint').optional().meta({ description: 'highest value measured at screening that is eligible' }),
};

const known = z.strictObject(recorded, expected('a map with visits'));

const item = z.strictObject(
  {
    name: text('the name of an item'),
    maximum: number('a whole number from 1').int(expected('a whole number from 1')).min(1, expected('a whole number from 1')),
    difficulty: number('a number').meta({ description: 'place of the step from 0 to 1 on the latent scale; the lower, the milder' }),
    step: number('a number above 0')
      .gt(0, expected('a number above 0'))
      .default(1)
      .meta({ description: 'distance between one step and the next on the latent scale' }),
  },
  expected('a map with name, maximum and difficulty'),
);

const declared = z.strictObject(
  {
    ...recorded,
    visits: recorded.visits.default([]).meta({ description: 'visits at which the endpoint is measured' }),
    label: text('a label').optional().meta({ description: 'what the endpoint is; an endpoint that the program does not know needs it' }),
    shortLabel: text('a label').optional().meta({ description: 'as in pictures and sentences; the label where it is left out' }),
    unit: text('a unit').default('points').meta({ description: 'unit of the values' }),
    ...tableShape(endpointParameters),
    remissionCutOff: number('a value of the endpoint').optional().meta({ description: 'last value that counts as remission' }),
    items: z
      .array(item, expected('a list of items'))
      .min(1, expected('at least one item'))
      .optional()
      .meta({ description: 'items of a scale that is rated from severity; without them the endpoint is a rating of its own' }),
    equating: z
      .array(z.tuple([number('HAM-D17 points'), number('points of the scale')], expected('a pair of points')), expected('a list of pairs'))
      .min(2, expected('at least two pairs'))
      .optional()
      .meta({ description: 'with items: pairs of HAM-D17 points and points of the scale, from [0, 0] to [52, sum of the items]' }),
  },
  expected('a map with visits'),
);

/** One entry of `outcomes`, declared or known. */
export interface WrittenOutcome extends Partial<Omit<DeclaredEndpoint, 'label' | 'shortLabel' | 'unit'>> {
  readonly visits: readonly string[];
  readonly exploratory: boolean;
  readonly eligibleFrom?: number;
  readonly eligibleTo?: number;
  readonly label?: string;
  readonly shortLabel?: string;
  readonly unit?: string;
}

/** What a scenario records: endpoints that the program knows, and those that it declares. */
export const outcomesSchema = z
  .object(Object.fromEntries(endpointNames.map((name) => [name, known.optional()])), expected('a map of endpoints'))
  .catchall(declared)
  .prefault({}) as z.ZodType<Readonly<Record<string, WrittenOutcome | undefined>>>;
