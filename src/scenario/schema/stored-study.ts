import * as z from 'zod';
import { methodNamed, methodNames } from '../../analysis/index.ts';
import { scenarioSchema } from './scenario-schema.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A part of a stored study, and what a scenario may say there. */
interface Part {
  readonly path: string;
  readonly value: unknown;
  readonly schema: z.ZodType;
  /** Whether a scenario fills in what is missing, and a study does not. */
  readonly isComplete: boolean;
}

const sections = scenarioSchema.shape;

/** Sections of the trial of virtual participants that a study holds as the scenario has them. */
const ofParticipants = [
  'population',
  'response',
  'belief',
  'dissociation',
  'adverseEffects',
  'craving',
  'measurement',
  'missingness',
] as const;
/** Those that it holds where they are recorded. */
const whereRecorded = ['assay', 'misuse'] as const;
/** Parts of the design of a trial without times and drugs. */
const ofSequences = ['participants', 'blockSize', 'sequences', 'weights', 'reference', 'allocation'];

const texts = z.object({ name: sections.name, title: z.string(), seed: z.string() });
const scoring = z
  .object({
    label: z.string(),
    unit: z.string(),
    better: z.enum(['lower', 'higher']),
    responseShare: z.number(),
    remissionCutOff: z.number().optional(),
    smallestDifference: z.number().optional(),
  })
  .optional();

/**
 * What is wrong with a study that was read from a file, as `path: expected …`: a part is missing, of another kind, or outside the range that a
 * scenario may give it. What contradicts itself is found where the study is compiled.
 * @returns undefined where nothing is wrong
 */
export function storedStudyProblem(study: unknown): string | undefined {
  if (!isMap(study)) return 'expected a study, got none';
  const { trial, analyses, power, claim, interim, multiplicity } = study;
  if (!isMap(trial)) return 'trial: expected a map, got none';
  if (trial.kind !== 'mechanistic' && trial.kind !== 'gaussian') return 'trial.kind: expected mechanistic or gaussian';
  if (!isMap(analyses)) return 'analyses: expected a map, got none';
  const parts: readonly Part[] = [
    { path: '', value: study, schema: texts, isComplete: true },
    { path: 'power', value: power, schema: sections.power, isComplete: true },
    { path: 'claim', value: claim, schema: sections.claim, isComplete: false },
    { path: 'interim', value: interim, schema: sections.interim, isComplete: true },
    { path: 'multiplicity', value: multiplicity, schema: sections.multiplicity, isComplete: false },
    ...(trial.kind === 'gaussian' ? gaussianParts(trial) : participantParts(trial)),
  ];
  for (const part of parts) {
    const found = partProblem(part);
    if (found !== undefined) return found;
  }
  for (const [name, planned] of Object.entries(analyses)) {
    const found = analysisProblem(`analyses.${name}`, planned);
    if (found !== undefined) return found;
  }
  return undefined;
}

function gaussianParts({ design, gaussian, missingness }: Fields): Part[] {
  const ranges = z.any().superRefine((value: unknown, context) => {
    // Standard deviations that were solved for may lie outside the range in which they are written.
    const read = sections.gaussian.safeParse(value);
    for (const { code, path, message } of read.error?.issues ?? [])
      if (code !== 'too_big' && code !== 'too_small') context.addIssue({ code: 'custom', path: [...path], message });
  });
  return [
    { path: 'trial.design', value: design, schema: sections.design, isComplete: false },
    {
      path: 'trial.design',
      value: onlyOf(design, ofSequences),
      schema: z.object({
        participants: z.number(),
        blockSize: z.number(),
        sequences: z.array(z.unknown()),
        weights: z.array(z.unknown()),
        reference: z.string(),
      }),
      isComplete: true,
    },
    { path: 'trial.gaussian', value: gaussian, schema: ranges, isComplete: false },
    { path: 'trial.missingness', value: missingness, schema: sections.missingness, isComplete: true },
  ];
}

