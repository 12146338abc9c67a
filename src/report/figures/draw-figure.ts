import { figureShape } from '../picture-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { plot, type PlotOptions } from '@observablehq/plot';
import { escapeHtml } from '../../text/escape-html.ts';
import { NARROW, type Figure, type LegendEntry } from './figure.ts';
import { palette, type Colour } from './palette.ts';
import { SvgDocument } from './svg-document.ts';

/** Height of one line of the legend, px. */
const LEGEND_HEIGHT = 24;
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
  check('figure', figure, figureShape);
  const drawn = plot({
    width: NARROW,
    ...figure.options,
    style: { fontFamily: FONT, fontSize: '12px', color: palette.ink, overflow: 'visible', background: palette.paper },
    ...drawnIn(new SvgDocument()),
  });
  const label = `${figure.title}. ${figure.alt}`;
  const opening = ` xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(label)}"`;
  return withLegend(plain(drawn.outerHTML), figure.legend)
    .replace(/ xmlns="[^"]*"/, '')
    .replace(/^<svg/, `<svg${opening}`);
}

/** The option of a plot that says in which document it is drawn: one that has what a plot asks of the document of a browser, and no more. */
const drawnIn = (document: object): Pick<PlotOptions, 'document'> => (isPlotDocument(document) ? { document } : {});

const isPlotDocument = (document: object): document is NonNullable<PlotOptions['document']> => document instanceof SvgDocument;

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

/**
 * The same drawing for a document: its colours become variables, which the document sets for light and dark.
 *
 * @example
 * ```ts
 * import { withPageColours } from 'crossover-sim/report';
 * withPageColours('<path fill="#0b4f8c"/>'); // → '<path fill="var(--first)"/>'
 * ```
 */
export function withPageColours(svg: string): string {
  check('svg', svg, 'text');
  let text = svg;
  for (const [name, value] of Object.entries(palette)) text = text.replaceAll(value, `var(--${name satisfies string as Colour})`);
  return text;
}

/** Puts the legend above a drawing, in as many lines as its width asks for. */
function withLegend(svg: string, entries: readonly LegendEntry[]): string {
  if (entries.length === 0) return svg;
  const width = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1] ?? NARROW);
  const places = legendPlaces(entries, width);
  const above = LEGEND_HEIGHT * (1 + Math.max(...places.map(({ line }) => line)));
  const parts = entries.map(({ label, style: { colour, dash, symbol } }, position) => {
    const { left, line } = places[position];
    const stroke = `<line x1="0" x2="26" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`;
    const isMark = symbol === 'square' && dash === 'none';
    const words = `<text x="${isMark ? 22 : 32}" dy="0.35em" text-anchor="start" fill="${palette.ink}">${escapeHtml(label)}</text>`;
    const mark = `${isMark ? '' : stroke}<path d="${symbolPaths[symbol]}" fill="${colour}"/>`;
    return `<g transform="translate(${left},${10 + LEGEND_HEIGHT * line - above})">${mark}${words}</g>`;
  });
  return svg
    .replace(/viewBox="0 0 ([\d.]+) ([\d.]+)"/, (_, __, height: string) => `viewBox="0 ${-above} ${width} ${Number(height) + above}"`)
    .replace(/ height="([\d.]+)"/, (_, height: string) => ` height="${Number(height) + above}"`)
    .replace(/<\/svg>$/, `<g>${parts.join('')}</g></svg>`);
}

/** Where the entries of a legend stand: from left to right, in the next line where one does not fit. */
function legendPlaces(entries: readonly LegendEntry[], width: number): { left: number; line: number }[] {
  let [left, line] = [8, 0];
  return entries.map(({ label }) => {
    const room = 50 + Math.ceil(LETTER * label.length);
    if (left > 8 && left + room > width) [left, line] = [8, line + 1];
    const place = { left, line };
    left += room;
    return place;
  });
}

const symbolPaths: Readonly<Record<LegendEntry['style']['symbol'], string>> = {
  circle: 'M17,0A4,4,0,1,1,9,0A4,4,0,1,1,17,0Z',
  diamond: 'M13,-5.5L17.5,0L13,5.5L8.5,0Z',
  square: 'M9.5,-3.5H16.500V3.5H9.5Z',
  triangle: 'M13,-5L17.5,3.5H8.5Z',
};
