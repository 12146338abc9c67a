import { getHeapStatistics } from 'node:v8';
import { usageError } from '../terminal/exit-error.ts';
import { sizeText } from './read-bounded.ts';

/**
 * Bytes that a row of a table takes until it is analysed, at most: measured by analysing 1 038 000 rows of two periods by a paired t test (Node.js 20), which
 * needs a heap of 550 to 700 MB where every participant has a quoted name, and of 400 to 550 MB where rows are short.
 */
export const BYTES_OF_ROW = 600;

/** Bytes that the program takes beside it: the same measurement with few rows, rounded up. */
const BYTES_OF_PROGRAM = 100_000_000;

/**
 * Refuses a table whose rows would not fit into the memory that V8 gives this process, which would end without a word of this program.
 * @param rows  of its measurements, at most
 * @param room  bytes of the heap at most
 * @throws ExitError (2) with the memory that it would take
 */
export function assertRoomFor(path: string, rows: number, room = getHeapStatistics().heap_size_limit): void {
  const bytes = BYTES_OF_PROGRAM + rows * BYTES_OF_ROW;
  if (rows <= 1 || bytes <= room) return;
  throw usageError(
    `cannot read ${path}: its ${rows} rows would take about ${sizeText(bytes)} of memory, more than the ${sizeText(room)} that Node.js has here; split it, by trial or by endpoint, or give more: NODE_OPTIONS=--max-old-space-size=${Math.ceil(bytes / 1e6 / 100) * 100}`,
  );
}
