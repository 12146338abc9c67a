/** How a command line ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The message of a failure that no code of the program worded: an error that was thrown, and not as its way to end. */
  readonly unworded?: string | undefined;
  /** Why it never came to an end, where it did not. */
  readonly broken?: string | undefined;
}

/** Exit codes that the manual page names, and those of the signals. */
const CODES = [0, 1, 2, 3, 4, 5, 129, 130, 143];

/** Most that a command line says about what is wrong with it, characters. */
const MAX_COMPLAINT = 60_000;

/** What an engine says of code that met values it was not made for. */
const RAW =
  /is not a function|Cannot read propert|is not iterable|Maximum call stack|Invalid array length|is not defined|Cannot convert|Unexpected token|is not a constructor|Assignment to constant|Invalid typed array|Cannot set propert|must be of type|Received (?:undefined|null|an instance)|ERR_[A-Z_]+|Reduce of empty|Invalid count value|toFixed\(\)|\[object |Invalid string length|not valid JSON|in JSON at|Converting circular|Invalid regular|Invalid time value|E[A-Z]{3,}: |node:internal|Assertion|BigInt/;

const STACK = /^\s+at .*[(/:]\d+:\d+\)?$/m;

/** Words of an answer that stand for a number which there is not. */
const NO_NUMBER = /(?<![\w./-])(NaN|undefined|Infinity|\[object Object\])(?![\w./-])/;

/**
 * What is wrong with how a command line ended, whatever it was; undefined where nothing is.
 * @param given  what it was given, whose words may come back in what it says
 */
export function faultOf({ exitCode, stdout, stderr, unworded, broken }: Ended, given: string): string | undefined {
  if (broken !== undefined) return broken;
  if (!CODES.includes(exitCode)) return `exit code ${exitCode}`;
  const said = withoutGiven(stderr, given);
  if (STACK.test(stderr)) return 'a stack trace';
  const raw = RAW.exec(said) ?? RAW.exec(unworded ?? '');
  if (raw !== null) return `a raw message: ${raw[0]}`;
  if (exitCode === 0) return noNumber(stdout, given);
  if ([2, 4].includes(exitCode) && stderr.trim() === '') return `exit code ${exitCode} without a word`;
  if (stderr.length > MAX_COMPLAINT) return `${stderr.length} characters of complaint`;
  return undefined;
}

function noNumber(stdout: string, given: string): string | undefined {
  const found = NO_NUMBER.exec(stdout)?.[1];
  return found === undefined || given.includes(found) ? undefined : `an answer with ${found}`;
}

/** What is said, without what was quoted from the input. */
function withoutGiven(text: string, given: string): string {
  const words = given.split(/\s+/).filter((word) => RAW.test(word));
  return words.reduce((left, word) => left.replaceAll(word, ''), text);
}
