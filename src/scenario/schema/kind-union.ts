import * as z from 'zod';
import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import { oneOf, tableShape } from './table-schema.ts';

/**
 * Error text of a map whose one entry says which other entries it has.
 * @param meant  names that are none of the valid ones, and the one that is meant by each
 */
export const discriminated =
  (entry: string, names: readonly string[], meant: Readonly<Record<string, string>> = {}) =>
  ({ input }: { input?: unknown }): string =>
    typeof input === 'object' && input !== null && !Array.isArray(input)
      ? withMeant(oneOf(names)({ input: (input as Record<string, unknown>)[entry] }), (input as Record<string, unknown>)[entry], meant)
      : oneOf(names)({ input }).replace('expected', `expected a map with ${entry}`);

/** A message with the name that is meant by what was given instead. */
function withMeant(message: string, given: unknown, meant: Readonly<Record<string, string>>): string {
  return typeof given === 'string' && Object.hasOwn(meant, given) ? `${message}; did you mean ${meant[given]}?` : message;
}

/** Names that files, streams and `--set` can carry: a treatment's name is part of a sequence's, a visit's of a column's. */
export const nameKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/);

/** What a map holds that says its kind under the name `Entry`, and then has the entries of that kind's table. */
export type KindValues<Entry extends string, Kinds extends Readonly<Record<string, ParameterTable>>, More> = {
  [Kind in keyof Kinds]: { [Name in Entry]: Kind } & ParameterValues<Kinds[Kind]> & More;
}[keyof Kinds];

/** Maps that say their kind and then have the entries of that kind's table. */
export const kindUnion = <
  Entry extends string,
  Kinds extends Readonly<Record<string, ParameterTable>>,
  More extends Record<string, z.ZodType>,
>(
  entry: Entry,
  kinds: Kinds,
  more: More,
  meant: Readonly<Record<string, string>> = {},
) => {
  const options = Object.entries(kinds).map(([kind, table]) => z.strictObject({ [entry]: z.literal(kind), ...tableShape(table), ...more }));
  const union = z.discriminatedUnion(entry, options as [(typeof options)[number], ...typeof options], {
    error: discriminated(entry, Object.keys(kinds), meant),
  });
  return union as z.ZodType<KindValues<Entry, Kinds, z.output<z.ZodObject<More>>>>;
};
