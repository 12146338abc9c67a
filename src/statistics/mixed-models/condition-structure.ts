import type { CovarianceStructure, SlotSet } from './covariance-structure.ts';

/** What one measurement of a subject shares with the others: indices of variances, −1 for none. */
export interface ConditionSlot {
  /** The residual variance it has. */
  readonly residual: number;
  /** The group (an infusion, or a condition) whose effect it shares with the subject's other measurements of that group. */
  readonly group: number;
  /** The variance of the effect of that group. */
  readonly groupVariance: number;
}

/** Which variances a model of single measurements has. */
export interface ConditionVariances {
  /** Whether there is a variance between subjects. */
  readonly subject: boolean;
  /** Whether the variances of subject and groups are covariances instead, which may be negative (compound symmetry). */
  readonly negative: boolean;
  /** Variances of the effects of a subject in a group. */
  readonly groups: number;
  readonly residuals: number;
}

/**
 * Random intercepts of the subject and of the subject in each group of measurements, and independent residuals whose variances may differ:
 * parameters σ²_subject, the variances of the groups, the residual variances, all at least 0.
 *
 *     V(a, b) = σ²_subject + [group(a) = group(b)] σ²_group + [a = b] σ²_residual(a)
 */
export function conditionStructure(
  slots: readonly ConditionSlot[],
  { subject, negative, groups, residuals }: ConditionVariances,
): CovarianceStructure {
  const first = subject ? 1 : 0;
  const count = first + groups + residuals;
  const sets: SlotSet[] = subject ? [{ parameter: 0, slots: slots.map((_, a) => a) }] : [];
  for (const group of new Set(slots.filter(({ groupVariance }) => groupVariance >= 0).map((slot) => slot.group))) {
    const members = slots.flatMap((slot, a) => (slot.group === group ? [a] : []));
    sets.push({ parameter: first + slots[members[0]].groupVariance, slots: members });
  }
  slots.forEach(({ residual }, a) => sets.push({ parameter: first + groups + residual, slots: [a] }));
  sets.sort((one, other) => one.parameter - other.parameter);
  const places = Array.from({ length: count }, (_, k) =>
    Int32Array.from(
      sets.filter(({ parameter }) => parameter === k).flatMap((set) => set.slots.flatMap((a) => set.slots.flatMap((b) => [a, b]))),
    ),
  );
  const bounded = places.map((_, k) => !negative || k >= first + groups);
  return { slots: slots.length, count, places, bounded, whole: false, sets };
}
