import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { PowerCurves } from '../../power/sample-size/power-curves.ts';
import { replayPowerCurves } from '../../power/sample-size/replay-power-curves.ts';
import type { Study } from '../../study/study.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

/** A finished run whose trials are replayed. */
export interface CurveRequest extends WorkersOptions {
  readonly study: Study;
  readonly result: PowerResult;
}

/** Power over the number of patients, from nested trials replayed; undefined where the study cannot be replayed at other sizes. */
export async function replayedCurves({ study, result, ...options }: CurveRequest): Promise<PowerCurves | undefined> {
  return withWorkers(options, (simulation) => replayPowerCurves(study, result, simulation));
}
