import { plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeHtml } from '../../text/escape-html.ts';
import type { Figure, LegendEntry } from './figure.ts';
import { palette, type Colour } from './palette.ts';

const WIDTH = 720;
const LEGEND_HEIGHT = 26;
/** Width of a letter of the legend, px; assumed, enough for the fonts named below. */
const LETTER = 6.6;
const FONT = 'system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif';

/**
 * Draws a figure as SVG text that stands alone, in the colours of a light page. The same figure gives the same text.
 *
 * @example
 * ```ts
 * import { designFigure, drawFigure } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * drawFigure(designFigure(study)); // → '<svg xmlns="http://www.w3.org/2000/svg" role="img" …'
 * ```
 */
export function drawFigure(figure: Figure): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const drawn = plot({
    width: WIDTH,
    ...figure.options,
    style: { fontFamily: FONT, fontSize: '12px', color: palette.ink, overflow: 'visible', background: palette.paper },
    document,
  });
  const label = `${figure.title}. ${figure.alt}`;
  const opening = ` xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(label)}"`;
  return withLegend(plain(drawn.outerHTML), figure.legend)
    .replace(/ xmlns="[^"]*"/, '')
    .replace(/^<svg/, `<svg${opening}`);
}

/** The text of a drawing without what only a browser's own page needs: variables of the library, labels inside an image. */
function plain(svg: string): string {
  return svg
    .replace(/<style>[^]*?<\/style>/, '')
    .replaceAll(/ class="plot-[a-z0-9]+"/g, '')
    .replaceAll(/ aria-(label|description|hidden)="[^"]*"/g, '')
    .replaceAll('var(--plot-background)', palette.paper)
    .replaceAll(/ (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform|points)="[^"]*"/g, (attribute) =>
      attribute.replaceAll(/(\d\.\d\d)\d+/g, '$1'),
    );
}

/** The same drawing for a document: its colours become variables, which the document sets for light and dark. */
export function withPageColours(svg: string): string {
  let text = svg;
  for (const [name, value] of Object.entries(palette)) text = text.replaceAll(value, `var(--${name satisfies string as Colour})`);
  return text;
}

/** Puts the legend above a drawing, in room of its own. */
function withLegend(svg: string, entries: readonly LegendEntry[]): string {
  if (entries.length === 0) return svg;
  let left = 8;
  const parts = entries.map(({ label, style: { colour, dash, symbol } }) => {
    const line = `<line x1="0" x2="26" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`;
    const words = `<text x="32" dy="0.35em" text-anchor="start" fill="${palette.ink}">${escapeHtml(label)}</text>`;
    const entry = `<g transform="translate(${left},${10 - LEGEND_HEIGHT})">${line}<path d="${symbolPaths[symbol]}" fill="${colour}"/>${words}</g>`;
    left += 50 + Math.ceil(LETTER * label.length);
    return entry;
  });
  return svg
    .replace(/viewBox="0 0 ([\d.]+) ([\d.]+)"/, (_, width: string, height: string) => {
      return `viewBox="0 ${-LEGEND_HEIGHT} ${Math.max(Number(width), left)} ${Number(height) + LEGEND_HEIGHT}"`;
    })
    .replace(/ height="([\d.]+)"/, (_, height: string) => ` height="${Number(height) + LEGEND_HEIGHT}"`)
    .replace(/<\/svg>$/, `<g>${parts.join('')}</g></svg>`);
}

const symbolPaths: Readonly<Record<LegendEntry['style']['symbol'], string>> = {
  circle: 'M17,0A4,4,0,1,1,9,0A4,4,0,1,1,17,0Z',
  diamond: 'M13,-5.5L17.5,0L13,5.5L8.5,0Z',
  square: 'M9.5,-3.5H16.500V3.5H9.5Z',
  triangle: 'M13,-5L17.5,3.5H8.5Z',
};
