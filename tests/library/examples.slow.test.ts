import * as files from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandsFor } from '../../src/cli/shell/commands-by-name.ts';
import { doorFunctions, mistakesIn } from './door-examples.ts';
import { doors } from './doors.ts';
import { agrees, runExample, withChecks, type Example } from './example.ts';

const page = 'docs/library.md';

/** The TypeScript of the page on the library. */
const shown: readonly Example[] = [...files.readFileSync(page, 'utf8').matchAll(/^```ts\n([^]*?)\n```$/gm)].map(([, code], place) => ({
  of: `of ${page}, number ${place + 1}`,
  code,
}));

/** One function may stand at several doors. */
const ofFunctions = new Map(doorFunctions.flatMap(({ examples }) => examples.map((example) => [example.code, example])));
const examples: readonly Example[] = [...ofFunctions.values(), ...shown];
/** The ten lines that open the page have a test of their own. */
const run = examples.filter(({ of }) => of !== `of ${page}, number 1`);
const modules: Record<string, unknown> = { 'node:fs': files };

beforeAll(async () => {
  for (const { name, file } of doors) modules[name] = await import(pathToFileURL(resolve(file)).href);
});

describe('examples of the library', () => {
  it('every function of every door has an example', () => {
    expect(doorFunctions.filter((each) => each.examples.length === 0).map(({ door, name }) => `${door}: ${name}`)).toEqual([]);
    expect(doorFunctions.length).toBeGreaterThan(90);
  });

  it('all examples compile as a user would compile them', () => {
    expect(mistakesIn(examples)).toEqual([]);
  });

  it.each(run.map((example) => [example.of, example] as const))('the example %s runs and gives what it says', async (_, example) => {
    await runExample(example, modules, (found, said) => {
      expect(agrees(found, said), `said ${said}, found ${JSON.stringify(found)}`).toBe(true);
    });
  });
});

describe('the page on the library', () => {
  /** Rows of the table of commands and functions: what is quoted in each cell. */
  const rows = files
    .readFileSync(page, 'utf8')
    .split('\n## ')
    .filter((section) => section.startsWith('Commands and their functions'))
    .flatMap((section) => section.split('\n').filter((line) => line.startsWith('| `')))
    .map((line) => line.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, quoted]) => quoted)));

  it('the page maps every command to functions', async () => {
    const mapped = rows.flatMap(([, commands]) => commands.map((command) => command.split(' ')[0]));
    const shownCommands = (await commandsFor([])).filter(({ describe: about }) => about !== false);
    expect(shownCommands.map(({ name }) => name).filter((name) => !mapped.includes(name))).toEqual([]);
  });

  it('every function that the page maps a command to is at one of the doors beside it', () => {
    const missing = rows.flatMap(([, commands, functions, beside]) => {
      const named = beside.map((door) => modules[door.startsWith('/') ? `crossover-sim${door}` : door] as Record<string, unknown>);
      return functions
        .filter((name) => /^[a-z]\w*$/.test(name) && !named.some((door) => Object.hasOwn(door, name)))
        .map((name) => `${commands.join(', ')}: ${name}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('values that an example says', () => {
  it('a value is checked wherever it is said, of an expression or of a name', () => {
    expect(withChecks('f(1); // → 2')).toBe('check(f(1), "2"); // → 2');
    expect(withChecks('const a = f(1); // → 2')).toBe('const a = f(1); check(a, "2"); // → 2');
    expect(withChecks('if (x) f(1); // → 2')).toBe('if (x) check(f(1), "2"); // → 2');
    expect(withChecks('f(1); // nothing is said')).toBe('f(1); // nothing is said');
  });

  it.each([
    [0.97500210485, '0.9750'],
    [7.61985e-24, '7.62e-24'],
    [-Infinity, '-Infinity'],
    [{ lower: 0.7333, upper: 0.883, level: 0.95 }, '{ lower: 0.733, upper: 0.88 }'],
    [Float64Array.of(0, 1), '[0, 1]'],
    ['several\nlines', "'several…'"],
    [undefined, 'undefined'],
  ])('the value %j is what %s says', (found, said) => {
    expect(agrees(found, said)).toBe(true);
  });

  it.each([
    [0.97500210485, '0.9751'],
    [[1, 2], '[1]'],
    [{ lower: 0.7 }, '{ upper: 0.7 }'],
    ['text', "'other…'"],
    ['2', '2'],
  ])('the value %j is not what %s says', (found, said) => {
    expect(agrees(found, said)).toBe(false);
  });
});
