import type * as z from 'zod';
import { listedNames } from '../../text/listed-names.ts';
import { nearestName } from '../../text/nearest-name.ts';
import type { Diagnostic } from '../document/finding.ts';
import { slipIn } from '../document/slip.ts';
import { scenarioSchema, type ResolvedScenario } from './scenario-schema.ts';

/** What the schema says about a scenario's values, and a scenario to go on with. */
export interface SchemaResult {
  readonly findings: readonly Diagnostic[];
  /** The scenario with the values at fault replaced by what stands there by default; absent where that is not possible. */
  readonly scenario: ResolvedScenario | undefined;
}

/** Attempts after which a scenario is given up; every attempt removes at least one value. */
const MAX_ATTEMPTS = 100;

/** Findings after which nothing else is looked for: a file with more is no scenario with slips (assumed). */
const MAX_FINDINGS = 300;

/** Unknown names for which the nearest valid one is looked for; more than a command prints (assumed). */
const MAX_HINTS = 100;

/**
 * Holds plain values against the schema. Values at fault are reported, then taken out, so that what remains can be checked for
 * contradictions in the same reading; what the checks then say about a value at fault is for `concerns` to leave out.
 */
export function validateAgainstSchema(written: Readonly<Record<string, unknown>>): SchemaResult {
  const first = scenarioSchema.safeParse(written);
  if (first.success) return { findings: [], scenario: first.data };
  const hints = { left: MAX_HINTS };
  const findings = distinct(first.error.issues.flatMap((issue) => findingsOf(issue, written, hints)));
  if (findings.length > MAX_FINDINGS) return { findings, scenario: undefined };
  const remaining = structuredClone(written) as Record<string, unknown>;
  let issues = first.error.issues;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const taken = new Set<string>();
    for (const path of issues.flatMap(offendingPaths)) {
      const reached = longestExistingPath(remaining, path);
      if (!taken.has(reached.join('.'))) taken.add(removeAt(remaining, reached));
    }
    const again = scenarioSchema.safeParse(remaining);
    if (again.success) return { findings, scenario: again.data };
    issues = again.error.issues;
  }
  return { findings, scenario: undefined };
}

function distinct(findings: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(findings.map((each) => [`${each.path}\0${each.message}`, each])).values()];
}

function offendingPaths(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [[...issue.path]];
}

/** The part of a path that can be followed through maps: of a list with a fault the whole list goes. */
function longestExistingPath(root: unknown, path: readonly PropertyKey[]): string[] {
  let value = root;
  let depth = 0;
  while (depth < path.length && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    value = (value as Record<string, unknown>)[String(path[depth++])];
  }
  return path.slice(0, depth).map(String);
}

/**
 * Removes a value, so that the schema's default applies. A treatment without a valid kind becomes one
 * that does nothing, for its name to stay known; what is not there (a missing entry) takes its surroundings with it.
 * @returns the path of what was taken out
 */
function removeAt(root: Record<string, unknown>, path: readonly string[]): string {
  const [section, group, name, entry] = path;
  if (section === 'treatments' && isTreatmentGroup(group) && name !== undefined && (entry === undefined || entry === 'kind')) {
    const treatments = root.treatments as Record<string, Record<string, unknown>>;
    const harmless = harmlessTreatments[group];
    if (JSON.stringify(treatments[group][name]) === JSON.stringify(harmless)) delete treatments[group][name];
    else treatments[group][name] = harmless;
    return `treatments.${group}.${name}`;
  }
  if (section === 'name') {
    root.name = 'unnamed'; // the only entry that a scenario must have
    return section;
  }
  let holder: Record<string, unknown> = root;
  for (const part of path.slice(0, -1)) holder = (holder[part] ?? {}) as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (!Object.hasOwn(holder, last) && path.length > 1) return removeAt(root, path.slice(0, -1));
  delete holder[last];
  return path.join('.');
}

/** A treatment of each group that does nothing. */
const harmlessTreatments = {
  infusions: { kind: 'saline' },
  pretreatments: { kind: 'inert' },
  drugs: { kinetics: { shape: 'plateau' } },
} as const;

function isTreatmentGroup(group: string): group is keyof typeof harmlessTreatments {
  return Object.hasOwn(harmlessTreatments, group);
}

/** What the schema found, one finding per unknown key, with the nearest valid name. */
function findingsOf(issue: z.core.$ZodIssue, written: unknown, hints: { left: number }): Diagnostic[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'invalid_key') {
    const message = `expected a name of letters, digits, - and _, got '${String(issue.path.at(-1))}'`;
    return [{ path, message, at: 'key' }];
  }
  if (issue.code !== 'unrecognized_keys') {
    const at = issue.path.reduce<unknown>((inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part], written);
    const hint = typeof at === 'string' ? slipIn(at, issue.message) : undefined;
    return [{ path, message: hint === undefined ? issue.message : `${issue.message}; ${hint}`, at: 'value' }];
  }
  const valid = keysAt(scenarioSchema, issue.path, written);
  return issue.keys.map((key) => {
    if (hints.left-- <= 0) return unknownKey(path, key, '');
    const near = (path === '' ? insideSections(key, valid, written) : undefined) ?? nearestName(key, valid);
    const hint = near === undefined ? ` (${listedNames(valid)})` : `; did you mean ${near}?`;
    return unknownKey(path, key, hint);
  });
}

function unknownKey(path: string, key: string, hint: string): Diagnostic {
  if (path === '') return { path: key, message: `not a section of a scenario${hint}`, at: 'key' };
  return { path: `${path}.${key}`, message: `not a part of ${path}${hint}`, at: 'key' };
}

/** A value inside a section that is meant by its name alone: of exactly that name, or else, where no section is called alike, the nearest. */
function insideSections(key: string, sections: readonly string[], written: unknown): string | undefined {
  const inside = sections.flatMap((section) =>
    keysAt(scenarioSchema, [section], written).map((name) => ({ name, path: `${section}.${name}` })),
  );
  const exact = inside.filter(({ name }) => name === key).map(({ path }) => path);
  if (exact.length > 0) return exact.join(' or ');
  if (nearestName(key, sections) !== undefined) return undefined;
  const near = nearestName(
    key,
    inside.map(({ name }) => name),
  );
  return inside.find(({ name }) => name === near)?.path;
}

/** The parts of a schema that lead to the names it knows. */
interface SchemaPart {
  readonly def: {
    readonly innerType?: SchemaPart;
    readonly shape?: Readonly<Record<string, SchemaPart>>;
    readonly options?: readonly SchemaPart[];
    readonly discriminator?: string;
    readonly valueType?: SchemaPart;
    readonly catchall?: SchemaPart;
    readonly values?: readonly unknown[];
  };
}

/** Names that the schema knows at a path of a value; of alternatives, those of the one that the value chose. */
function keysAt(schema: unknown, path: readonly PropertyKey[], value: unknown): string[] {
  const { def } = schema as SchemaPart;
  if (def.innerType !== undefined) return keysAt(def.innerType, path, value);
  const inside = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const { discriminator } = def;
  if (def.options !== undefined && discriminator !== undefined) {
    const chosen = def.options.find((option) => option.def.shape?.[discriminator].def.values?.includes(inside[discriminator]));
    return chosen === undefined ? [] : keysAt(chosen, path, value);
  }
  if (path.length === 0) return Object.keys(def.shape ?? {});
  const name = String(path[0]);
  const next = def.shape?.[name] ?? def.valueType ?? def.catchall;
  return next === undefined ? [] : keysAt(next, path.slice(1), inside[name]);
}
