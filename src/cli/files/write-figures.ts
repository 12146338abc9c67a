import { join } from 'node:path';
import type { Figure } from '../../report/figures/figure.ts';
import { writeOutput } from './output-file.ts';

/** Width of a PNG, px; twice that of the drawing, so that print stays sharp. */
export const PNG_WIDTH = 1440;

/** Writes pictures as SVG, and as PNG where the renderer is installed. @returns their paths */
export async function writeFigures(figures: readonly Figure[], folder: string): Promise<string[]> {
  const { drawFigure } = await import('../../report/figures/draw-figure.ts');
  const renderer = await import('@resvg/resvg-js').catch(() => undefined);
  const paths: string[] = [];
  for (const figure of figures) {
    const svg = drawFigure(figure);
    const path = join(folder, figure.name);
    writeOutput(`${path}.svg`, svg);
    paths.push(`${path}.svg`);
    if (renderer === undefined) continue;
    const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' };
    const picture = new renderer.Resvg(svg, { fitTo: { mode: 'width', value: PNG_WIDTH }, background: '#ffffff', font });
    writeOutput(`${path}.png`, picture.render().asPng());
    paths.push(`${path}.png`);
  }
  if (renderer === undefined) process.stderr.write('warning: @resvg/resvg-js is not installed: pictures as SVG only\n');
  return paths;
}
