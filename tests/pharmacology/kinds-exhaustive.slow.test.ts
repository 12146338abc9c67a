import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { sourceFiles } from '../house/source-files.ts';

const folder = fileURLToPath(new URL('../../src/', import.meta.url));
const parameters = `${folder}pharmacology/parameters.ts`;
const roots = ['patient-course', 'derived-figures'].map((name) => `${folder}trial/mechanistic/${name}.ts`);

/** Type errors of the model when the table of kinds is changed, as `file: message`. */
function typeErrors(change: (table: string) => string): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (path) => (path === parameters ? change(readFileSync(path, 'utf8')) : read(path));
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...rest) =>
    path === parameters ? ts.createSourceFile(path, host.readFile(path) ?? '', options.target ?? 99) : getSourceFile(path, ...rest);
  const program = ts.createProgram(roots, options, host);
  for (const root of roots) if (program.getSourceFile(root) === undefined) throw new Error(`there is no ${root}`);
  return program
    .getSemanticDiagnostics()
    .map(({ file, messageText }) => `${file?.fileName.slice(folder.length) ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the table no longer holds ${from}`);
  return text.replace(from, to);
}

it('the model compiles with the kinds that it has', () => {
  expect(typeErrors((table) => table)).toEqual([]);
}, 120_000);

it('a further kind of infusion does not compile until it is said which declaration it stands for', () => {
  const errors = typeErrors((table) =>
    replaced(table, 'ketamine: ketamineParameters,', 'ketamine: ketamineParameters, psilocybin: ketamineParameters,'),
  );
  expect(errors).toEqual([expect.stringMatching(/^trial\/short-forms\.ts: Property 'psilocybin' is missing/)]);
}, 120_000);

it('a further kind of pretreatment does not compile until it is said which declaration it stands for', () => {
  const errors = typeErrors((table) =>
    replaced(table, 'inert: inertParameters,', 'inert: inertParameters, patch: depotBlockerParameters,'),
  );
  expect(errors).toEqual([expect.stringMatching(/^trial\/short-forms\.ts: Property 'patch' is missing/)]);
}, 120_000);

it('nothing asks for a kind of infusion by name', () => {
  const asking = sourceFiles.filter(({ text }) => /kind\s*[!=]==?\s*'(ketamine|saline|midazolam)'/.test(text));
  expect(asking.map(({ path }) => path)).toEqual([]);
});
