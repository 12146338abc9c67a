import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** What the program reads beside its code. */
const BESIDE = ['scenarios', 'node_modules', 'package.json', 'CHANGELOG.md'];

/** A copy of the program as JavaScript in a folder of its own, which starts in a third of the time of its TypeScript, and a folder for what is tried with it. */
export interface BuiltProgram {
  /** The file that is the program. */
  readonly cli: string;
  /** A file of this folder as JavaScript. */
  built(name: string): string;
  /** A new empty folder. */
  folder(name: string): string;
  remove(): void;
}

/**
 * Builds a program and the files of `tests/reliability` that run inside it.
 * @param source  another checkout of the program, for comparisons
 */
export async function buildProgram(source = repository): Promise<BuiltProgram> {
  const root = mkdtempSync(join(tmpdir(), 'crossover-sim-reliability-'));
  await translate(source, 'src', root);
  await translate(repository, 'tests/reliability', root);
  for (const name of BESIDE) symlinkSync(join(source, name), join(root, name));
  symlinkSync('src', join(root, 'dist')); // where the published program finds its own files
  let folders = 0;
  return {
    cli: join(root, 'src/cli/cli.js'),
    built: (name) => join(root, 'tests/reliability', name),
    folder(name) {
      const path = join(root, 'work', `${name}-${++folders}`);
      mkdirSync(path, { recursive: true });
      return path;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

async function translate(from: string, folder: string, to: string): Promise<void> {
  const files = readdirSync(join(from, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const { outputFiles } = await build({
    entryPoints: files.map((file) => join(from, folder, file)),
    outdir: join(to, folder),
    outbase: join(from, folder),
    ...{ format: 'esm', platform: 'node', target: 'es2022', write: false, logLevel: 'error' },
  });
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replace(/((?:from |import |import\()["']\.[^"'\n]*)\.ts(["'])/g, '$1.js$2'));
  }
}
