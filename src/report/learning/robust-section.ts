import type { Learned } from '../../learning/learn.ts';
import { marked, tableMarkup, type Markup } from '../html/markup.ts';
import { adjustmentHead, adjustmentWords, movedHead, robustSentence, robustTables } from '../robust-text.ts';

/** The robust posterior beside the ordinary one; nothing where it was not asked for. */
export function robustParts(learned: Learned): Markup[] {
  const { robust } = learned;
  if (robust === undefined) return [];
  const { needed, figures, parameters } = robustTables(learned, robust);
  return [
    marked`<p>${robustSentence(robust, needed)}</p>`,
    tableMarkup('Adjustments of published figures', adjustmentHead, figures),
    marked`<p class="muted">${adjustmentWords}.</p>`,
    tableMarkup('Parameters without and with adjustments', movedHead, parameters),
  ];
}
