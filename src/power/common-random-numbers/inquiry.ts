import type { CurveCounts } from '../simulation/nested-trials.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import { simulateCells } from './simulate-cells.ts';
import type { CellRun, StudyCell } from './simulate-studies.ts';

/** What a question wants next: further cells, or nothing more, since there is the answer. */
export type Step<Answer> = { readonly cells: readonly StudyCell[] } | { readonly answer: Answer };

/**
 * A question that is answered by simulating cells: which ones come next, and what follows from all of them.
 * It depends on its runs alone, so that a question which was interrupted is asked again with what was kept.
 * @param runs  of all cells that it has asked for so far, in their order
 */
export type Inquiry<Answer> = (runs: readonly CellRun[]) => Step<Answer>;

/** Simulates what a question asks for until it is answered. @throws RangeError if a study contradicts itself; SimulationAborted if the signal asks to stop */
export async function inquire<Answer>(inquiry: Inquiry<Answer>, options: SimulationOptions): Promise<Answer> {
  const runs: CellRun[] = [];
  for (;;) {
    const step = inquiry(runs);
    if ('answer' in step) return step.answer;
    runs.push(...(await simulateCells(step.cells, options)));
  }
}

/** A question whose cells are all known beforehand. */
export function inOneStep<Answer>(cells: readonly StudyCell[], answer: (runs: readonly CellRun[]) => Answer): Inquiry<Answer> {
  return (runs) => (runs.length < cells.length ? { cells } : { answer: answer(runs) });
}

/** The same question, answered in other words. */
export function withAnswer<From, To>(inquiry: Inquiry<From>, change: (answer: From) => To): Inquiry<To> {
  return (runs) => {
    const step = inquiry(runs);
    return 'answer' in step ? { answer: change(step.answer) } : step;
  };
}

/** Counts of a cell that was analysed at several sizes. @throws RangeError where it was not */
export function countsOf({ counts }: CellRun): CurveCounts {
  if (counts === undefined) throw new RangeError('a cell was expected at several sizes');
  return counts;
}
