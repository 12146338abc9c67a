import { checkResult, checkSimulationOptions } from '../check-arguments.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import type { ReportedResult } from '../characteristics/power-result.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import { curvePlan, powerCurves } from './curve-plan.ts';
import { simulateSizes } from '../simulation/nested-curve.ts';
import type { PowerCurves } from './power-curves.ts';

/**
 * Power over the number of patients around a study's own, from nested trials of its run replayed.
 *
 * @param result  of the study
 * @returns undefined where the study cannot be replayed at other sizes
 * @throws SimulationAborted if the signal asks to stop
 * @example
 * ```ts
 * import { estimatePower, replayPowerCurves } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 1000 });
 * const curves = await replayPowerCurves(study, estimatePower(study));
 * curves?.curves[0].points.map(({ participants }) => participants); // → [4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48]
 * ```
 */
export async function replayPowerCurves(
  study: Study,
  result: ReportedResult,
  options: SimulationOptions = {},
): Promise<PowerCurves | undefined> {
  checkStudy('study', study);
  checkResult('result', result, study);
  checkSimulationOptions('options', options);
  const plan = curvePlan(study);
  if (plan === undefined) return undefined;
  const counts = await simulateSizes({ ...plan, stage: { stage: 'curve' } }, options);
  return powerCurves(plan, counts, result);
}
