import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../src', import.meta.url));

/** One source file: its path within `src`, its room (first folder, or the file itself), its folder, its text. */
export interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly folder: string;
  readonly text: string;
}

/** An import or re-export: the target as written, whether types alone, and the target's path and room when it lies within `src`. */
export interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
  readonly path: string | undefined;
  readonly room: string | undefined;
}

/** Every TypeScript file of `src`, also those with elements of a page in them. */
export const sourceFiles: readonly SourceFile[] = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .sort()
  .map((path) => ({ path, room: path.split('/')[0], folder: dirname(path), text: readFileSync(join(root, path), 'utf8') }));

/** What a file imports or re-exports. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const dynamic = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, target]) => ({ target, typeOnly: false }));
  return [...[...statements].map(([, type, target]) => ({ target, typeOnly: type !== undefined })), ...dynamic].map((each) => {
    const inside = each.target.startsWith('.') ? join(path, '..', each.target) : undefined;
    return { ...each, path: inside, room: inside?.split('/')[0] };
  });
}

/** The text without comments and quoted words: what is executed. */
export function codeOf({ text }: Pick<SourceFile, 'text'>): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/\/\/.*$/gm, '');
}

/** The text without comments: what is executed, and the names in it. */
export function namingCodeOf({ text }: SourceFile): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

/**
 * The cycles of a directed graph: its strongly connected components of more than one node (Tarjan 1972, SIAM J Comput 1:146–160).
 * @param edges  the nodes that each node points to
 */
export function cyclesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(node) !== order.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    if (component.length > 1) cycles.push(component.sort());
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return cycles;
}
