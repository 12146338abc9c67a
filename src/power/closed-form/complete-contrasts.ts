import type { NormalContrast } from '../../analysis/index.ts';
import { completeCounts, type CompleteCount } from './complete-counts.ts';
import type { ContrastPlan } from './contrast-of-plan.ts';

/** A contrast of those who are complete, and how probable that is; undefined where there are too few. */
export interface CompleteContrast {
  readonly contrast: NormalContrast | undefined;
  readonly probability: number;
  /** Participants who are complete. */
  readonly participants: number;
  /** Those by sequence, or all together, as the plan's contrast takes them. */
  readonly remaining: readonly number[];
}

/**
 * Every contrast that the participants of the sequences can leave, each complete with the probability of their sequence.
 * @param counts  participants allocated by sequence
 */
export function* completeContrasts(plan: ContrastPlan, counts: readonly number[]): Generator<CompleteContrast, undefined> {
  const { complete, contrast, pooled } = plan;
  const used = counts.map((count, sequence) => (complete[sequence] > 0 ? count : 0));
  // What does not distinguish the sequences needs their sum alone.
  const groups = pooled && new Set(complete.filter((share) => share > 0)).size === 1 ? [sumOf(used)] : used;
  const shares = groups.length === used.length ? complete : [Math.max(...complete)];
  const numbers = groups.map((count, group) => completeCounts(count, shares[group], groups.length === 1 ? ALONE : undefined));
  const least = numbers.reduce((product, list) => product * Math.max(...list.map(({ probability }) => probability)), NEGLIGIBLE);
  for (const { remaining, probability } of combinations(numbers))
    if (probability >= least) yield { contrast: contrast(remaining), probability, participants: sumOf(remaining), remaining };
}

/** Windows in a standard deviation of a number that is summed over by itself, where they cost little. */
const ALONE = 64;
/** A combination less probable than this share of what is most probable is left out. */
const NEGLIGIBLE = 1e-9;

/** Every combination of one number from each list that is not negligible. */
function* combinations([first, ...others]: readonly (readonly CompleteCount[])[]): Generator<
  { readonly remaining: readonly number[]; readonly probability: number },
  undefined
> {
  for (const { count, probability } of first) {
    if (others.length === 0) yield { remaining: [count], probability };
    else
      for (const further of combinations(others))
        yield { remaining: [count, ...further.remaining], probability: probability * further.probability };
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
