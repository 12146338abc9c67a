import * as z from 'zod';
import { shown } from '../document/problem.ts';
import { expected, number } from './expected-value.ts';

const powerBetween = number('a power between 0 and 1')
  .gt(0, expected('a power between 0 and 1'))
  .lt(1, expected('a power between 0 and 1'));

const rateBetween = number('a rate between 0 and 1').gt(0, expected('a rate between 0 and 1')).lt(1, expected('a rate between 0 and 1'));

const bounds = z
  .strictObject(
    {
      atLeast: powerBetween.optional().meta({ description: 'power that must be reached' }),
      below: rateBetween.optional().meta({ description: 'rate below which it must lie, as a type I error must' }),
    },
    expected('a power between 0 and 1, or a map with atLeast or below'),
  )
  .refine(({ atLeast, below }) => atLeast !== undefined || below !== undefined, { error: 'expected atLeast or below, got an empty map' });

/** What `power.require` takes: a power, or for every name a power or its bounds. */
export const requiredPower = z
  .union(
    [
      powerBetween,
      z.record(
        z.string(),
        z.union([powerBetween, bounds], {
          error: ({ input }) => `expected a power between 0 and 1, or a map with atLeast or below, got ${shown(input)}`,
        }),
      ),
    ],
    { error: ({ input }) => `expected a power between 0 and 1, or a map of analyses (or claim) and powers, got ${shown(input)}` },
  )
  .meta({
    description:
      'power that the claim (or each named analysis) must reach, or a rate that it must lie below: `power` then exits with 1 if missed, 3 if undecided',
  });

/** Bounds of the rate of success of one thing. */
export interface RequiredBounds {
  readonly atLeast?: number | undefined;
  readonly below?: number | undefined;
}

/** Power that must be reached: by the claim, or by each thing named; or bounds of its rate of success. */
export type RequiredPower = number | Readonly<Record<string, number | RequiredBounds>>;
