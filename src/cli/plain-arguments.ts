import { withoutDashes, type ArgumentRow, type ArgumentTable, type Command } from './arguments/define-command.ts';

/** What was read, as the handler of a command takes it. */
export interface PlainArguments {
  [name: string]: unknown;
  _: string[];
  $0: string;
}

/** What a command line gave so far: values by the names of the tables, and the words that belong to no option. */
interface Given {
  readonly values: Map<string, unknown>;
  readonly words: string[];
}

/** Whether a word can only be a value: yargs reads a dash as an option and takes quotes off. */
const isPlain = (word: string | undefined): word is string => word !== undefined && word !== '' && !/^["'-]/.test(word);

/**
 * The arguments of a command line in which nothing is wrong or unusual, as yargs reads them, without loading yargs; undefined where a word needs the whole parser: help, an unknown
 * or misspelt name, a missing value, a value that begins with a dash or a quote.
 * @param words  the command line, the name of the command first
 */
export function plainArguments(command: Command, words: readonly string[], program: string): PlainArguments | undefined {
  const { name, positionals, options } = command;
  const given: Given = { values: new Map(), words: [] };
  for (let at = 1; at < words.length;) {
    const taken = takeWord(words, at, options, given);
    if (taken === undefined) return undefined;
    at += taken;
  }
  // The parser takes a last word `help` for --help.
  if (given.words.at(-1) === 'help') return undefined;
  const demanded = Object.entries(options).filter(([, row]) => row.required === true);
  if (words[0] !== name || demanded.some(([option]) => !given.values.has(option)) || !placeWords(command, given)) return undefined;
  const argv: PlainArguments = { _: [name], $0: program };
  for (const [argument, row] of Object.entries({ ...options, ...positionals })) {
    const value = given.values.get(argument) ?? row.default;
    if (value === undefined) continue;
    argv[argument] = value;
    argv[withoutDashes(argument)] = value;
  }
  return argv;
}

/** Takes the word at a place, and the value behind it: how many words these are; undefined where they are not plain. */
function takeWord(words: readonly string[], at: number, options: ArgumentTable, given: Given): number | undefined {
  const word = words[at];
  if (isPlain(word)) {
    given.words.push(word);
    return 1;
  }
  const [, name, joined] = /^--([a-z0-9-]+)(?:=([^]*))?$/.exec(word) ?? [];
  if (name === undefined || !Object.hasOwn(options, name)) return undefined;
  return takeOption({ name, row: options[name], joined, next: words.at(at + 1) }, given.values);
}

/** An option as it was typed: `--name=joined`, or `--name next`. */
interface TypedOption {
  readonly name: string;
  readonly row: ArgumentRow;
  readonly joined: string | undefined;
  readonly next: string | undefined;
}

function takeOption({ name, row, joined, next }: TypedOption, values: Given['values']): number | undefined {
  if (row.type === 'boolean') {
    values.set(name, true);
    return joined === undefined && next !== 'true' && next !== 'false' ? 1 : undefined;
  }
  const value = plainValue(joined ?? next, row);
  const isRepeated = row.many !== true && values.has(name);
  if (value === undefined || row.greedy === true || isRepeated) return undefined;
  values.set(name, row.many === true ? [...((values.get(name) ?? []) as readonly unknown[]), value] : value);
  return joined === undefined ? 2 : 1;
}

function plainValue(word: string | undefined, { type, choices }: ArgumentRow): string | number | undefined {
  if (!isPlain(word) || choices?.includes(word) === false) return undefined;
  if (type !== 'number') return word;
  return /^\d{1,15}(\.\d{1,15})?$/.test(word) ? Number(word) : undefined;
}

/** Gives the words that belong to no option to the positional arguments, in their order; false where they are too few, too many or not plain. */
function placeWords({ usage, positionals }: Command, { values, words }: Given): boolean {
  let next = 0;
  for (const [name, row] of Object.entries(positionals)) {
    const own = words.slice(next, row.many === true ? undefined : next + 1);
    next += own.length;
    if (own.length === 0 && usage.includes(`[${name}`)) continue;
    const plain = own.map((word) => plainValue(word, row));
    if (own.length === 0 || plain.includes(undefined)) return false;
    values.set(name, row.many === true ? plain : plain[0]);
  }
  return next === words.length;
}
