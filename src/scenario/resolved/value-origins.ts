import { refuse } from '../../arguments/refuse.ts';
import type { DocumentTree } from '../document/document-tree.ts';
import type { ParameterValue } from './parameter-value.ts';
import type { SourceLocation } from '../document/problem.ts';

/** What the layers of a scenario say about one value: who set it, and which source stands beside it. */
export interface ValueOrigin {
  /** `file:line` of the layer, or the option, that set the value; absent where it is the program's default. */
  readonly setBy?: string;
  /** Source key, `assumed` or `definition` that a layer gives for this very value. */
  readonly source?: string;
  /** The value is the program's default again after a layer below had another: the source of the default does not count. */
  readonly returned?: boolean;
  /** The drug that the source speaks of, where it was inherited from a trial of that drug and this trial gives another. */
  readonly borrowed?: string;
}

/** Origins by path. A value that is not in it is the program's default, of which no layer says anything. */
export type Origins = Readonly<Record<string, ValueOrigin>>;

/** A scenario up to and including one of its layers. */
export interface LaidLayer {
  /** The file that the layer is; empty for the defaults of every scenario. */
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What a scenario says up to and with each of its files, and of a world's files what the world says by itself. */
export type LaidFiles = ReadonlyMap<string, LaidLayer['value']>;

/**
 * The origin of every value of a scenario.
 *
 * A source that a layer gives stands beside the value that the path has in that layer, set there or inherited. It counts for the resolved value
 * only if no layer above changed it: a layer that changes a value removes its source, a layer that sets the same value again keeps it. The program's
 * defaults and their sources are the lowest layer.
 * @param values  of the resolved scenario
 * @param tree    all layers merged
 * @param layers  those of the files, the lowest first
 * @param files   what the sources that a file gives stand beside; those of options stand beside the resolved values
 */
export function valueOrigins(
  values: readonly ParameterValue[],
  tree: DocumentTree,
  layers: readonly LaidLayer[],
  files: LaidFiles,
): Origins {
  const given = sourcesIn(tree.value);
  const entries = values.flatMap(({ path, value, parameter }): [string, ValueOrigin][] => {
    const written = valueAt(tree.value, path) !== undefined;
    const isSame = (above: LaidLayer['value']): boolean => {
      const there = valueAt(above, path);
      return there === undefined ? !written || parameter.default === value : comparable(there) === comparable(value);
    };
    const place = written ? tree.values.get(path) : undefined;
    const file = tree.values.get(`evidence.${path}`)?.source ?? '';
    const beside = files.get(file);
    const from = layers.findIndex((layer) => layer.file === file);
    const counts = beside === undefined || (isSame(beside) && layers.slice(from).every((layer) => isSame(layer.value)));
    const source = counts ? given[path] : undefined;
    const returned = place !== undefined && parameter.default === value && !layers.every((layer) => isSame(layer.value));
    const origin = {
      ...(place === undefined ? {} : { setBy: placeText(place) }),
      ...(source === undefined ? {} : { source }),
      ...(returned ? { returned } : {}),
    };
    return Object.keys(origin).length === 0 ? [] : [[path, origin]];
  });
  return Object.fromEntries(entries);
}

/**
 * A scenario's tree without the sources of what a later layer took away, or turned into another kind of treatment, shape or course of a drug, or method of analysis.
 * A source for what never was in its own layer stays, to be told.
 */
export function withoutOrphanedSources(tree: DocumentTree, files: LaidFiles): Readonly<Record<string, unknown>> {
  const given = Object.entries(sourcesIn(tree.value));
  const orphaned = given.filter(([path]) => {
    const layer = files.get(tree.values.get(`evidence.${path}`)?.source ?? '');
    return layer !== undefined && isGone(path, layer, tree.value);
  });
  if (orphaned.length === 0) return tree.value;
  const gone = orphaned.map(([path]) => path);
  return { ...tree.value, evidence: Object.fromEntries(given.filter(([path]) => !gone.includes(path))) };
}

function isGone(path: string, before: unknown, after: unknown): boolean {
  const parts = path.split('.');
  return parts.some((_, depth) => {
    const prefix = parts.slice(0, depth + 1).join('.');
    const [old, now] = [valueAt(before, prefix), valueAt(after, prefix)];
    if (old === undefined) return false;
    return now === undefined || ['kind', 'method', 'shape', 'course'].some((name) => valueAt(old, name) !== valueAt(now, name));
  });
}

/**
 * Whether what a stored document holds are origins.
 *
 * @example
 * ```ts
 * import { isOrigins } from 'crossover-sim/scenario';
 * isOrigins({ 'gaussian.difference': { setBy: 'trial.yaml:16' } }); // → true
 * isOrigins('trial.yaml:16'); // → false
 * ```
 */
export function isOrigins(value: unknown): value is Origins {
  const isMap = (each: unknown): boolean => typeof each === 'object' && each !== null && !Array.isArray(each);
  const isText = (each: unknown): boolean => each === undefined || typeof each === 'string';
  if (!isMap(value)) return false;
  return Object.values(value as Origins).every(
    (origin) =>
      isMap(origin) && [origin.setBy, origin.source, origin.borrowed].every(isText) && [undefined, true].includes(origin.returned),
  );
}

/** Where a value was set, as documents show it. */
function placeText({ source, line }: SourceLocation): string {
  return line === undefined ? source : `${source}:${line}`;
}

function sourcesIn({ evidence }: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  if (typeof evidence !== 'object' || evidence === null) return {};
  return evidence as Readonly<Record<string, string>>;
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, part) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part) ? (inner as Record<string, unknown>)[part] : undefined;
  }, value);
}

/** A value in the form in which described values hold it: lists as JSON. */
function comparable(value: unknown): unknown {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** @throws TypeError unless the argument says of values who set them */
export function checkOrigins(name: string, origins: unknown): void {
  if (!isOrigins(origins)) refuse(name, 'the origins that readScenario gives', origins, 'none');
}
