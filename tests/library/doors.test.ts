import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles } from '../house/source-files.ts';
import { doors } from './doors.ts';

/** Most bytes of a door in a browser, minified: a tenth above what it weighs. */
const most: Readonly<Record<string, number>> = {
  'crossover-sim': 795_000,
  'crossover-sim/scenario': 640_000,
  'crossover-sim/analysis': 210_000,
  'crossover-sim/statistics': 37_000,
  'crossover-sim/power': 460_000,
  'crossover-sim/data': 267_000,
  'crossover-sim/report': 888_000,
};

/** What a browser has beside the language. */
const ofBrowsers = ['TextEncoder', 'TextDecoder', 'WebAssembly', 'atob', 'btoa', 'setTimeout', 'structuredClone', 'URL'];

/** What docs/library.md says that a door weighs, kB. */
function documentedWeight(name: string): number {
  const row = readFileSync('docs/library.md', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| \`${name}\` `));
  return Number(row?.split('|').at(-2));
}

/** A module that imports from the doors, as a browser would load it: without the parts that it loads when they are needed. */
async function bundled(
  contents: string,
): Promise<{ readonly text: string; readonly left: readonly string[]; readonly later: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: '.', loader: 'ts' },
    alias: Object.fromEntries(doors.map(({ name, file }) => [name, resolve(file)])),
    bundle: true,
    splitting: true,
    outdir: 'bundled',
    minify: true,
    format: 'esm',
    platform: 'browser',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const loaded = new Set(['bundled/stdin.js']);
  for (const path of loaded)
    for (const each of metafile.outputs[path]?.imports ?? []) if (each.kind !== 'dynamic-import') loaded.add(each.path);
  const texts = outputFiles.filter(({ path }) => [...loaded].some((each) => path.endsWith(each))).map(({ text }) => text);
  return {
    text: texts.join(''),
    left: imports.filter(({ external }) => external === true).map(({ path }) => path),
    later: Object.values(metafile.outputs).flatMap(({ entryPoint }) =>
      entryPoint === undefined || entryPoint === '<stdin>' ? [] : [entryPoint],
    ),
  };
}

describe('doors of the library', () => {
  it('the package opens the seven doors, each an index of its room', () => {
    expect(doors.map(({ name }) => name)).toEqual(Object.keys(most));
    expect(doors.filter(({ file }) => !existsSync(file))).toEqual([]);
    expect(doors.filter(({ file }) => !file.endsWith('/index.ts'))).toEqual([]);
  });

  it.each(doors)('the door $name bundles for a browser, without Node and within its weight', async ({ name, file }) => {
    const { text, left } = await bundled(`export * from './${file}';`);
    expect(left).toEqual([]);
    expect(text.length).toBeLessThan(most[name]);
    expect(text.length).toBeGreaterThan(most[name] / 2);
    expect(Math.abs(documentedWeight(name) / (text.length / 1000) - 1), `kB in docs/library.md, ${text.length} bytes`).toBeLessThan(0.1);
  });

  it('the door of data loads readers of workbooks and Parquet files when they are needed', async () => {
    const { later } = await bundled("export * from './src/data-files/index.ts';");
    expect(later.map((path) => path.replace(/.*node_modules\//, '')).sort()).toEqual(
      expect.arrayContaining(['hyparquet/src/index.js', 'src/data-files/formats/workbook.ts']),
    );
  });

  it('a bundle answers where there is nothing of Node', async () => {
    const { text } = await bundled(`
      import { estimatePower } from 'crossover-sim/power';
      import { designFigure, drawFigure } from 'crossover-sim/report';
      import { readStudy, starterScenario } from 'crossover-sim/scenario';
      const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 200 });
      globalThis.answer = { power: estimatePower(study).claim.power.value, picture: drawFigure(designFigure(study)) };
    `);
    const page = createContext(Object.fromEntries(ofBrowsers.map((name) => [name, Reflect.get(globalThis, name)])));
    runInContext(text, page);
    const { power, picture } = page.answer as { power: number; picture: string };
    expect(power).toBeGreaterThan(0.3);
    expect(picture).toMatch(/^<svg /);
  });

  it('one function of a door costs no more than what it needs', async () => {
    const { text } = await bundled("export { normalQuantile } from 'crossover-sim/statistics';");
    expect(text.length).toBeLessThan(3_000);
  });

  it('commands import from files and not from the doors, so that they load no more than they use', () => {
    const closed = ['index.ts', 'power/index.ts', 'statistics/index.ts', 'data-files/index.ts', 'report/index.ts'];
    const through = sourceFiles
      .filter(({ path, room }) => path !== 'index.ts' && room !== 'explorer')
      .flatMap((file) =>
        importsOf(file).flatMap(({ path }) => (path !== undefined && closed.includes(path) ? [`${file.path}: ${path}`] : [])),
      );
    expect(through).toEqual([]);
  });
});

describe('a library without side effects', () => {
  const library = sourceFiles.filter(({ room }) => !['cli', 'explorer'].includes(room));
  const declarations = [
    ts.SyntaxKind.ImportDeclaration,
    ts.SyntaxKind.ExportDeclaration,
    ts.SyntaxKind.FunctionDeclaration,
    ts.SyntaxKind.ClassDeclaration,
    ts.SyntaxKind.InterfaceDeclaration,
    ts.SyntaxKind.TypeAliasDeclaration,
    ts.SyntaxKind.VariableStatement,
  ];

  it('the package says that a bundler may drop what is not used', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ sideEffects: false });
  });

  it('a file of the library does nothing when it is loaded but declare', () => {
    const acting = library.filter(({ path, text }) =>
      ts.createSourceFile(path, text, ts.ScriptTarget.ES2022).statements.some(({ kind }) => !declarations.includes(kind)),
    );
    expect(acting.map(({ path }) => path)).toEqual([]);
  });

  it('no file is imported for what it does alone', () => {
    const bare = sourceFiles.filter(({ path, text }) =>
      ts
        .createSourceFile(path, text, ts.ScriptTarget.ES2022)
        .statements.some((statement) => ts.isImportDeclaration(statement) && statement.importClause === undefined),
    );
    expect(bare.map(({ path }) => path)).toEqual([]);
  });
});
