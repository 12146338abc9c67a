import type { ReportedResult } from '../../power/characteristics/power-result.ts';
import type { PowerCurves } from '../../power/sample-size/power-curves.ts';
import { replayPowerCurves } from '../../power/sample-size/replay-power-curves.ts';
import type { Study } from '../../study/study.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

/** Power over the number of patients, from nested trials of a finished run replayed; undefined where the study cannot be replayed at other sizes. */
export async function replayedCurves(study: Study, result: ReportedResult, options: WorkersOptions): Promise<PowerCurves | undefined> {
  const replay = () => 'no power curve was drawn; what was written before it is kept';
  return withWorkers({ ...options, studies: [study] }, (simulation) => replayPowerCurves(study, result, simulation), replay);
}
