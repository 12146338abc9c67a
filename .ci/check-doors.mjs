// check-doors.mjs FOLDER: every subpath of the package crossover-sim that is installed in FOLDER has types, can be imported in Node and bundles for a
// browser, where nothing of Node is left to import. Prints what each weighs, minified.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = resolve(process.argv[2]);
const installed = join(folder, 'node_modules/crossover-sim');
const { name, exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
const doors = Object.entries(exports).filter(([, target]) => typeof target === 'object');
if (doors.length < 7) throw new Error(`expected seven doors, got ${doors.length}`);
for (const [subpath, { types, default: file }] of doors) {
  const door = `${name}${subpath.slice(1)}`;
  if (!existsSync(join(installed, types))) throw new Error(`${door}: no types`);
  const surface = Object.keys(await import(pathToFileURL(join(installed, file)).href));
  if (surface.length === 0) throw new Error(`${door} exports nothing`);
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from '${door}';`, resolveDir: dirname(dirname(installed)) },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    metafile: true,
    write: false,
  });
  // The drawing of figures would use canvas if it were installed, and does without.
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.filter(({ path }) => path !== 'canvas'));
  if (imports.length > 0) throw new Error(`${door} leaves imports in a browser: ${imports.map(({ path }) => path).join(', ')}`);
  console.log(`${door}: ${surface.length} names, ${outputFiles[0].contents.length} bytes in a browser`);
}
