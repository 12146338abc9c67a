import { drawFigure, withPageColours } from '../figures/draw-figure.ts';
import { NARROW, type Figure } from '../figures/figure.ts';
import { marked, tableMarkup, type Markup } from './markup.ts';

/** How much larger than drawn a picture is shown at most. */
const MAX_SCALE = 1.4;

/** One section of a report: words, tables and pictures in reading order. */
export interface ReportSection {
  /** Anchor of the section. */
  readonly id: string;
  readonly title: string;
  readonly parts: readonly (Markup | Figure)[];
}

/** The sections of a report by where a reader finds them. */
export interface ReportParts {
  /** The first page: the whole answer. */
  readonly front: readonly ReportSection[];
  /** What supports it. */
  readonly body: readonly ReportSection[];
  /** What is looked up: folded on a screen, and printed only when open. */
  readonly appendix: readonly ReportSection[];
}

/** The pictures of sections in the order in which they stand. */
export function figuresOf({ front, body, appendix }: ReportParts): Figure[] {
  return [...front, ...body, ...appendix].flatMap(({ parts }) => parts.filter(isFigure));
}

/**
 * A section as HTML: pictures that follow one another stand side by side where there is room, and a picture by itself beside the words that follow it.
 * @param across  whether it takes the whole width of a page whose sections stand in two columns
 */
export function sectionMarkup({ id, title, parts }: ReportSection, across = false): Markup {
  const body: Markup[] = [];
  const headed = parts.filter(isFigure).length > 1;
  for (let place = 0; place < parts.length; place++) {
    const end = parts.findIndex((part, other) => other > place && !isFigure(part));
    const figures = parts.slice(place, end < 0 ? parts.length : end).filter(isFigure);
    const next = parts[place + 1];
    const part = parts[place];
    if (!isFigure(part)) body.push(part);
    else if (figures.length === 1 && !isWideFigure(part) && next !== undefined && !isFigure(next)) {
      body.push(marked`<div class="figures">${figureMarkup(part, headed)}<div>${next}</div></div>\n`);
      place++;
    } else {
      const alone = figures.length === 1 ? ' alone' : '';
      body.push(marked`<div class="figures${alone}">${figures.map((figure) => figureMarkup(figure, headed))}</div>\n`);
      place += figures.length - 1;
    }
  }
  const wide = across ? marked` class="across"` : '';
  return marked`<section id="${id}"${wide} aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>\n`;
}

/** The sections of a first page, in two columns; one that has no other beside it, or a wide picture, takes the whole width. */
export function frontMarkup([first, ...others]: readonly ReportSection[]): Markup {
  const isWide = ({ parts }: ReportSection): boolean => parts.some((part) => isFigure(part) && isWideFigure(part));
  let column = 0;
  const sections = others.map((section, place) => {
    const next = others.at(place + 1);
    const isAlone = column === 0 && (next === undefined || isWide(next));
    if (isAlone || isWide(section)) return sectionMarkup(section, true);
    column = 1 - column;
    return sectionMarkup(section);
  });
  return marked`<div class="front">${sectionMarkup(first, true)}${sections}</div>\n`;
}

/**
 * A picture with its words, and its numbers as a table behind a word. One that is wider than a phone says there that it scrolls.
 * @param headed  whether its title stands above it
 */
export function figureMarkup(figure: Figure, headed: boolean): Markup {
  const { name, title, caption, table } = figure;
  const width = figure.options.width ?? NARROW;
  const scaled = `style="max-width:${Math.round(MAX_SCALE * width)}px;`;
  const svg: Markup = { markup: withPageColours(drawFigure(figure)).replace('style="', scaled) };
  const isWide = isWideFigure(figure);
  const cue = isWide ? marked`<p class="cue">Scroll the picture sideways to see all of it.</p>` : '';
  const picture = marked`<div class="picture" tabindex="0" role="group" aria-label="Picture: ${title}">${svg}</div>`;
  const numbers = marked`<details><summary>The numbers: ${title}</summary>${tableMarkup(title, table.header, table.rows)}</details>`;
  const words = marked`<figcaption>${caption}</figcaption>\n${numbers}`;
  return marked`<figure id="figure-${name}"${isWide ? marked` class="wide"` : ''}>${headed ? marked`<h3>${title}</h3>` : ''}${cue}${picture}<div class="words">${words}</div></figure>\n`;
}

function isWideFigure({ options }: Figure): boolean {
  return (options.width ?? NARROW) > 1.1 * NARROW;
}

function isFigure(part: Markup | Figure): part is Figure {
  return !('markup' in part);
}
