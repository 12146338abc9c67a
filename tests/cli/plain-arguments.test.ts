import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ArgumentRow, Command } from '../../src/cli/arguments/define-command.ts';
import { assertArguments } from '../../src/cli/arguments/assert-arguments.ts';
import { plainArguments, type PlainArguments } from '../../src/cli/plain-arguments.ts';
import { runParsed } from '../../src/cli/run-parsed.ts';
import { everyCommand } from '../../src/cli/shell/shell-commands.ts';
import { programName } from '../../src/cli/terminal/program-name.ts';

const commands = await everyCommand();
const commandNamed = (name: string): Command => commands.find((each) => each.name === name) as Command;

/** What yargs hands to the command, or why the line is refused. */
async function byYargs(command: Command, words: readonly string[]): Promise<unknown> {
  let seen: unknown;
  try {
    await runParsed(words, [{ ...command, handler: (argv) => void (seen = { ...argv }) }]);
    return seen;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the program does with a plain line: the arguments, or why they are refused. */
function checked(command: Command, words: readonly string[], plain: PlainArguments): unknown {
  try {
    assertArguments(command, words, plain);
    return plain;
  } catch (error) {
    return (error as Error).message;
  }
}

const values = [
  'a.yaml',
  '3',
  '0.5',
  'design.participants=14',
  '1e3',
  '007',
  'x=1,2',
  'true',
  'b c',
  '12345678901234567890',
  '-1',
  '"q"',
  '',
];

/** Words for an option or argument: often one that fits. */
const valueOf = (row: ArgumentRow): fc.Arbitrary<string> => fc.constantFrom(...values, ...(row.choices ?? values.slice(0, 3)));

const lineOf = (command: Command): fc.Arbitrary<string[]> => {
  const positional = Object.entries(command.positionals).map(([name, row]) =>
    fc.array(valueOf(row), { minLength: command.usage.includes(`[${name}`) ? 0 : 1, maxLength: row.many === true ? 3 : 1 }),
  );
  const options = Object.entries(command.options).map(([name, row]) =>
    row.type === 'boolean'
      ? fc.constant([`--${name}`])
      : fc.tuple(valueOf(row), fc.boolean()).map(([value, joined]) => (joined ? [`--${name}=${value}`] : [`--${name}`, value])),
  );
  const chosen = options.length === 0 ? fc.constant<string[][]>([]) : fc.array(fc.oneof(...options), { maxLength: 4 });
  return fc
    .tuple(fc.tuple(...positional), chosen, fc.boolean())
    .map(([words, given, optionsFirst]) => [command.name, ...(optionsFirst ? [...given, ...words] : [...words, ...given]).flat()]);
};

it.each(commands.map((command) => [command.name, command] as const))(
  'what is read without yargs for %s is what yargs reads',
  async (_, command) => {
    await fc.assert(
      fc.asyncProperty(lineOf(command), async (words) => {
        const plain = plainArguments(command, words, programName());
        if (plain !== undefined) expect(checked(command, words, plain)).toEqual(await byYargs(command, words));
      }),
      { numRuns: 20 },
    );
  },
  20_000,
);

it('ordinary lines are read without yargs', () => {
  const lines = [
    'validate a.yaml b.yaml --json',
    'power a.yaml --seed 7 --replicates=2000 --set a=1 --set b=2 --quiet',
    'sample-size a.yaml --target 0.9',
    'compare a.yaml b.yaml',
    'run-shard folder 3',
  ].map((line) => line.split(' '));
  for (const words of lines) expect(plainArguments(commandNamed(words[0]), words, 'p'), words.join(' ')).toMatchObject({ _: [words[0]] });
});

it('help, unknown names, missing values and words that begin with a dash are left to yargs', () => {
  for (const line of [
    '--help',
    '-h',
    'help',
    'a.yaml help',
    'a.yaml --jsn',
    'a.yaml --set',
    'a.yaml --seed -1',
    '',
    'a.yaml --json=true',
    'a.yaml -- b.yaml',
  ])
    expect(plainArguments(commandNamed('validate'), ['validate', ...line.split(' ')], 'p'), line).toBeUndefined();
});
