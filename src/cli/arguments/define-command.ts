import type { Argv, CommandModule } from 'yargs';
import { type Session, startSession } from '../terminal/session.ts';
import { headingOf, inOrderOfHelp } from './option-groups.ts';

/** One option or positional argument of a command: a row of its table. */
export interface ArgumentRow {
  readonly type: 'string' | 'number' | 'boolean';
  readonly describe: string;
  /** Given more than once: the value is a list. */
  readonly many?: true;
  /** With `many`: takes every word up to the next option. */
  readonly greedy?: true;
  /** The value when it is not given; an argument without one may be undefined. */
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
  /** An option without which the command cannot be called. */
  readonly required?: true;
  /** Its value may begin with a dash: the next word is the value, even if it looks like an option. */
  readonly dashed?: true;
  /** Another option that must be given beside this one. */
  readonly needs?: string;
  /** Options that cannot go with this one. */
  readonly excludes?: readonly string[];
  /** Heading under which the help lists it. */
  readonly group?: string;
}

export type ArgumentTable = Readonly<Record<string, ArgumentRow>>;

type One<Row extends ArgumentRow> = Row extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : { string: string; number: number; boolean: boolean }[Row['type']];
type Value<Row extends ArgumentRow> = Row extends { readonly many: true } ? readonly One<Row>[] : One<Row>;
type Row<Table extends ArgumentTable, Name extends keyof Table> = Table[Name];
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

/** Name of an argument as its table has it: `at-once` and `atOnce` are the same. */
export function declaredName(typed: string, table: ArgumentTable): string {
  return Object.keys(table).find((name) => withoutDashes(name) === withoutDashes(typed)) ?? typed;
}

/** An argument's name as a property: `atOnce` for `at-once`. */
export function withoutDashes(name: string): string {
  return name.replaceAll(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
}

/** The values of a table of options: always there where the row is required or has a default, else perhaps undefined. */
export type OptionValues<Table extends ArgumentTable> = {
  readonly [Name in keyof Table & string as Camel<Name>]: Table[Name] extends { readonly default: unknown } | { readonly required: true }
    ? Value<Row<Table, Name>>
    : Value<Row<Table, Name>> | undefined;
};

/** The values of a table of positional arguments. */
export type PositionalValues<Table extends ArgumentTable> = {
  readonly [Name in keyof Table & string as Camel<Name>]: Value<Row<Table, Name>>;
};

/** A command as a table: what it is called with, and the one function that answers. */
export interface CommandTable<Positionals extends ArgumentTable, Options extends ArgumentTable> {
  /** Name and positional arguments as the help prints them: `compare <scenario..>`. */
  readonly usage: string;
  /** One line of the help: what it gives. */
  readonly summary: string;
  readonly positionals?: Positionals;
  readonly options?: Options;
  /** Command lines that work as they stand, each with what it is for. */
  readonly examples: readonly (readonly [command: string, about: string])[];
  readonly hidden?: true;
  /** What is left where the command is interrupted, and how to go on: said by those that have more to say than that it can be run again. */
  readonly interrupted?: string;
  run(argv: PositionalValues<Positionals> & OptionValues<Options>, session: Session): void | Promise<void>;
}

/** A command as the parser takes it, with the tables that it was made from. */
export interface Command extends CommandModule {
  readonly name: string;
  readonly usage: string;
  readonly positionals: ArgumentTable;
  readonly options: ArgumentTable;
  readonly examples: readonly (readonly [command: string, about: string])[];
}

/**
 * A command of the program from its table; the type of what `run` gets follows from the tables of arguments.
 * The session (terminal, interrupts, clock) starts with the command and ends with it.
 */
export function defineCommand<
  const Positionals extends ArgumentTable = Record<never, ArgumentRow>,
  const Options extends ArgumentTable = Record<never, ArgumentRow>,
>(table: CommandTable<Positionals, Options>): Command {
  const { usage, summary, examples, hidden, interrupted } = table;
  const positionals: ArgumentTable = table.positionals ?? {};
  const options: ArgumentTable = table.options ?? {};
  return {
    ...{ name: usage.split(' ')[0], usage, positionals, options, examples },
    command: usage,
    describe: hidden === true ? false : summary,
    builder: (argv) => withArguments(argv, usage, positionals, options),
    async handler(argv) {
      const session = startSession(argv as { quiet?: boolean }, interrupted);
      try {
        // The parser gives what the tables declare: strict parsing refuses everything else.
        await table.run(argv as PositionalValues<Positionals> & OptionValues<Options>, session);
      } finally {
        session.end();
      }
    },
  };
}

/** Tells the parser what to read and what to list; what goes with what is checked by `assertArguments`, examples are in `examplesFirst`. */
function withArguments(argv: Argv, usage: string, positionals: ArgumentTable, options: ArgumentTable): Argv {
  for (const [name, row] of Object.entries(positionals)) {
    const optional = usage.includes(`[${name}`);
    argv.positional(name, { describe: row.describe, ...valueOf(row), array: row.many === true, demandOption: !optional });
  }
  for (const [name, row] of inOrderOfHelp(options)) {
    const group = headingOf(name, row);
    argv.option(name, {
      describe: row.describe,
      ...valueOf(row),
      ...(group === undefined ? {} : { group }),
      ...(row.required === true ? { demandOption: true } : {}),
      ...(row.many === true ? { array: true, ...(row.greedy === true ? {} : { nargs: 1 }) } : {}),
      ...(row.many === true || row.type === 'boolean' ? {} : { requiresArg: true }),
    });
  }
  return argv;
}

/** What the parser has to know of a value; the help names the choices instead of a type. */
function valueOf({
  type,
  default: value,
  choices,
}: ArgumentRow): Pick<ArgumentRow, 'default' | 'choices'> & Partial<Pick<ArgumentRow, 'type'>> {
  return { ...(choices === undefined ? { type } : { choices }), ...(value === undefined ? {} : { default: value }) };
}
