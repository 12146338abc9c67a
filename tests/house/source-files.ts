import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../src', import.meta.url));

/** One source file: its path within `src`, its room (first folder, or the file itself), its text. */
export interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
}

/** Every TypeScript file of `src`. */
export const sourceFiles: readonly SourceFile[] = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .sort()
  .map((path) => ({ path, room: path.split('/')[0], text: readFileSync(join(root, path), 'utf8') }));

/** What a file imports or re-exports: the target, whether types alone, and the target's room when it lies within `src`. */
export function importsOf({ path, text }: SourceFile): { target: string; typeOnly: boolean; room: string | undefined }[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const dynamic = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, target]) => ({ target, typeOnly: false }));
  return [...[...statements].map(([, type, target]) => ({ target, typeOnly: type !== undefined })), ...dynamic].map((each) => {
    const inside = each.target.startsWith('.') ? join(path, '..', each.target) : undefined;
    return { ...each, room: inside?.split('/')[0] };
  });
}

/** The text without comments and quoted words: what is executed. */
export function codeOf({ text }: SourceFile): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/\/\/.*$/gm, '');
}
