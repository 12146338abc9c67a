import { parseTree, treeOf, type DocumentTree } from './document-tree.ts';
import { mergeTree } from './merge-tree.ts';
import { problem, type LocatedDiagnostic } from './problem.ts';
import type { Valueless } from './valueless.ts';

/** What the command line changes of a scenario. */
export interface ScenarioChanges {
  /** `path=value` changes, the value written as YAML. */
  readonly set?: readonly string[];
  /** The same, of one setting of a sweep (`--vary`); applied after those of `set`. */
  readonly varied?: readonly string[];
  readonly seed?: string | number;
  readonly participants?: number;
  readonly replicates?: number;
}

/** The tree after the changes of the command line, in order. */
export function applyChanges(
  tree: DocumentTree,
  { set = [], varied = [], seed, participants, replicates }: ScenarioChanges,
  problems: LocatedDiagnostic[],
  empty: Valueless[],
  unfounded: Valueless[] = [],
): DocumentTree {
  let changed = tree;
  const lay = (path: string, value: unknown, source: string): void => {
    changed = mergeTree(changed, treeOf(path, value, { source }, changed), unfounded);
  };
  const written = [...set.map((change) => ({ option: '--set', change })), ...varied.map((change) => ({ option: '--vary', change }))];
  for (const { option, change } of written) {
    const split = change.indexOf('=');
    const path = change.slice(0, Math.max(0, split)).trim();
    const refuse = (message: string): void => void problems.push(problem({ source: option }, path, message));
    if (split < 1 || path.split('.').includes('')) refuse(`expected path=value, got '${change}'`);
    else if (['extends', 'replace'].includes(path)) refuse(`expected the path of a value, got ${path}, which only a file can say`);
    else if (path.split('.').includes('__proto__')) refuse('not a usable name');
    else {
      const { value, message, empty: within = [] } = valueOf(change.slice(split + 1));
      empty.push(...within.map((each) => ({ ...each, place: { source: option }, path: path + each.path.slice(VALUE.length) })));
      if (message === undefined) lay(path, value, option);
      else refuse(message);
    }
  }
  if (seed !== undefined) lay('seed', seed, '--seed');
  if (participants !== undefined) lay('design.participants', participants, '--participants');
  if (replicates !== undefined) lay('power.replicates', replicates, '--replicates');
  return changed;
}

/** The name under which a value of the command line is read. */
const VALUE = 'value';

/** A value written as YAML on the command line. */
function valueOf(text: string): { value?: unknown; message?: string; empty?: readonly Valueless[] } {
  const { tree, problems, empty } = parseTree('--set', `${VALUE}: ${text}`);
  if (empty.some(({ path }) => path === VALUE)) return { message: 'expected a value, got nothing (null removes an entry)' };
  if (problems.length > 0) return { message: `expected a value written as YAML, got '${text.trim()}'` };
  return { value: tree.value[VALUE], empty };
}
