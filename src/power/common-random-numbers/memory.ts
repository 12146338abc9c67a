import { BLOCK_SIZE } from '../simulation/blocks.ts';
import type { Study } from '../../study/study.ts';

/** Memory that many studies may take, beside that of the trials under way, bytes: about what Node.js gives a program by default (assumed). */
export const MAX_BYTES = 2_000_000_000;

/** Bytes of the counts of a block of trials, which are kept until they can be added in order: measured, rounded up. */
export const BYTES_OF_BLOCK = 500;
/** The same of every analysis in it, with the trials in which it succeeded. */
export const BYTES_OF_ANALYSIS = 500;

/** How much memory the counts of studies take, bytes. */
export function memoryOf(cells: readonly { readonly study: Study }[]): number {
  return cells.reduce((sum, { study: { analyses, power } }) => {
    const blocks = Math.ceil(power.replicates / BLOCK_SIZE);
    return sum + blocks * (BYTES_OF_BLOCK + BYTES_OF_ANALYSIS * Object.keys(analyses).length);
  }, 0);
}

/**
 * Refuses studies whose counts would not fit into memory, before anything is simulated.
 * @throws RangeError with the memory that they would take, and how many replicates fit
 */
export function assertMemory(cells: readonly { readonly study: Study }[]): void {
  const bytes = memoryOf(cells);
  if (bytes <= MAX_BYTES) return;
  const most = Math.max(...cells.map(({ study }) => study.power.replicates));
  const fitting = BLOCK_SIZE * Math.floor((most * MAX_BYTES) / bytes / BLOCK_SIZE);
  const gigabytes = (count: number): string => `${Number((count / 1e9).toPrecision(3))} GB`;
  throw new RangeError(
    `${cells.length} studies of up to ${most} replicates would take ${gigabytes(bytes)} of memory, more than ${gigabytes(MAX_BYTES)}: take fewer studies, or at most ${fitting} replicates each`,
  );
}
