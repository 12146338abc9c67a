import * as z from 'zod';
import { tableLayouts } from '../data-files/layouts/index.ts';
import { SEVERITY_ENDPOINT } from '../outcomes/scales/index.ts';
import { expected, number, text } from '../scenario/schema/expected-value.ts';
import { oneOf } from '../scenario/schema/table-schema.ts';
import { priorSchema } from '../scenario/schema/uncertainty-schema.ts';

/** What is read from a score: the score itself, its change from the period's baseline (also in percent of it) or from the baseline of the first period, or whether the patient responds or remits. */
export const measures = ['value', 'change', 'percent-change', 'since-first', 'response', 'remission'] as const;

const reading = {
  endpoint: text('the name of an endpoint').default(SEVERITY_ENDPOINT),
  visit: text('the name of a visit'),
  measure: z.enum(measures, { error: oneOf(measures) }).default('value'),
  after: text('the name of a condition'),
  period: number('a whole number from 1').int(expected('a whole number from 1')).min(1, expected('a whole number from 1')).optional(),
};
const readingSchema = z.strictObject(reading, expected('a map with visit and after'));

const common = {
  name: text('a name'),
  read: text('how the figure was read'),
  heldOut: z.boolean(expected('true or false')).default(false),
};
const value = number('a number');
const whole = number('a whole number from 0').int(expected('a whole number from 0')).min(0, expected('a whole number from 0'));

/** Kinds of summaries, each with what it is written with. */
const kinds = {
  count: { ...reading, count: whole, of: whole.min(1, expected('a whole number from 1')) },
  patterns: {
    events: z
      .array(readingSchema, expected('a list of events'))
      .min(2, expected('at least two events'))
      .max(6, expected('at most six events')),
    patterns: z.record(
      z.string().regex(/^[01]+$/, { error: 'expected a pattern of 0 and 1, one digit an event' }),
      whole,
      expected('a map of patterns and counts'),
    ),
  },
  mean: { ...reading, value },
  sd: { ...reading, value: value.gt(0, expected('a number above 0')) },
  share: { ...reading, value: value.min(0, expected('0 to 1')).max(1, expected('0 to 1')) },
  correlation: { ...reading, with: readingSchema, value: value.gt(-1, expected('-1 to 1')).lt(1, expected('-1 to 1')) },
  'standardised-difference': { ...reading, against: text('the name of a condition'), value },
  'paired-effect': { ...reading, against: text('the name of a condition'), value },
  'paired-difference': { ...reading, against: text('the name of a condition'), value },
  'paired-sd': { ...reading, against: text('the name of a condition'), value: value.gt(0, expected('a number above 0')) },
  'odds-ratio': { ...reading, against: text('the name of a condition'), value: value.gt(0, expected('a number above 0')) },
} as const;
export type SummaryKind = keyof typeof kinds;

const options = Object.entries(kinds).map(([kind, shape]) => z.strictObject({ kind: z.literal(kind), ...common, ...shape }));
const summarySchema = z.discriminatedUnion('kind', options as [(typeof options)[number], ...typeof options], {
  error: ({ input }) => oneOf(Object.keys(kinds))({ input: (input as { kind?: unknown } | null)?.kind }),
});

/** Whose score is read, when, and how. */
export type Reading = z.infer<typeof readingSchema>;
interface Common {
  readonly name: string;
  readonly read: string;
  readonly heldOut: boolean;
}

/** A published figure of a study. */
export type Summary = Common &
  (
    | ({ readonly kind: 'count'; readonly count: number; readonly of: number } & Reading)
    | { readonly kind: 'patterns'; readonly events: readonly Reading[]; readonly patterns: Readonly<Record<string, number>> }
    | ({ readonly kind: 'mean' | 'sd' | 'share'; readonly value: number } & Reading)
    | ({ readonly kind: 'correlation'; readonly with: Reading; readonly value: number } & Reading)
    | ({
        readonly kind: 'standardised-difference' | 'paired-effect' | 'paired-difference' | 'paired-sd' | 'odds-ratio';
        readonly against: string;
        readonly value: number;
      } & Reading)
    // Of individual data alone: the share of patients with one pattern of events.
    | { readonly kind: 'pattern-share'; readonly events: readonly Reading[]; readonly pattern: string; readonly value: number }
  );

/** The source of a study that is no published one. */
export const OWN_DATA = 'own-data';

const partOfScenario = z.record(z.string(), z.unknown(), expected('a map of sections'));

const words = z.union([z.string(), z.array(z.string())], expected('a text or a list of texts')).optional();
const word = z.string(expected('a text')).optional();
const among = (names: readonly string[]) => z.enum(names as [string, ...string[]], { error: oneOf(names) }).optional();
/** Individual data in a file, and what `analyze` would be told about it, by the names of its options. */
export const observationsSchema = z.preprocess(
  (it) => (typeof it === 'string' ? { file: it } : it),
  z.strictObject(
    {
      file: text('the path of a file of observations'),
      ...{ trial: word, layout: among(tableLayouts.map(({ name }) => name)), columns: words, values: words, missing: words, where: word },
      ...{ endpoint: word, visit: word, decimal: among(['.', ',']), delimiter: word, encoding: word, sheet: word },
      edited: z.boolean(expected('true or false')).default(false),
    },
    expected('a path or a map with file'),
  ),
);
export type WrittenObservations = z.infer<typeof observationsSchema>;

/** An evidence file as it is written. */
export const evidenceSchema = z.strictObject(
  {
    name: text('a name'),
    title: text('a title').default(''),
    seed: z.union([z.string(), z.number()], expected('a text or a number')).default(1),
    scenario: partOfScenario,
    parameters: z.record(z.string(), priorSchema, expected('a map of paths and priors')),
    betweenStudy: z
      .record(z.string(), number('a number above 0').gt(0, expected('a number above 0')), expected('a map of paths and numbers'))
      .default({}),
    studies: z.record(
      z.string(),
      z.strictObject(
        {
          source: text('a source key').default(OWN_DATA),
          about: text('a text').default(''),
          scenario: z.union([z.string(), partOfScenario], expected('a map of sections or the name of a scenario')).default({}),
          summaries: z.array(summarySchema, expected('a list of summaries')).default([]),
          observations: observationsSchema.optional(),
        },
        expected('a map with source and summaries'),
      ),
      expected('a map of studies'),
    ),
  },
  expected('a map'),
);
export type WrittenEvidence = z.infer<typeof evidenceSchema>;
