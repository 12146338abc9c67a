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
}

/**
 * James’s index of a table of guesses, and Bang’s of each arm.
 *
 * @param level  coverage of the intervals
 * @example
 * ```ts
 * import { blindingOf } from 'crossover-sim/analysis';
 * const guesses = { question: 'pretreatment', period: 1, arms: ['naltrexone', 'placebo'], guesses: [[9, 4], [3, 8]], unknown: [8, 8] };
 * blindingOf(guesses).arms[0].bang?.estimate; // → 0.3
 * ```
 */
export function blindingOf({ question, period, arms, guesses, unknown }: GuessTable, level = 0.95): BlindingResult {
  const total = [...guesses.flat(), ...unknown].reduce((sum, count) => sum + count, 0);
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
  };
}
