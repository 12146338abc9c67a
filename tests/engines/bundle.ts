import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every scenario file by its path from the root of the repository: an engine in a browser has no files. */
function scenarioFiles(): Record<string, string> {
  const names = readdirSync(`${root}scenarios`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [`scenarios/${name}`, readFileSync(`${root}scenarios/${name}`, 'utf8')]));
}

/**
 * The cases and what they need as one module without imports, the same bytes for every engine: it sets `engineCases` of the global object to a function
 * that gives the texts of all cases.
 */
export async function bundledCases(): Promise<string> {
  const contents = `
    import { engineCases } from './engine-cases.ts';
    const files = ${JSON.stringify(scenarioFiles())};
    globalThis.engineCases = () => engineCases((path) => files[path]);
  `;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${root}tests/engines`, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0].text;
}
