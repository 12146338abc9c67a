import { parse } from 'yaml';
import type { z } from 'zod';
import type { Study } from '../power/study.ts';
import { baseScenario } from './base-scenario.ts';
import { checkScenario, type Finding } from './check-scenario.ts';
import { overlay, parseTree, placeOf, treeOf, type DocumentTree } from './document-tree.ts';
import { nearestName } from './nearest-name.ts';
import { problem, type Place, type Problem } from './problem.ts';
import { scenarioSchema, type ResolvedScenario } from './scenario-schema.ts';
import { studyOf } from './study-of.ts';

export interface ScenarioSource {
  readonly path: string;
  readonly text: string;
}

export interface ReadOptions {
  /** Reads another file that `extends` names; may throw. */
  readonly readFile: (path: string) => string;
  /** `path=value` changes, the value written as YAML. */
  readonly set?: readonly string[];
  readonly seed?: string | number;
  readonly participants?: number;
  readonly replicates?: number;
}

export type ReadResult =
  | { readonly study: Study; readonly scenario: ResolvedScenario; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/**
 * Reads, merges, checks and completes a scenario. Either every problem at once, or the study and what is implausible about it.
 * Paths in `extends` are relative to the file that says so. Pure: files come through `readFile`.
 */
export function readScenario(source: ScenarioSource, options: ReadOptions): ReadResult {
  const problems: Problem[] = [];
  const file = readChain(source, options.readFile, [], problems);
  const changed = applyChanges(file, options, problems);
  const tree = overlay(baseScenario(changed.value.model), changed);
  if (problems.length > 0 && Object.keys(file.value).length === 0) return { problems };
  const whole: Place = { source: source.path, line: 1, column: 1 };
  const { extends: _, ...written } = tree.value;
  const parsed = scenarioSchema.safeParse({ name: nameOf(source.path), ...written });
  const placed = ({ path, message, at }: Finding): Problem => problem(placeOf(tree, path, whole, at), path, message);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.flatMap(findingsOf).map(placed));
    return { problems: inOrder(problems, source.path) };
  }
  const { errors, warnings } = checkScenario(parsed.data, written);
  problems.push(...errors.map(placed));
  if (problems.length > 0) return { problems: inOrder(problems, source.path) };
  return { study: studyOf(parsed.data), scenario: parsed.data, warnings: inOrder(warnings.map(placed), source.path) };
}

function readChain(source: ScenarioSource, readFile: ReadOptions['readFile'], chain: readonly string[], problems: Problem[]): DocumentTree {
  const { tree, problems: unreadable } = parseTree(source.path, source.text);
  problems.push(...unreadable);
  const base = tree.value.extends;
  if (base === undefined) return tree;
  const place = placeOf(tree, 'extends', { source: source.path, line: 1, column: 1 });
  if (typeof base !== 'string') {
    problems.push(problem(place, 'extends', `expected the name of a scenario file, got ${String(base)}`));
    return tree;
  }
  const path = besides(source.path, base);
  const seen = [...chain, normalised(source.path)];
  if (seen.includes(normalised(path))) {
    problems.push(
      problem(place, 'extends', `expected a file that does not lead back here, got a circle: ${[...seen, normalised(path)].join(' → ')}`),
    );
    return tree;
  }
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    problems.push(
      problem(
        place,
        'extends',
        `expected a readable scenario file, got ${path}: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
    return tree;
  }
  return overlay(readChain({ path, text }, readFile, seen, problems), tree);
}

/** A path relative to the folder of a file. */
function besides(file: string, path: string): string {
  return path.startsWith('/') ? path : normalised(`${file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'}/${path}`);
}

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || part === '') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(ya?ml|json)$/i, '');
}

function applyChanges(tree: DocumentTree, { set = [], seed, participants, replicates }: ReadOptions, problems: Problem[]): DocumentTree {
  const changes: DocumentTree[] = [];
  for (const change of set) {
    const place: Place = { source: `--set ${change}` };
    const split = change.indexOf('=');
    if (split < 1) {
      problems.push(problem(place, '', 'expected path=value'));
      continue;
    }
    try {
      changes.push(treeOf(change.slice(0, split).trim(), parse(change.slice(split + 1)), place));
    } catch {
      problems.push(problem(place, '', 'expected a value written as YAML'));
    }
  }
  if (seed !== undefined) changes.push(treeOf('seed', seed, { source: '--seed' }));
  if (participants !== undefined) changes.push(treeOf('design.participants', participants, { source: '--participants' }));
  if (replicates !== undefined) changes.push(treeOf('power.replicates', replicates, { source: '--replicates' }));
  return changes.reduce(overlay, tree);
}

/** What the schema found, one finding per unknown key, with the nearest valid name. */
function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message, at: 'value' }];
  const valid = keysAt(scenarioSchema, issue.path);
  return issue.keys.map((key) => {
    const near = nearestName(key, valid);
    const what = path === '' ? 'not a section of a scenario' : `not a part of ${path}`;
    return {
      path: path === '' ? key : `${path}.${key}`,
      message: `${what}${near === undefined ? '' : `; did you mean ${near}?`}`,
      at: 'key',
    };
  });
}

/** Names that the schema knows at a path; where alternatives exist, those of all of them. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  const { def } = schema as {
    def: { type: string; innerType?: unknown; shape?: Record<string, unknown>; options?: unknown[]; valueType?: unknown };
  };
  if (def.innerType !== undefined) return keysAt(def.innerType, path);
  if (def.options !== undefined) return [...new Set(def.options.flatMap((option) => keysAt(option, path)))];
  if (path.length === 0) return Object.keys(def.shape ?? {});
  const next = def.shape?.[String(path[0])] ?? def.valueType;
  return next === undefined ? [] : keysAt(next, path.slice(1));
}

function inOrder(problems: readonly Problem[], first: string): Problem[] {
  const rank = ({ place }: Problem): [number, number, number] => [place.source === first ? 0 : 1, place.line ?? 0, place.column ?? 0];
  return [...problems].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
}
