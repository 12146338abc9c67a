import { checkFraction } from '../../arguments/numbers.ts';
import { blindingShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import type { BlindingResult } from '../../analysis/blinding.ts';
import type { ExpectedBlinding } from '../../power/characteristics/expected-blinding.ts';
import type { BlindingIndex } from '../../statistics/intervals/blinding-index.ts';
import {
  armHeader,
  armRow,
  blindingLegend,
  expectedIndexWords,
  gradedHeader,
  gradedLegend,
  gradedRow,
  indexWords,
  jamesWords,
} from '../sentences/blinding-sentences.ts';
import { folded, foldedTable } from './fold.ts';

/**
 * The blinding indices of recorded guesses, question by question and period by period.
 *
 * @param level    of their intervals
 * @param columns  width of the text
 * @example
 * ```ts
 * import { blindingOf } from 'crossover-sim/analysis';
 * import { blindingText } from 'crossover-sim/report';
 * const guesses = { question: 'pretreatment', period: 1, arms: ['naltrexone', 'placebo'], guesses: [[9, 4], [3, 8]], unknown: [8, 8] };
 * blindingText([blindingOf(guesses)], 0.95, 100); // → 'guess of the pretreatment, period 1…'
 * ```
 */
export function blindingText(results: readonly BlindingResult[], level: number, columns: number): string {
  check('results', results, blindingShape);
  checkFraction('level', level);
  check('columns', columns, 'aboveZero');
  const index = (each: BlindingIndex): string => indexWords(each, level);
  return [
    ...results.map((result) => block(result, `guess of the ${result.question}, period ${result.period}`, index, columns)),
    legend(results, columns),
  ].join('\n\n');
}

/** The blinding indices that a trial is expected to have in its first period. */
export function expectedBlindingText(expected: ExpectedBlinding, columns: number): string {
  const index = (each: BlindingIndex): string => expectedIndexWords(each, expected);
  return [
    folded('blinding expected in the first period (± Monte-Carlo standard error)', columns),
    ...expected.results.map((result) => block(result, `guess of the ${result.question}`, index, columns)),
    legend(expected.results, columns),
  ].join('\n');
}

function block(result: BlindingResult, title: string, index: (each: BlindingIndex) => string, columns: number): string {
  const table = foldedTable([[...armHeader], ...result.arms.map((arm) => armRow(arm, index))], columns);
  return [folded(`${title}: ${jamesWords(result, index)}`, columns), table, ...gradedLines(result, index, columns)].join('\n');
}

/** The indices of five answers; no lines where nobody was asked how sure they are. */
function gradedLines({ graded }: BlindingResult, index: (each: BlindingIndex) => string, columns: number): string[] {
  if (graded === undefined) return [];
  const table = foldedTable([[...gradedHeader], ...graded.arms.map((arm) => gradedRow(arm, index))], columns);
  return [folded(`the same with five answers: ${jamesWords(graded, index)}`, columns), table];
}

function legend(results: readonly BlindingResult[], columns: number): string {
  const isGraded = results.some(({ graded }) => graded !== undefined);
  return folded(isGraded ? `${blindingLegend}. ${gradedLegend}.` : `${blindingLegend}.`, columns);
}
