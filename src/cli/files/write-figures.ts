import { join } from 'node:path';
import type { Figure } from '../../report/figures/figure.ts';
import { type FileContent, writeTogether } from './write-together.ts';

/** Width of a PNG, px; twice that of the drawing, so that print stays sharp. */
export const PNG_WIDTH = 1440;

/** Pictures as SVG, and as PNG where the renderer is installed, as the files that they are to be in a folder. */
async function drawnFigures(figures: readonly Figure[], folder: string): Promise<FileContent[]> {
  const { drawFigure } = await import('../../report/figures/draw-figure.ts');
  const renderer = await import('@resvg/resvg-js').catch(() => undefined);
  const files: FileContent[] = [];
  for (const figure of figures) {
    const svg = drawFigure(figure);
    const path = join(folder, figure.name);
    files.push({ path: `${path}.svg`, content: svg });
    if (renderer === undefined) continue;
    const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' };
    const picture = new renderer.Resvg(svg, { fitTo: { mode: 'width', value: PNG_WIDTH }, background: '#ffffff', font });
    files.push({ path: `${path}.png`, content: picture.render().asPng() });
  }
  if (renderer === undefined) process.stderr.write('warning: @resvg/resvg-js is not installed: pictures as SVG only\n');
  return files;
}

/**
 * Writes a page, and the pictures in it as files of their own where a folder is named for them: all of it or nothing.
 * @returns their paths
 */
export async function writePage(
  page: { readonly text: string; readonly figures: readonly Figure[] },
  out: string,
  folder: string | undefined,
): Promise<string[]> {
  const files = [{ path: out, content: page.text }, ...(folder === undefined ? [] : await drawnFigures(page.figures, folder))];
  writeTogether(files, { named: true });
  return files.map(({ path }) => path);
}
