import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { methodNames, methods } from '../../src/analysis/index.ts';
import { commandNames, commandsFor } from '../../src/cli/shell/commands-by-name.ts';
import { processOf } from '../../src/outcomes/endpoint-traits.ts';
import { endpointNames } from '../../src/trial/trial-model.ts';
import { importsOf, namingCodeOf, sourceFiles } from './source-files.ts';

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

/** Where a name stands that is no question about what is given: `file: name`, each for the reason beside it. */
const namedOnPurpose: Readonly<Record<string, string>> = {
  'analysis/analysis-method.ts: non-inferiority': 'a null hypothesis of that name',
  'report/protocol/planned-analyses.ts: non-inferiority': 'a null hypothesis of that name',
  'report/sentences/analysis-sentence.ts: non-inferiority': 'a null hypothesis of that name',
  'scenario/checks/check-margins.ts: non-inferiority': 'a null hypothesis of that name',
  'analysis/estimators/permutation-estimate.ts: permutation': 'the stream of that name',
  'cli/arguments/analysis-words.ts: crossover-t': 'the default',
  'scenario/schema/gaussian-schema.ts: crossover-t': 'the default',
  'outcomes/variability.ts: crossover-t': 'the table of published analyses',
  'outcomes/variability.ts: paired-t': 'the table of published analyses',
  'trial/trial-model.ts: cadss': 'the list of endpoints',
  'trial/mechanistic/patient-course.ts: cadss': 'the sum of what drugs do to it',
  'trial/short-forms.ts: cadss': 'what a short form stands for',
};

/** Folders of what templates write, and of rows of published figures. */
const named = ['scenario/templates', 'cli/starters', 'evidence'];

/** Where files outside a folder name one of its parts, without those that do so on purpose. */
function asking(names: readonly string[], folder: string): string[] {
  return sourceFiles
    .filter((file) => file.folder !== folder && !named.includes(file.folder))
    .flatMap((file) => names.filter((name) => namingCodeOf(file).includes(`'${name}'`)).map((name) => `${file.path}: ${name}`))
    .filter((place) => !Object.hasOwn(namedOnPurpose, place));
}

it('no file but its own asks for a method by its name', () => {
  expect(asking(methodNames, 'analysis/methods')).toEqual([]);
});

// The models of endpoints that are not rated from severity are the kinds of a union, and `craving`, `plasma` and `misuse` are such kinds; an endpoint of another name has no claim to one.
const rated = endpointNames.filter((name) => processOf(name) !== name);

it('no file but its own asks for an endpoint by its name, and none for HAM-D17, in whose points severity is, but for its default', () => {
  expect(rated).toContain('cadss');
  expect(asking(rated, 'outcomes/scales').filter((place) => !/^scenario\/schema\/.*: hamd17$/.test(place))).toEqual([]);
});

it('every name that stands in a file on purpose stands there', () => {
  const gone = Object.keys(namedOnPurpose).filter((place) => {
    const [path, name] = place.split(': ');
    const file = sourceFiles.find((each) => each.path === path);
    return file === undefined || !namingCodeOf(file).includes(`'${name}'`);
  });
  expect(gone).toEqual([]);
});

it('every command has a file of its name and stands in the list', () => {
  const listed = commands.map(({ name }) => name);
  const declared = sourceFiles
    .filter(({ folder, text }) => /^cli\/commands(\/|$)/.test(folder) && /^export const \w+Command\b/m.test(text))
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1, -3));
  expect([...listed].sort()).toEqual(declared.sort());
  expect(listed).toEqual(commandNames);
});

it('every command is made from its tables, by defineCommand and nothing else', () => {
  const files = sourceFiles.filter(({ path }) => path.startsWith('cli/commands/'));
  const others = files.filter(({ text }) => !/^export const \w+Command = defineCommand\(\{$/m.test(text));
  expect(others.map(({ path }) => path)).toEqual([]);
  const parsing = sourceFiles.filter((file) => importsOf(file).some(({ target }) => target === 'yargs')).map(({ path }) => path);
  expect(parsing).toEqual(['cli/arguments/define-command.ts', 'cli/run-parsed.ts']);
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
