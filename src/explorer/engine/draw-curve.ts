import { replayPowerCurves, type PowerResult, type SimulationOptions } from '../../power/index.ts';
import type { Study } from '../../index.ts';
import type { Picture } from './messages.ts';

/** Power over the number of patients as the report draws it; undefined where the study cannot be replayed at other sizes. */
export async function drawCurve(study: Study, result: PowerResult, options: SimulationOptions): Promise<Picture | undefined> {
  const curves = await replayPowerCurves(study, result, options);
  if (curves === undefined) return undefined;
  const { drawFigure, powerCurveFigure, withPageColours } = await import('./written-answers.ts');
  const figure = powerCurveFigure(curves);
  const { title, caption, table } = figure;
  return { svg: withPageColours(drawFigure(figure)), title, caption, header: table.header, rows: table.rows };
}
