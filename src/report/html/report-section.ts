import { drawFigure, withPageColours } from '../figures/draw-figure.ts';
import type { Figure } from '../figures/figure.ts';
import { marked, tableMarkup, type Markup } from './markup.ts';

/** One section of a report: words, tables and pictures in reading order. */
export interface ReportSection {
  /** Anchor of the section. */
  readonly id: string;
  readonly title: string;
  readonly parts: readonly (Markup | Figure)[];
}

/** The pictures of sections in the order in which they stand. */
export function figuresOf(sections: readonly ReportSection[]): Figure[] {
  return sections.flatMap(({ parts }) => parts.filter((part): part is Figure => !('markup' in part)));
}

/** A section as HTML. */
export function sectionMarkup({ id, title, parts }: ReportSection): Markup {
  const body = parts.map((part) => ('markup' in part ? part : figureMarkup(part, part.title !== title)));
  return marked`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>\n`;
}

/** A picture with its words, and its numbers as a table behind a word. @param headed  whether its title stands above it */
export function figureMarkup(figure: Figure, headed = true): Markup {
  const { name, title, caption, table } = figure;
  const svg: Markup = { markup: withPageColours(drawFigure(figure)) };
  const picture = marked`<div class="picture" tabindex="0" role="group" aria-label="Picture: ${title}">${svg}</div>`;
  const numbers = marked`<details><summary>The numbers: ${title}</summary>${tableMarkup(title, table.header, table.rows)}</details>`;
  return marked`<figure id="figure-${name}">${headed ? marked`<h3>${title}</h3>` : ''}${picture}<figcaption>${caption}</figcaption>\n${numbers}</figure>\n`;
}
