import { emptyTally, type Tally } from '../../power/simulation/tally.ts';
import type { Study } from '../../study/study.ts';

/** Counts by name, which a block has or has not. */
const BY_REASON = 'notEstimable';

/** Whether what a shard holds of a block is a tally of the study: a right checksum shows only that nothing was changed since it was made. */
export function isTallyOf(study: Study): (block: unknown) => block is Tally {
  const empty = emptyTally(study);
  return (block): block is Tally => hasForm(block, empty);
}

/** Whether a value has the parts of another one, all of them numbers, or null where JSON has no number. */
function hasForm(value: unknown, form: unknown): boolean {
  if (typeof form === 'number') return value === null || typeof value === 'number';
  if (Array.isArray(form))
    return Array.isArray(value) && value.length === form.length && form.every((each, place) => hasForm(value[place], each));
  if (!isMap(value) || !isMap(form)) return false;
  return Object.entries(form).every(([name, part]) =>
    name === BY_REASON && isMap(part) ? isMapOfCounts(value[name]) : hasForm(value[name], part),
  );
}

function isMapOfCounts(value: unknown): boolean {
  return isMap(value) && Object.values(value).every((count) => typeof count === 'number');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
