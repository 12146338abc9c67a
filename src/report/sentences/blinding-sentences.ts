import type { ArmBlinding, BlindingResult } from '../../analysis/blinding.ts';
import type { ExpectedBlinding } from '../../power/characteristics/expected-blinding.ts';
import type { BlindingIndex } from '../../statistics/intervals/blinding-index.ts';

/** What the indices mean, in a sentence each. */
export const blindingLegend =
  'James’s index: 0 all guess right, 0.5 random guesses, 1 all answer “do not know”. Bang’s index: 1 all guess right, 0 as many right as wrong, −1 all guess wrong';

/** Header of a table of Bang’s indices. */
export const armHeader = ['given', 'right', 'wrong', 'do not know', 'Bang’s index'] as const;

/** One arm as a row: shares of the answers and the index. */
export function armRow({ arm, right, wrong, doNotKnow, bang }: ArmBlinding, index: (bang: BlindingIndex) => string): string[] {
  const all = right + wrong + doNotKnow;
  const share = (count: number): string => (all === 0 ? '–' : `${((100 * count) / all).toFixed(1)} %`);
  return [arm, share(right), share(wrong), share(doNotKnow), bang === undefined ? '–' : index(bang)];
}

/** An index with its interval. */
export function indexWords({ estimate, lower, upper }: BlindingIndex, level: number): string {
  return `${shown(estimate)} (${Number((100 * level).toPrecision(6))} % interval ${shown(lower)} to ${shown(upper)})`;
}

/** An index expected of a trial: with its Monte-Carlo standard error, and with the standard error that it has in one trial. */
export function expectedIndexWords({ estimate, standardError }: BlindingIndex, { population, participants }: ExpectedBlinding): string {
  const inTrial = standardError * Math.sqrt(population / participants);
  return `${shown(estimate)} ± ${standardError.toFixed(3)} (standard error in one trial ${inTrial.toFixed(2)})`;
}

/** James’s index of a question in words. */
export function jamesWords({ james }: BlindingResult, index: (james: BlindingIndex) => string): string {
  return `James’s index ${james === undefined ? 'is not defined: all who guess name the one arm that they are in' : index(james)}`;
}

function shown(value: number): string {
  const text = value.toFixed(2).replace('-', '−');
  return text === '−0.00' ? '0.00' : text;
}
