import type { ArmBlinding, BlindingResult, GradedArm } from '../../analysis/blinding.ts';
import type { ExpectedBlinding } from '../../power/characteristics/expected-blinding.ts';
import type { BlindingIndex } from '../../statistics/intervals/blinding-index.ts';

/** What the indices mean, in a sentence each. */
export const blindingLegend =
  'James’s index: 0 all guess right, 0.5 random guesses, 1 all answer “do not know”. Bang’s index: 1 all guess right, 0 as many right as wrong, −1 all guess wrong';

/** Header of a table of Bang’s indices. */
export const armHeader = ['given', 'right', 'wrong', 'do not know', 'Bang’s index'] as const;

/** One arm as a row: shares of the answers and the index. */
export function armRow({ arm, right, wrong, doNotKnow, bang }: ArmBlinding, index: (bang: BlindingIndex) => string): string[] {
  return [arm, ...sharesOf([right, wrong, doNotKnow]), bang === undefined ? '–' : index(bang)];
}

/** Header of a table of Bang’s indices of five answers. */
export const gradedHeader = [
  'given',
  'strongly right',
  'somewhat right',
  'somewhat wrong',
  'strongly wrong',
  'do not know',
  'Bang’s index',
] as const;

/** What the indices of five answers weigh. */
export const gradedLegend = 'With five answers Bang’s weights are 1, ½, −½, −1 and 0, and James’s disagreements 0, ¼, ¾, 1 and do not know';

/** One arm as a row of the table of five answers. */
export function gradedRow(graded: GradedArm, index: (bang: BlindingIndex) => string): string[] {
  const { arm, stronglyRight, somewhatRight, somewhatWrong, stronglyWrong, doNotKnow, bang } = graded;
  const answers = [stronglyRight, somewhatRight, somewhatWrong, stronglyWrong, doNotKnow];
  return [arm, ...sharesOf(answers), bang === undefined ? '–' : index(bang)];
}

function sharesOf(counts: readonly number[]): string[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (all === 0 ? '–' : `${((100 * count) / all).toFixed(1)} %`));
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
export function jamesWords({ james }: Pick<BlindingResult, 'james'>, index: (james: BlindingIndex) => string): string {
  return `James’s index ${james === undefined ? 'is not defined: all who guess name the one arm that they are in' : index(james)}`;
}

function shown(value: number): string {
  const text = value.toFixed(2).replace('-', '−');
  return text === '−0.00' ? '0.00' : text;
}
