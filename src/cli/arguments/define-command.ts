import type { Argv, CommandModule } from 'yargs';
import { type Session, startSession } from '../terminal/session.ts';

/** One option or positional argument of a command: a row of its table. */
export interface ArgumentRow {
  readonly type: 'string' | 'number' | 'boolean';
  readonly describe: string;
  /** Given more than once: the value is a list. */
  readonly many?: true;
  /** With `many`: takes every word up to the next option (where the parser is told so). */
  readonly greedy?: true;
  /** The value when it is not given; an argument without one may be undefined. */
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
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

/** The values of a table of options: always there where the row has a default, else perhaps undefined. */
export type OptionValues<Table extends ArgumentTable> = {
  readonly [Name in keyof Table & string as Camel<Name>]: Table[Name] extends { readonly default: unknown }
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
  run(argv: PositionalValues<Positionals> & OptionValues<Options>, session: Session): void | Promise<void>;
}

/**
 * A command of the program from its table; the type of what `run` gets follows from the tables of arguments.
 * The session (terminal, interrupts, clock) starts with the command and ends with it.
 */
export function defineCommand<
  const Positionals extends ArgumentTable = Record<never, ArgumentRow>,
  const Options extends ArgumentTable = Record<never, ArgumentRow>,
>(table: CommandTable<Positionals, Options>): CommandModule {
  const { usage, summary, positionals, options, examples, hidden } = table;
  return {
    command: usage,
    describe: hidden === true ? false : summary,
    builder: (argv) => withArguments(argv, usage, positionals ?? {}, options ?? {}, examples),
    async handler(argv) {
      const session = startSession(argv as { quiet?: boolean });
      try {
        // The parser gives what the tables declare: strict parsing refuses everything else.
        await table.run(argv as unknown as PositionalValues<Positionals> & OptionValues<Options>, session);
      } finally {
        session.end();
      }
    },
  };
}

function withArguments(
  argv: Argv,
  usage: string,
  positionals: ArgumentTable,
  options: ArgumentTable,
  examples: readonly (readonly [string, string])[],
): Argv {
  for (const [name, row] of Object.entries(positionals)) {
    const optional = usage.includes(`[${name}`);
    argv.positional(name, { describe: row.describe, ...valueOf(row), array: row.many === true, demandOption: !optional });
  }
  for (const [name, row] of Object.entries(options)) {
    argv.option(name, {
      describe: row.describe,
      ...valueOf(row),
      ...(row.group === undefined ? {} : { group: row.group }),
      ...(row.many === true ? { array: true, ...(row.greedy === true ? {} : { nargs: 1 }) } : {}),
      ...(row.many === true || row.type === 'boolean' ? {} : { requiresArg: true }),
    });
    if (row.needs !== undefined) argv.implies(name, row.needs);
    if (row.excludes !== undefined) argv.conflicts(name, row.excludes);
  }
  for (const [command, about] of examples) argv.example(`$0 ${command}`, about);
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
