import { check, checkOptional } from '../arguments/shape.ts';
import { checkFraction } from '../arguments/numbers.ts';
import { bangIndex, jamesIndex, type BlindingIndex } from '../statistics/intervals/blinding-index.ts';

/** The answers to one question about what was given, of participants who answer once each. */
export interface GuessTable {
  /** What is guessed, e.g. `pretreatment`. */
  readonly question: string;
  readonly period: number;
  /** What may have been given. */
  readonly arms: readonly string[];
  /** Participants by guess (rows) and by what was given (columns), both in the order of `arms`. */
  readonly guesses: readonly (readonly number[])[];
  /** Participants of each arm who do not know. */
  readonly unknown: readonly number[];
  /** Those of the guesses that are strongly believed, where the questionnaire asks how sure; the others are somewhat believed. */
  readonly strongly?: readonly (readonly number[])[];
}

/** How well one arm is blinded. */
export interface ArmBlinding {
  readonly arm: string;
  readonly right: number;
  readonly wrong: number;
  readonly doNotKnow: number;
  /** Bang’s index; left out of an arm without answers. */
  readonly bang?: BlindingIndex;
}

/** The blinding indices of one question in one period. */
export interface BlindingResult {
  readonly question: string;
  readonly period: number;
  /** James’s index of the trial; left out where it is not defined. */
  readonly james?: BlindingIndex;
  readonly arms: readonly ArmBlinding[];
  /** The indices of the five answers, where the questionnaire asks how sure. */
  readonly graded?: GradedBlinding;
}

/** How well one arm is blinded, by five answers. */
export interface GradedArm {
  readonly arm: string;
  readonly stronglyRight: number;
  readonly somewhatRight: number;
  readonly somewhatWrong: number;
  readonly stronglyWrong: number;
  readonly doNotKnow: number;
  /** Bang’s index with the weights 1, ½, −½, −1 and 0; left out of an arm without answers. */
  readonly bang?: BlindingIndex;
}

/** The blinding indices of a questionnaire with five answers. */
export interface GradedBlinding {
  /** James’s index with a disagreement of 0, ¼, ¾ or 1 from strongly right to strongly wrong; left out where it is not defined. */
  readonly james?: BlindingIndex;
  readonly arms: readonly GradedArm[];
}

/** Bang’s weights: of guesses that are strongly and somewhat believed, right or, with a minus, wrong. */
const STRONGLY = 1;
const SOMEWHAT = 0.5;

/**
 * James’s index of a table of guesses, and Bang’s of each arm: of the answers right, wrong and do not know, and where the table says how sure the guesses are also of the five answers.
 *
 * @param level  coverage of the intervals
 * @example
 * ```ts
 * import { blindingOf } from 'crossover-sim/analysis';
 * const guesses = { question: 'pretreatment', period: 1, arms: ['naltrexone', 'placebo'], guesses: [[9, 4], [3, 8]], unknown: [8, 8] };
 * blindingOf(guesses).arms[0].bang?.estimate; // → 0.3
 * ```
 */
export function blindingOf(table: GuessTable, level = 0.95): BlindingResult {
  checkGuesses('table', table);
  checkFraction('level', level);
  const { question, period, arms, guesses, unknown, strongly } = table;
  const total = totalOf([...guesses.flat(), ...unknown]);
  const james = total > 0 ? jamesIndex(guesses, unknown, level) : undefined;
  return {
    question,
    period,
    ...(james === undefined ? {} : { james }),
    arms: arms.map((arm, column) => {
      const right = guesses[column][column];
      const wrong = guesses.reduce((sum, row) => sum + row[column], 0) - right;
      const doNotKnow = unknown[column];
      const answers = [right, wrong, doNotKnow];
      const bang = right + wrong + doNotKnow > 0 ? { bang: bangIndex(answers, [1, -1, 0], level) } : {};
      return { arm, right, wrong, doNotKnow, ...bang };
    }),
    ...(strongly === undefined ? {} : { graded: gradedOf(table, strongly, level) }),
  };
}

function checkGuesses(name: string, table: GuessTable): void {
  check(name, table, { fields: { question: 'text', period: 'size', arms: { list: 'word', least: 1 } } });
  const { length } = table.arms;
  check(`${name}.guesses`, table.guesses, { list: { list: 'count', length }, length });
  check(`${name}.unknown`, table.unknown, { list: 'count', length });
  checkOptional(`${name}.strongly`, table.strongly, { list: { list: 'count', length }, length });
}

/** The indices of the five answers. */
function gradedOf({ arms, guesses, unknown }: GuessTable, strongly: readonly (readonly number[])[], level: number): GradedBlinding {
  const somewhat = guesses.map((row, i) => row.map((count, j) => count - strongly[i][j]));
  const graded = [...strongly, ...somewhat];
  const disagreement = graded.map((_, i) => {
    const size = i < arms.length ? STRONGLY : SOMEWHAT;
    return arms.map((_, j) => (1 - (i % arms.length === j ? size : -size)) / 2);
  });
  const total = totalOf([...graded.flat(), ...unknown]);
  const james = total > 0 ? jamesIndex(graded, unknown, level, disagreement) : undefined;
  return {
    ...(james === undefined ? {} : { james }),
    arms: arms.map((arm, column) => {
      const of = (counts: readonly (readonly number[])[], isRight: boolean): number =>
        totalOf(counts.map((row) => row[column]).filter((_, i) => (i === column) === isRight));
      const answers = [of(strongly, true), of(somewhat, true), of(somewhat, false), of(strongly, false), unknown[column]];
      const [stronglyRight, somewhatRight, somewhatWrong, stronglyWrong, doNotKnow] = answers;
      const bang = totalOf(answers) > 0 ? { bang: bangIndex(answers, [STRONGLY, SOMEWHAT, -SOMEWHAT, -STRONGLY, 0], level) } : {};
      return { arm, stronglyRight, somewhatRight, somewhatWrong, stronglyWrong, doNotKnow, ...bang };
    }),
  };
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