function participantParts(trial: Fields): Part[] {
  const { design, visits, outcomes, pretreatments, infusions, drugs } = trial;
  return [
    { path: 'trial.design', value: design, schema: sections.design, isComplete: true },
    { path: 'trial.design', value: design, schema: z.object({ weights: z.array(z.number()), infusion: z.string() }), isComplete: true },
    { path: 'trial.visits', value: visits, schema: sections.visits, isComplete: true },
    { path: 'trial.outcomes', value: writtenOutcomes(outcomes), schema: sections.outcomes, isComplete: false },
    { path: 'trial', value: { pretreatments, infusions }, schema: sections.treatments, isComplete: false },
    { path: 'trial', value: { drugs: withoutKind(drugs) }, schema: sections.treatments, isComplete: false },
    ...ofParticipants.map((name) => ({ path: `trial.${name}`, value: trial[name], schema: sections[name], isComplete: true })),
    ...whereRecorded
      .filter((name) => Object.hasOwn(trial, name))
      .map((name) => ({ path: `trial.${name}`, value: trial[name], schema: sections[name], isComplete: true })),
  ];
}

function partProblem({ path, value, schema, isComplete }: Part): string | undefined {
  const read = schema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `${joined(path, issue.path)}: ${issue.message}`;
  }
  const missing = isComplete ? missingIn(value, read.data) : undefined;
  return missing === undefined ? undefined : `${joined(path, missing)}: expected a value, got nothing`;
}

/** Path of a value that a part has only once its defaults are filled in; undefined where it has all. */
function missingIn(given: unknown, complete: unknown): readonly string[] | undefined {
  if (!isMap(complete)) return undefined;
  for (const [name, value] of Object.entries(complete)) {
    const own = isMap(given) && Object.hasOwn(given, name) ? given[name] : undefined;
    if (value !== undefined && own === undefined) return [name];
    const inner = missingIn(own, value);
    if (inner !== undefined) return [name, ...inner];
  }
  return undefined;
}

function analysisProblem(path: string, planned: unknown): string | undefined {
  if (!isMap(planned)) return `${path}: expected a map, got none`;
  const { declared, options, ...question } = planned;
  const found = partProblem({ path: `${path}.declared`, value: declared, schema: scoring, isComplete: false });
  if (found !== undefined) return found;
  const method = methodNames.find((name) => name === question.method);
  if (method === undefined || !isMap(options)) return `${path}: expected a method and its options`;
  const table = methodNamed(method).options;
  const absent = [
    ...Object.keys(table).map((name) => [options, `options.${name}`, name] as const),
    ...['visit', 'endpoint', 'baseline', 'reference', 'comparator', 'alpha'].map((name) => [question, name, name] as const),
  ].find(([holder, , name]) => !Object.hasOwn(holder, name));
  if (absent !== undefined) return `${path}.${absent[1]}: expected a value, got nothing`;
  return partProblem({
    path: 'analyses',
    value: { [path.slice('analyses.'.length)]: { ...question, ...options } },
    schema: sections.analyses,
    isComplete: false,
  });
}

/** Outcomes as a scenario writes them: what is declared stands beside what is recorded. */
function writtenOutcomes(outcomes: unknown): unknown {
  if (!isMap(outcomes)) return outcomes;
  return mapped(outcomes, (outcome) => {
    if (!isMap(outcome) || !isMap(outcome.declared)) return outcome;
    const { declared, ...recorded } = outcome;
    return { ...recorded, ...declared };
  });
}

function withoutKind(drugs: unknown): unknown {
  return isMap(drugs)
    ? mapped(drugs, (drug) =>
        isMap(drug)
          ? onlyOf(
              drug,
              Object.keys(drug).filter((name) => name !== 'kind'),
            )
          : drug,
      )
    : drugs;
}

function mapped(values: Fields, change: (value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function onlyOf(value: unknown, names: readonly string[]): unknown {
  return isMap(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name))) : value;
}

function joined(path: string, inner: readonly PropertyKey[]): string {
  return [...(path === '' ? [] : [path]), ...inner.map(String)].join('.');
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
