import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the program is bundled for the tests of this run of Vitest: below the checkout, whose packages and scenarios it finds from there. */
export const folder = join(root, 'output', `tests-${process.pid}`);

/** The program, for processes that tests start: node reads it in a quarter of the time that the sources take. */
export const program = join(folder, 'cli/cli.js');

/** In place of `src/cli/workers/worker-file.ts`: threads of tests read the bundle too. */
export const workerFiles = {
  name: 'threads of the bundle',
  enforce: 'pre' as const,
  load: (id: string): string | undefined =>
    id === join(root, 'src/cli/workers/worker-file.ts')
      ? `export const workerFile = (name) => new URL(name + '.js', '${pathToFileURL(join(folder, 'chunks/')).href}').href;\nexport const workerOptions = () => ({});\n`
      : undefined,
};

/** Bundles the program as `.ci/build.mjs` does, without making it small. */
export async function bundle(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      'cli/cli': 'src/cli/cli.ts',
      'chunks/block-worker': 'src/cli/workers/block-worker.ts',
      'chunks/learning-worker': 'src/cli/workers/learning-worker.ts',
    },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    packages: 'external',
    outdir: folder,
    logLevel: 'warning',
  });
}
