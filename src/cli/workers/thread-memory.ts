import { totalmem } from 'node:os';
import type { Study } from '../../study/study.ts';
import { sizeText } from '../files/read-bounded.ts';
import { usageError } from '../terminal/exit-error.ts';

/** Memory of a thread beside its trial, bytes: 5 to 9 MB were measured without work. */
const BYTES_OF_THREAD = 10_000_000;

/**
 * Memory of a trial for each participant in each period, bytes: peaks of one trial with its analyses, less what the process took before (Node.js 20), were 76
 * (gaussian-textbook, 1 000 000 participants), 236 (courses/six-infusions, 30 000), 253 (designs/four-condition, 50 000), 273 (designs/parallel-groups,
 * 200 000), 296 (williams-2018, 100 000) and 375 (williams-2018-registered, 100 000); rounded up.
 */
export const BYTES_OF_PERIOD = 500;

/** How large the trials of a study are. */
export type SizedStudy = Pick<Study, 'trial' | 'power'>;

/** Memory of this machine, or of the container in which the process runs, bytes. */
export function machineMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Memory that a thread takes for the trials of the largest of some studies, bytes. */
export function threadBytes(studies: Iterable<Pick<SizedStudy, 'trial'>>): number {
  let most = 0;
  for (const { trial } of studies) most = Math.max(most, trial.design.participants * trial.design.sequences[0].length);
  return BYTES_OF_THREAD + most * BYTES_OF_PERIOD;
}

/** Memory that a thread takes while it finds the true effects of a study, bytes: of so many participants at once, or by a formula. */
export function truthBytes({ trial, power }: SizedStudy): number {
  const participants = trial.kind === 'mechanistic' ? power.truthPatients : 0;
  return BYTES_OF_THREAD + participants * trial.design.sequences[0].length * BYTES_OF_PERIOD;
}

/**
 * Refuses threads whose trials would not fit into the memory of the machine.
 * @param workers  how many there are, each of which takes so many bytes
 * @throws ExitError (2) with the memory that they would take
 */
export function assertThreadMemory(workers: number, bytes: number, memory = machineMemory()): void {
  if (workers * bytes <= memory) return;
  const fitting = Math.floor(memory / bytes);
  const all = workers === 1 ? '' : `, ${sizeText(workers * bytes)} in all ${workers}`;
  const cure = fitting >= 1 ? `take at most ${fitting} workers, or fewer participants` : 'take fewer participants';
  throw usageError(
    `--workers: the trials would take ${sizeText(bytes)} in each thread${all}, more than the ${sizeText(memory)} of this machine; ${cure}`,
  );
}
