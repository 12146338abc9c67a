import { storedStudyProblem } from '../../scenario/schema/stored-study.ts';
import type { PlanCell, RunPlan } from './plan.ts';

/**
 * What is wrong with the studies and the true effects of a plan, as `path: expected …`: whoever wrote it may have made its checksum too.
 * @returns undefined where nothing is wrong
 */
export function planProblem({ cells, engine, blockSize }: RunPlan): string | undefined {
  if (typeof engine !== 'string') return 'engine: expected the program that made the plan';
  if (!Number.isSafeInteger(blockSize)) return 'blockSize: expected a whole number';
  for (const [position, cell] of cells.entries()) {
    const { power } = cell.study; // of no trials yet, where a run goes on until it is precise enough
    const problem = storedStudyProblem({ ...cell.study, power: { ...power, replicates: power.replicates === 0 ? 1 : power.replicates } });
    if (problem !== undefined) return `cells.${position}.study.${problem}`;
    if (!hasTruths(cell)) return `cells.${position}.truths: expected a true effect of every analysis`;
  }
  return undefined;
}

/** Whether the true effects of a cell are such, of every analysis or of none. */
export function hasTruths({ truths, study }: Pick<PlanCell, 'truths' | 'study'>): boolean {
  const known = truths as readonly unknown[];
  return (known.length === 0 || known.length === Object.keys(study.analyses).length) && known.every(isTruth);
}

function isTruth(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { value: effect, mcse, patients, words, referenceMean, whyNone } = value as Readonly<Record<string, unknown>>;
  const isFigure = (each: unknown): boolean => each === null || typeof each === 'number';
  const isOptional = (each: unknown, type: 'number' | 'string'): boolean => each === undefined || typeof each === type;
  return (
    isFigure(effect) &&
    isFigure(mcse) &&
    typeof patients === 'number' &&
    typeof words === 'string' &&
    isOptional(referenceMean, 'number') &&
    isOptional(whyNone, 'string')
  );
}
