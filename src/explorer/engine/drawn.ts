import { drawFigure, withPageColours, type Figure } from '../../report/index.ts';
import type { Picture } from './messages.ts';

/** A figure of the report as the page shows it. */
export function drawn(figure: Figure): Picture {
  const { name, title, caption, table } = figure;
  const file = drawFigure(figure);
  return { name, file, svg: withPageColours(file), title, caption, header: table.header, rows: table.rows };
}
