import { replayPowerCurves, type PowerResult, type SimulationOptions } from '../../power/index.ts';
import { powerCurveFigure } from '../../report/index.ts';
import type { Study } from '../../index.ts';
import { drawn } from './drawn.ts';
import type { Picture } from './messages.ts';

/** Power over the number of patients as the report draws it; undefined where the study cannot be replayed at other sizes. */
export async function drawCurve(study: Study, result: PowerResult, options: SimulationOptions): Promise<Picture | undefined> {
  const curves = await replayPowerCurves(study, result, options);
  return curves === undefined ? undefined : drawn(powerCurveFigure(curves));
}
