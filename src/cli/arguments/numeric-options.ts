import { decimalNumber, numberHint } from '../../parameters/decimal-number.ts';
import { usageError } from '../terminal/command-failure.ts';

/**
 * Holds what was typed for numeric options to decimal numbers, before the parser makes NaN of a word, or 31 of `0x1F`.
 * @param words    the command line
 * @param numeric  names of the options that take a number, as they are declared
 * @throws CommandFailure (2) with every such option, and what was typed
 */
export function assertNumericOptions(words: readonly string[], numeric: readonly string[]): void {
  const problems = words.flatMap((word, i) => {
    const match = /^--([^=]+)(?:=(.*))?$/.exec(word);
    if (match === null) return [];
    const name = match[1].replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
    const typed = match[2] ?? words.at(i + 1);
    if (!numeric.includes(name) || typed === undefined || (match[2] === undefined && typed.startsWith('--'))) return [];
    return Number.isNaN(decimalNumber(typed)) ? [`--${name}: expected a number, got '${typed}'${numberHint(typed)}`] : [];
  });
  if (problems.length > 0) throw usageError(problems.join('\n'));
}
