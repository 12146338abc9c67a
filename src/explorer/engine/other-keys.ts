import { stringify } from 'yaml';
import { scenarioJsonSchema, type ReadResult } from '../../scenario/index.ts';
import { labelOf } from './label.ts';
import type { Field } from './messages.ts';
import { sectionsOf } from './sections.ts';

/** What is read of the published JSON Schema of a scenario. */
interface Node {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly anyOf?: readonly Node[];
}

type Read = Exclude<ReadResult, { readonly problems: unknown }>;

let schema: Node | undefined;
const scenarioNode = (): Node => (schema ??= scenarioJsonSchema());

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The alternatives of a node without null and without nesting. */
function alternatives(node: Node): readonly Node[] {
  return node.anyOf === undefined ? [node] : node.anyOf.flatMap(alternatives).filter(({ type }) => type !== 'null');
}

/** The alternative that a value is written after: the one whose fixed words (`method: tost`) are those of the value. */
function alternativeOf(node: Node, value: unknown): Node | undefined {
  const all = alternatives(node);
  if (all.length === 1) return all[0];
  if (!isMap(value)) return undefined;
  const fits = ({ properties }: Node): boolean =>
    properties !== undefined && Object.entries(properties).every(([key, each]) => each.const === undefined || each.const === value[key]);
  return all.find(fits);
}

function typeOf({ type, enum: words }: Node): Pick<Field, 'kind' | 'options'> {
  if (words !== undefined) return { kind: 'choice', options: ['', ...words] };
  if (type === 'boolean') return { kind: 'choice', options: ['', 'false', 'true'] };
  return { kind: type === 'number' || type === 'integer' ? 'number' : 'line' };
}

/** A value as it is written in one line of YAML; nothing where there is none. */
const written = (value: unknown): string =>
  value === undefined ? '' : stringify(value, { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd();

/** A key as a field of the form. @param one  the alternative that its value is written after, where there is one */
function fieldOf(path: readonly string[], node: Node, one: Node | undefined, value: unknown): Field {
  const name = path.join('.');
  const { description = '', minimum, maximum, default: usual } = { ...node, ...one };
  return {
    ...{ path: name, label: labelOf(name), about: description === '' ? name : description, unit: '' },
    ...{ value: written(value), default: written(usual), source: '', origin: '', section: path[0], basic: false },
    ...(one === undefined ? { kind: 'line' } : typeOf(one)),
    ...(minimum === undefined ? {} : { min: minimum }),
    ...(maximum === undefined ? {} : { max: maximum }),
    optional: true,
  };
}

/** What stands under a map: the keys of the schema and the names of the value, each with its node. */
function under(node: Node, value: unknown): [key: string, node: Node, value: unknown][] {
  const own = isMap(value) ? value : {};
  const { properties = {}, additionalProperties: named } = node;
  const keys = Object.entries(properties).filter(([, each]) => each.const === undefined);
  // A name with a dot (the prior of a parameter) is edited as text: the path of a field has none.
  const names = isMap(named) ? Object.keys(own).filter((key) => properties[key] === undefined && !key.includes('.')) : [];
  return [
    ...keys.map(([key, each]): [string, Node, unknown] => [key, each, own[key]]),
    ...names.map((key): [string, Node, unknown] => [key, named as Node, own[key]]),
  ];
}

/**
 * Every other key that the scenario may have, from its published schema: those that it has and the form does not show yet, and
 * those that it does not have. A value that is a list or a map is written as in one line of YAML; an empty one is left out.
 * @param shown  paths that the form has
 */
export function otherKeys({ study, scenario }: Read, shown: ReadonlySet<string>): Field[] {
  const sections = sectionsOf(study.trial.kind);
  const found: Field[] = [];
  const walk = (node: Node, value: unknown, path: readonly string[]): void => {
    const one = alternativeOf(node, value);
    if (one !== undefined && (one.properties !== undefined || isMap(one.additionalProperties))) {
      for (const [key, each, own] of under(one, value)) if (path.length > 0 || sections.includes(key)) walk(each, own, [...path, key]);
    } else if (!shown.has(path.join('.'))) found.push(fieldOf(path, node, one, value));
  };
  walk(scenarioNode(), scenario, []);
  return found;
}

/** An analysis by another method that looks at what the first one looks at. */
export function anotherAnalysis({ scenario }: Read, method: string): Readonly<Record<string, unknown>> {
  const analyses = Object.values(scenario.analyses ?? {});
  const like: Readonly<Record<string, unknown>> = { ...analyses.at(0) };
  const any = scenarioNode().properties?.analyses.additionalProperties;
  const keys = (isMap(any) ? alternativeOf(any, { method }) : undefined)?.properties ?? {};
  const taken = ['endpoint', 'visit', 'baseline', 'measure', 'reference', 'comparator'].filter(
    (key) => keys[key] !== undefined && like[key] !== undefined && like[key] !== keys[key].default,
  );
  return { method, ...Object.fromEntries(taken.map((key) => [key, like[key]])) };
}
