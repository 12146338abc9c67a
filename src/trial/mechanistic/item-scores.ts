import type { MeasurementSlot } from './measurement-slots.ts';
import { columnKey } from '../trial-data.ts';
import type { ItemScores } from '../trial-generator.ts';

/** Code of a missing item score; no item scores that high. */
export const ITEM_MISSING = 255;

/** Room for the items of every rating of a scale or its sub-scales. @param rows  subject-periods */
export function emptyItemScores(slots: readonly MeasurementSlot[], rows: number): Map<string, ItemScores> {
  const kept = new Map<string, ItemScores>();
  for (const { source, visit } of slots) {
    if (source.kind !== 'scale') continue;
    const { scale } = source;
    if (kept.has(columnKey(scale.name, visit))) continue;
    kept.set(columnKey(scale.name, visit), { scale, visit, scores: new Uint8Array(rows * scale.items.length).fill(ITEM_MISSING) });
  }
  return kept;
}
