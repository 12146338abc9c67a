import { decimalNumber } from '../../parameters/decimal-number.ts';
import { nearestName } from '../../text/nearest-name.ts';
import type { Question } from './questions.ts';

/** A number as people type it, with a decimal point or comma; of a share also `20 %`; NaN where it is none. */
export function numberIn(answer: string): number {
  const [, number, percent] = /^(.*?)\s*(%?)$/.exec(answer.trim()) ?? ['', '', ''];
  const value = decimalNumber(number.replace(',', '.'));
  return percent === '' ? value : value / 100;
}

/** Fault of an answer that has to be a number. */
export function faultInNumber(answer: string): string | undefined {
  return Number.isNaN(numberIn(answer)) ? `expected a number, got '${answer}'` : undefined;
}

/** A question whose answer is one of a few names. */
export function choice(question: Omit<Question, 'faultIn'>, names: readonly string[]): Question {
  const faultIn = (answer: string): string | undefined => {
    if (names.includes(answer)) return undefined;
    const near = nearestName(answer, names);
    return `expected ${names.join(', ')}, got '${answer}'${near === undefined ? '' : `; did you mean ${near}?`}`;
  };
  return { ...question, text: `${question.text} (${names.join(', ')})`, faultIn };
}
