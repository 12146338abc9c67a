import { escapeHtml } from '../../text/escape-html.ts';

/** HTML that is already safe to stand in a document. */
export interface Markup {
  readonly markup: string;
}

/** What may be put into a template: texts and numbers are escaped, markup and lists of it stand as they are. */
export type Filling = string | number | Markup | readonly Filling[];

/** A template of HTML whose fillings are escaped unless they are markup themselves. */
export function marked(texts: TemplateStringsArray, ...fillings: readonly Filling[]): Markup {
  return { markup: texts.map((text, place) => text + (place < fillings.length ? filled(fillings[place]) : '')).join('') };
}

function filled(filling: Filling): string {
  if (typeof filling === 'string') return escapeHtml(filling);
  if (typeof filling === 'number') return String(filling);
  return 'markup' in filling ? filling.markup : filling.map(filled).join('');
}

/**
 * A table with a caption for those who cannot see where it stands. On a narrow page a table of more than two columns folds: each row becomes a block, each
 * cell a line under its column's name. The roles keep it a table for screen readers there, too.
 */
export function tableMarkup(caption: string, header: readonly string[], rows: readonly (readonly Filling[])[]): Markup {
  const folds = header.length > 2;
  const head = header.map((name) => marked`<th scope="col" role="columnheader">${name}</th>`);
  const [firstName, ...names] = header;
  const body = rows.map(
    ([first, ...rest]) =>
      marked`<tr role="row"><th scope="row" role="rowheader" data-label="${firstName}">${first}</th>${rest.map((cell, i) => marked`<td role="cell" data-label="${names[i]}">${cell}</td>`)}</tr>\n`,
  );
  const table = marked`<table role="table" class="${folds ? 'folds' : 'plain'}"><caption>${caption}</caption><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${body}</tbody></table>`;
  return marked`<div class="scroll" tabindex="0" role="group" aria-label="Table: ${caption}">${table}</div>\n`;
}

/** Sections that a reader opens when needed; they are printed only when open. */
export function foldMarkup(id: string, summary: string, body: Filling): Markup {
  return marked`<details id="${id}" class="fold"><summary>${summary}</summary>\n${body}</details>\n`;
}
