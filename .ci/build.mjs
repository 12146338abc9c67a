// Builds the program and the library into dist/: npm run build
// JavaScript is bundled by entry point (esbuild), with shared parts in dist/chunks, of which those that are loaded together are one file (rollup, merge-chunks.mjs), so that a
// start reads a few dozen files. Names are shortened but for classes and public functions, and each statement has a line: a stack trace says where it comes
// from. Types are bundled likewise. The explorer is one compressed file, which the command of that name unpacks. The packages of `included` are copied in: each would be a hundred files more to load.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { minify } from 'terser';
import { singlePage } from './explorer-page.mjs';
import { groupsOfChunks } from './merge-chunks.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { bin, exports, dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const doors = Object.values(exports).filter((target) => typeof target === 'object');
const entryOf = (file) => file.replace(/^(\.\/)?dist\//, '').replace(/(\.d)?\.[jt]s$/, '');
const sources = (files) => Object.fromEntries(files.map((file) => [entryOf(file), `src/${entryOf(file)}.ts`]));

/** Packages of which the program carries a copy (licences: docs/third-party.md). */
const included = ['zod'];
const external = Object.keys({ ...dependencies, ...optionalDependencies })
  .filter((name) => !included.includes(name))
  .flatMap((name) => [name, `${name}/*`]);

/** A name for every group of shared parts that says what is in it, that of its largest source, in place of a hash. */
function groupNames(groups, outputs, taken) {
  const inputsOf = new Map();
  for (const [path, group] of groups) inputsOf.set(group, [...(inputsOf.get(group) ?? []), ...Object.entries(outputs[path].inputs)]);
  const names = new Map();
  for (const [group, inputs] of inputsOf) {
    const [largest] = inputs.sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)[0] ?? [group];
    const stem = basename(largest).replace(/\.[jt]s$/, '');
    let name = stem;
    for (let i = 2; taken.has(name); i++) name = `${stem}-${i}`;
    taken.add(name);
    names.set(group, name);
  }
  return names;
}

async function buildPrograms() {
  const { outputFiles, metafile } = await build({
    entryPoints: {
      ...sources([...doors.map((door) => door.default), ...Object.values(bin)]),
      'chunks/block-worker': 'src/cli/workers/block-worker.ts', // beside the pool that starts it, as in src
      'chunks/learning-worker': 'src/cli/workers/learning-worker.ts',
    },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    external,
    legalComments: 'none',
    charset: 'utf8',
    outdir: 'dist',
    metafile: true,
    write: false,
  });
  // A function is found by its own name in what is public, else by file and line.
  const publicNames = doors.flatMap((door) => metafile.outputs[`dist/${entryOf(door.default)}.js`].exports);
  const keptNames = new RegExp(`^(?:${publicNames.join('|')})$`);
  const files = new Map(outputFiles.map(({ path, text }) => [relative(process.cwd(), path), text]));
  for (const { fileName, code } of await mergedFiles(files, metafile.outputs)) {
    const { code: small } = await minify(code, {
      // What is computed stays as it is written, to the last bit.
      compress: {
        ...{ defaults: false, join_vars: true, booleans: true, properties: true, conditionals: true, if_return: true },
        ...{ reduce_vars: true, reduce_funcs: true, inline: 1, collapse_vars: true, unused: true, toplevel: true },
        ...{ sequences: true, dead_code: true, evaluate: false, passes: 2 },
      },
      mangle: { toplevel: true, keep_fnames: keptNames, keep_classnames: true },
      parse: { module: true },
      format: { semicolons: false },
    });
    const path = `dist/${fileName}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, small, { mode: small.startsWith('#!') ? 0o755 : 0o644 });
  }
}

/** The files that are written, from those of esbuild: entries as they are, shared parts by the groups in which they are loaded. */
async function mergedFiles(files, outputs) {
  const entries = Object.keys(outputs).filter((path) => !/^dist\/chunks\/.*-[A-Z0-9]{8}\.js$/.test(path));
  const browser = new Set(doors.map((door) => `dist/${entryOf(door.default)}.js`));
  const groups = groupsOfChunks(outputs, new Set(entries), browser);
  for (const entry of entries) groups.delete(entry);
  const names = groupNames(groups, outputs, new Set(['block-worker', 'learning-worker']));
  const bundle = await rollup({
    input: Object.fromEntries(entries.map((path) => [path.slice('dist/'.length, -'.js'.length), path])),
    external: (name) => !/^(\.|dist\/)/.test(name),
    plugins: [
      {
        name: 'in-memory',
        resolveId: (name, from) => (files.has(name) ? name : from === undefined ? null : join(dirname(from), name)),
        load: (path) => files.get(path),
      },
    ],
    onwarn: ({ message }) => {
      throw new Error(message);
    },
  });
  const { output } = await bundle.generate({
    chunkFileNames: 'chunks/[name].js',
    manualChunks: (path) => names.get(groups.get(path)),
    onlyExplicitManualChunks: true,
    hoistTransitiveImports: false,
    generatedCode: 'es2015',
  });
  return output;
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
    writeFileSync(`dist/${fileName}`, withShortIndents(withPlainTexts(withoutExamples(code))));
  }
}

/** Declarations without the examples and sources of their docstrings, a sixth of their size; the reference of the library has them. */
const withoutExamples = (code) => code.replaceAll(/^ *\* @(?:example|see)\b[^]*?(?=^ *\* @|^ *\*\/)/gm, '');

/** Declarations of parameter tables in which a text that only a person reads, or a bound, is any string or number: the tables themselves have them. */
const withPlainTexts = (code) =>
  code
    .replaceAll(/^( *(?:readonly )?(?:about|source|unit): )"(?:[^"\\]|\\.)*";$/gm, '$1string;')
    .replaceAll(/^( *(?:readonly )?(?:min|max): )-?[\d.e+-]+;$/gm, '$1number;')
    .replaceAll('z.ZodType<number, unknown, z.core.$ZodTypeInternals<number, unknown>>', 'z.ZodType<number>')
    .replace(/^declare const scenarioSchema: [^]*?^\}, /m, (schema) => schema.replaceAll(NUMBER_ENTRY, '$1ParameterTable[string];'));

/** An entry of a parameter table, written out in the type of the schema, whose value is a number. */
const NUMBER_ENTRY = /^( *readonly \w+: )\{\n(?: *readonly (?:default: [-\d]|unit:|min:|max:|integer:|about:|source:)[^\n]*\n)+ *\};$/gm;

/** Declarations with one space a level in place of four. */
const withShortIndents = (code) =>
  code.replaceAll(/^ +/gm, (spaces) => ' '.repeat(Math.floor(spaces.length / 4) + (spaces.length % 4 === 0 ? 0 : 1)));

/** The page of `crossover-sim explore`, without a scenario. */
async function buildExplorer() {
  const page = await singlePage();
  mkdirSync('dist', { recursive: true });
  writeFileSync('dist/explorer.html.br', brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }));
}

rmSync('dist', { recursive: true, force: true });
await Promise.all([buildPrograms(), buildTypes(), buildExplorer()]);
execFileSync(process.execPath, [Object.values(bin)[0], 'man', '--out', 'dist/crossover-sim.1'], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
