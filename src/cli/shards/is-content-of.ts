import { trialFigures } from '../../power/figures/trial-figures.ts';
import { emptyCurve } from '../../power/simulation/nested-trials.ts';
import { emptyTally } from '../../power/simulation/tally.ts';
import type { PlanCell } from './plan.ts';
import type { ShardContent } from './shard-content.ts';

/**
 * Whether what a shard holds is about the study of its cell: tallies of its blocks, counts at its sizes, or rows of data files. A right checksum shows only that nothing was
 * changed since it was made.
 */
export function isContentOf({ study, sizes = [] }: Pick<PlanCell, 'study' | 'sizes'>, content: ShardContent): boolean {
  if ('curve' in content) return hasForm(content.curve, emptyCurve(Object.keys(study.analyses).length, sizes.length));
  if ('figures' in content) {
    const form = trialFigures(study).names.map(() => 0);
    return content.figures.every((row) => hasForm(row, form));
  }
  if ('tables' in content) return Object.values(content.tables).every((rows) => typeof rows === 'string');
  const empty = emptyTally(study);
  return content.blocks.every((block) => hasForm(block, empty));
}

/** Whether a value has the parts of another one, all of them numbers, or null where JSON has no number. A map without parts may have any counts. */
export function hasForm(value: unknown, form: unknown): boolean {
  if (typeof form === 'number') return value === null || typeof value === 'number';
  if (Array.isArray(form))
    return Array.isArray(value) && value.length === form.length && form.every((each, place) => hasForm(value[place], each));
  if (!isMap(value) || !isMap(form)) return false;
  const parts = Object.entries(form);
  return parts.length === 0 ? isMapOfCounts(value) : parts.every(([name, part]) => hasForm(value[name], part));
}

function isMapOfCounts(value: Readonly<Record<string, unknown>>): boolean {
  return Object.values(value).every((count) => typeof count === 'number');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
