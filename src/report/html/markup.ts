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

/** A table with a caption for those who cannot see where it stands; it scrolls by itself where the page is narrow. */
export function tableMarkup(caption: string, header: readonly string[], rows: readonly (readonly Filling[])[]): Markup {
  const head = header.map((name) => marked`<th scope="col">${name}</th>`);
  const body = rows.map(
    ([first, ...rest]) => marked`<tr><th scope="row">${first}</th>${rest.map((cell) => marked`<td>${cell}</td>`)}</tr>\n`,
  );
  const table = marked`<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  return marked`<div class="scroll" tabindex="0" role="group" aria-label="Table: ${caption}">${table}</div>\n`;
}
