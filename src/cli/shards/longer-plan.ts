import { extended, type PlanCell, type RunPlan } from './plan.ts';

/** Whether two cells are of the same trials. */
export function isSameCell(one: PlanCell, other: PlanCell): boolean {
  return (
    one.scenario === other.scenario &&
    one.first === other.first &&
    one.judged === other.judged &&
    one.figures === other.figures &&
    String(one.sizes) === String(other.sizes)
  );
}

/** A plan with as many trials of every cell as another one of the same run. */
export function atLeastAsLong(plan: RunPlan, other: RunPlan): RunPlan {
  return other.cells.reduce((longer, { replicates }, cell) => withTrials(longer, cell, replicates), plan);
}

/** A plan with at least so many trials of a cell. */
export function withTrials(plan: RunPlan, cell: number, replicates: number): RunPlan {
  return plan.cells[cell].replicates < replicates ? extended(plan, cell, replicates) : plan;
}
