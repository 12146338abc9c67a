import { decimalNumber, numberHint } from '../../parameters/decimal-number.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { usageError } from '../terminal/exit-error.ts';
import { programName } from '../terminal/program-name.ts';
import { declaredName, type ArgumentTable, type Command } from './define-command.ts';

/** What the parser read, by name: of an option with a dash in its name also without it, the words that belong to no option under `_`. */
export type ReadArguments = Readonly<Record<string, unknown>> & { readonly _?: unknown };

/** Options that every command has. */
const everywhere = ['help', 'version'];

/**
 * Holds a command line against the tables of its command, before the command starts.
 * @param words  as they were typed
 * @param argv   as the parser read them
 * @throws ExitError (2) with every problem of the first kind that there is
 */
export function assertArguments(command: Command, words: readonly string[], argv: ReadArguments): void {
  const numbers = numberProblems(words, command.options);
  if (numbers.length > 0) throw usageError(numbers.join('\n'));
  const missing = missingValues(words, command.options);
  if (missing.length > 0) throw usageError(withAdvice(missing, command));
  const unknown = unknownNames(command, words, argv);
  if (unknown.length > 0) throw usageError(unknown.join('\n'));
  const unfit = [wrongChoices, lackingCompanions, conflicts]
    .map((problemsOf) => problemsOf(command, argv))
    .find(({ length }) => length > 0);
  if (unfit !== undefined) throw usageError(withAdvice(unfit, command));
}

/** Problems, and where the help is that says how a command is called. */
export function withAdvice(problems: readonly string[], command: Pick<Command, 'name'> | undefined): string {
  return [...problems, `see: ${[programName(), ...(command === undefined ? [] : [command.name]), '--help'].join(' ')}`].join('\n');
}

/** Of an argument given twice the last value counts, unless it is one that may be repeated. */
export function lastOfRepeated({ positionals, options }: Command, argv: Record<string, unknown>): void {
  const table = { ...positionals, ...options };
  for (const [name, value] of Object.entries(argv)) {
    const declared = declaredName(name, table);
    if (Array.isArray(value) && Object.hasOwn(table, declared) && table[declared].many !== true) argv[name] = value.at(-1);
  }
}

/**
 * What was typed for numeric options and is no decimal number, before the parser makes NaN of a word, or 31 of `0x1F`.
 * @param words    the command line
 * @param options  the table of the command's options
 */
function numberProblems(words: readonly string[], options: ArgumentTable): string[] {
  return words.flatMap((word, i) => {
    const match = /^--([^=]+)(?:=(.*))?$/.exec(word);
    if (match === null) return [];
    const name = declaredName(match[1], options);
    const typed = match[2] ?? words.at(i + 1);
    if (!Object.hasOwn(options, name) || options[name].type !== 'number') return [];
    if (typed === undefined || (match[2] === undefined && typed.startsWith('--'))) return [];
    return Number.isNaN(decimalNumber(typed)) ? [`--${name}: expected a number, got '${typed}'${numberHint(typed)}`] : [];
  });
}

/** Options behind which no value stands. */
function missingValues(words: readonly string[], options: ArgumentTable): string[] {
  return words.flatMap((word, i) => {
    const name = word.startsWith('--') && !word.includes('=') ? declaredName(word.slice(2), options) : '';
    if (!Object.hasOwn(options, name) || isValue(words.at(i + 1))) return [];
    const { type, greedy } = options[name]; // what takes all words may take none
    return type === 'boolean' || greedy === true ? [] : [`--${name} needs a value`];
  });
}

/** Whether a word can be a value: negative numbers can, other words that begin with a dash are options. */
function isValue(word: string | undefined): boolean {
  return word !== undefined && (!/^-[^0-9]/.test(word) || /^-\.\d+$/.test(word));
}

/** Options and words that the command does not take, with the nearest name that it does. */
function unknownNames({ name: command, positionals, options }: Command, words: readonly string[], argv: ReadArguments): string[] {
  const table = { ...positionals, ...options };
  const known = [...Object.keys(table), ...everywhere];
  const surplus = Array.isArray(argv._) ? argv._.slice(1).map((word) => `unexpected word ${String(word)} after ${command}`) : [];
  const unknown = Object.keys(argv)
    .filter((name) => !['_', '$0', 'h', ...known].includes(declaredName(name, table)))
    .filter((name) => words.some((word) => ['-', '--'].some((dashes) => word.split(/[=.]/)[0] === `${dashes}${name}`)))
    .map((name) => {
      const near = nearestName(name, known);
      return `unknown option --${name} of ${command}${near === undefined ? `; its options: ${programName()} ${command} --help` : `; did you mean --${near}?`}`;
    });
  return [...new Set([...unknown, ...surplus])];
}

function wrongChoices({ positionals, options }: Command, argv: ReadArguments): string[] {
  return Object.entries({ ...positionals, ...options }).flatMap(([name, { choices }]) => {
    const value = argv[name];
    if (choices === undefined || value === undefined) return [];
    const wrong = (Array.isArray(value) ? value : [value]).map(String).filter((each) => !choices.includes(each));
    return wrong.map((each) => `${Object.hasOwn(options, name) ? '--' : ''}${name}: expected ${choices.join(', ')}, got '${each}'`);
  });
}

/** Whether an option was asked for: a switch that is off by default was not. */
function isGiven(argv: ReadArguments, name: string): boolean {
  return argv[name] !== undefined && argv[name] !== false;
}

function lackingCompanions({ options }: Command, argv: ReadArguments): string[] {
  return Object.entries(options).flatMap(([name, { needs }]) =>
    needs !== undefined && isGiven(argv, name) && !isGiven(argv, needs) ? [`--${name}: goes with --${needs}`] : [],
  );
}

/** The first pair of options that cannot go together; a pair is in the table of either. */
function conflicts({ options }: Command, argv: ReadArguments): string[] {
  return Object.entries(options)
    .filter(([name]) => isGiven(argv, name))
    .flatMap(([name, { excludes = [] }]) => excludes.filter((other) => isGiven(argv, other)).map((other) => [name, other]))
    .slice(0, 1)
    .map(([name, other]) => `--${name}: cannot go with --${other}`);
}
