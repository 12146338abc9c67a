import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { methodNames, methods } from '../../src/analysis/index.ts';
import { commandNames, commandsFor } from '../../src/cli/shell/commands-by-name.ts';
import { scaleEndpoints } from '../../src/outcomes/scales/index.ts';
import { codeOf, importsOf, sourceFiles } from './source-files.ts';

const filesIn = (folder: string): string[] =>
  sourceFiles.filter((file) => file.folder === folder).map(({ path }) => path.slice(folder.length + 1, -3));
const commands = await commandsFor([]);

it('every method of analysis has a file of its name and stands in the list', () => {
  expect(Object.keys(methods).filter((name) => !filesIn('analysis/methods').includes(name))).toEqual([]);
  const parts = sourceFiles.filter(
    ({ folder, text }) => folder === 'analysis/methods' && /AnalysisMethod\b/.test(text) && /^\s*outcomeType:/m.test(text),
  );
  const declared = parts.map(({ path }) => path.slice('analysis/methods/'.length, -3));
  expect(declared.filter((name) => !Object.hasOwn(methods, name))).toEqual([]);
  expect(declared.length).toBeGreaterThanOrEqual(8);
});

it('no file but its own asks for a method by its name', () => {
  // A default and a fast path for one study are no lists; 'non-inferiority' also names a null hypothesis.
  const allowed = ['analysis/methods/index.ts', 'cli/commands/analyze.ts', 'power/simulation/crossover-kernel.ts'];
  const asking = sourceFiles
    .filter(({ folder, path }) => folder !== 'analysis/methods' && !allowed.includes(path))
    .flatMap((file) =>
      methodNames
        .filter((name) => name !== 'non-inferiority' && codeOf(file).includes(`'${name}'`) && !codeOf(file).includes(`streamId('${name}')`))
        .map((name) => `${file.path}: ${name}`),
    );
  expect(asking).toEqual([]);
});

it('no file but its own asks for a scale by its name, HAM-D17 aside, in which severity is measured', () => {
  const names = scaleEndpoints.filter((name) => name !== 'hamd17');
  const asking = sourceFiles
    .filter(({ folder }) => folder !== 'outcomes/scales')
    .flatMap((file) => names.filter((name) => codeOf(file).includes(`'${name}'`)).map((name) => `${file.path}: ${name}`));
  expect(asking).toEqual([]);
});

it('every command has a file of its name and stands in the list', () => {
  const listed = commands.map(({ name }) => name);
  const declared = sourceFiles
    .filter(({ folder, text }) => folder === 'cli/commands' && /^export const \w+Command\b/m.test(text))
    .map(({ path }) => path.slice('cli/commands/'.length, -3));
  expect([...listed].sort()).toEqual(declared.sort());
  expect(listed).toEqual(commandNames);
});

it('every command is made from its tables, by defineCommand and nothing else', () => {
  const files = sourceFiles.filter(({ path }) => path.startsWith('cli/commands/'));
  const others = files.filter(({ text }) => !/^export const \w+Command = defineCommand\(\{$/m.test(text));
  expect(others.map(({ path }) => path)).toEqual([]);
  const parsing = sourceFiles.filter((file) => importsOf(file).some(({ target }) => target === 'yargs')).map(({ path }) => path);
  expect(parsing).toEqual(['cli/arguments/define-command.ts', 'cli/cli.ts']);
});

it('options of one name are declared alike in every command that has them', () => {
  const kinds = new Map<string, Set<string>>();
  for (const { options } of commands)
    for (const [name, { type, many = false }] of Object.entries(options))
      kinds.set(name, (kinds.get(name) ?? new Set()).add(`${type}${many ? ', repeatable' : ''}`));
  expect([...kinds].filter(([, each]) => each.size > 1).map(([name]) => name)).toEqual([]);
});

it('what an option needs or excludes is an option of the same command', () => {
  const strangers = commands.flatMap(({ name, options }) =>
    Object.values(options)
      .flatMap(({ needs, excludes = [] }) => [...(needs === undefined ? [] : [needs]), ...excludes])
      .filter((other) => !Object.hasOwn(options, other))
      .map((other) => `${name} --${other}`),
  );
  expect(strangers).toEqual([]);
});

it('every command that is shown has a description', () => {
  expect(commands.filter(({ describe }) => describe !== false && !/\w/.test(String(describe))).map(({ command }) => command)).toEqual([]);
});

it('the contracts of the interface are all among the commands', () => {
  const listed = commands.map(({ name }) => name);
  expect(['validate', 'describe', 'simulate', 'analyze', 'power', 'init', 'schema'].filter((name) => !listed.includes(name))).toEqual([]);
});

it('dependencies are pinned exactly', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const versions = Object.entries({ ...dependencies, ...devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
