import { addCurve } from '../../power/sample-size/power-curve.ts';
import type { PowerCurves } from '../../power/sample-size/power-curves.ts';
import { blocksOf } from '../../power/simulation/blocks.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import { Progress } from '../terminal/progress.ts';
import { WorkerPool } from '../workers/worker-pool.ts';

/** A finished run whose trials are replayed. */
export interface CurveRequest {
  readonly study: Study;
  readonly hash: string;
  readonly result: PowerResult;
  readonly workers: number | 'auto';
  readonly quiet: boolean;
}

/** Power over the number of patients, from nested trials replayed; undefined where the study cannot be replayed at other sizes. */
export async function replayedCurves({ study, hash, result, workers, quiet }: CurveRequest): Promise<PowerCurves | undefined> {
  const { curvePlan, emptyCounts, powerCurves } = await import('../../power/sample-size/curve-plan.ts');
  const plan = curvePlan(study);
  if (plan === undefined) return undefined;
  const counts = emptyCounts(plan);
  const progress = new Progress('replaying trials for the power curve', plan.trials, 'trials', quiet);
  const pool = new WorkerPool(workers);
  try {
    const tasks = [...blocksOf(plan.trials)].map((block) => ({
      id: `${hash} curve`,
      study: plan.study,
      sizes: plan.sizes,
      blocks: [block],
    }));
    await pool.runCurves(tasks, (part) => {
      addCurve(counts, part);
      progress.update(counts.trials);
    });
  } finally {
    progress.finish();
    await pool.close();
  }
  return powerCurves(plan, counts, result);
}
