// Builds the program and the library into dist/: npm run build
// JavaScript is bundled by entry point, with shared parts in dist/chunks, so that a start reads dozens of files and not hundreds. Names of local variables are
// shortened, those of functions and classes kept, and each statement has a line: a stack trace says where it comes from. Types are bundled likewise.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { minify } from 'terser';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { bin, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const doors = Object.values(exports).filter((target) => typeof target === 'object');
const entryOf = (file) => file.replace(/^(\.\/)?dist\//, '').replace(/(\.d)?\.[jt]s$/, '');
const sources = (files) => Object.fromEntries(files.map((file) => [entryOf(file), `src/${entryOf(file)}.ts`]));

/** A name for every shared part that says what is in it, that of its largest source, in place of a hash. */
function chunkNames(outputs) {
  const names = new Map();
  for (const [path, { inputs, entryPoint }] of Object.entries(outputs)) {
    if (!/^dist\/chunks\/.*-[A-Z0-9]{8}\.js$/.test(path)) continue;
    const [largest] = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)[0] ?? [path];
    const stem = basename(entryPoint ?? largest).replace(/\.[jt]s$/, '');
    const taken = new Set([...names.values(), 'block-worker.js']);
    let name = `${stem}.js`;
    for (let i = 2; taken.has(name); i++) name = `${stem}-${i}.js`;
    names.set(basename(path), name);
  }
  return names;
}

async function buildPrograms() {
  const { outputFiles, metafile } = await build({
    entryPoints: {
      ...sources([...doors.map((door) => door.default), ...Object.values(bin)]),
      'chunks/block-worker': 'src/cli/workers/block-worker.ts', // beside the pool that starts it, as in src
    },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    packages: 'external',
    legalComments: 'none',
    charset: 'utf8',
    outdir: 'dist',
    metafile: true,
    write: false,
  });
  const names = chunkNames(metafile.outputs);
  const renamed = (text) => text.replaceAll(/[\w-]+-[A-Z0-9]{8}\.js/g, (name) => names.get(name) ?? name);
  for (const { path: written, text } of outputFiles) {
    const path = renamed(written);
    const { code } = await minify(renamed(text), {
      // What is computed stays as it is written, to the last bit.
      compress: { defaults: false, join_vars: true, booleans: true, properties: true, conditionals: true, if_return: true },
      mangle: { toplevel: true, keep_fnames: true, keep_classnames: true },
      parse: { module: true },
      format: { semicolons: false },
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code, { mode: code.startsWith('#!') ? 0o755 : 0o644 });
  }
}

async function buildTypes() {
  const bundle = await rollup({
    input: sources(doors.map((door) => door.types)),
    external: (name) => !/^[./]/.test(name),
    plugins: [dts({ tsconfig: 'tsconfig.json' })],
    onwarn: ({ code, message }) => {
      if (code !== 'CYCLIC_CROSS_CHUNK_REEXPORT') throw new Error(message); // types are not executed in an order
    },
  });
  const { output } = await bundle.generate({ entryFileNames: '[name].d.ts', chunkFileNames: 'types/[name]-[hash].d.ts' });
  for (const { fileName, code } of output) {
    mkdirSync(dirname(`dist/${fileName}`), { recursive: true });
    writeFileSync(`dist/${fileName}`, withShortIndents(code));
  }
}

/** Declarations with one space a level in place of four. */
const withShortIndents = (code) =>
  code.replaceAll(/^ +/gm, (spaces) => ' '.repeat(Math.floor(spaces.length / 4) + (spaces.length % 4 === 0 ? 0 : 1)));

rmSync('dist', { recursive: true, force: true });
await Promise.all([buildPrograms(), buildTypes()]);
execFileSync(process.execPath, [Object.values(bin)[0], 'man', '--out', 'dist/crossover-sim.1'], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
