import { replayPowerCurves, type PowerResult, type SimulationOptions } from '../../power/index.ts';
import { drawFigure, powerCurveFigure, withPageColours, type Figure } from '../../report/index.ts';
import type { Study } from '../../index.ts';
import type { Picture } from './messages.ts';

/** A figure of the report as the page shows it. */
export function drawn(figure: Figure): Picture {
  const { name, title, caption, table } = figure;
  const file = drawFigure(figure);
  return { name, file, svg: withPageColours(file), title, caption, header: table.header, rows: table.rows };
}

/** Power over the number of patients as the report draws it; undefined where the study cannot be replayed at other sizes. */
export async function drawCurve(study: Study, result: PowerResult, options: SimulationOptions): Promise<Picture | undefined> {
  const curves = await replayPowerCurves(study, result, options);
  return curves === undefined ? undefined : drawn(powerCurveFigure(curves));
}
