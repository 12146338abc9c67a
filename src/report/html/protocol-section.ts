import { protocolDocument } from '../protocol/protocol-document.ts';
import type { ReportMaterial } from '../report-material.ts';
import { marked, tableMarkup } from './markup.ts';
import type { ReportSection } from './report-section.ts';

/** What a protocol says of sample size, analysis, estimands and assumptions. */
export function protocolSection(material: ReportMaterial): ReportSection {
  const sections = protocolDocument(material).sections.map(({ heading, text, tables }) => [
    text === '' ? '' : marked`<p><strong>${heading}.</strong> ${text}</p>\n`,
    tables.map(
      ({ caption, rows }) => marked`<p><strong>${caption}.</strong></p>${tableMarkup(caption, ['attribute', 'description'], rows)}`,
    ),
  ]);
  const how = marked`<p class="muted">To paste; <code>--protocol FILE.docx</code> or <code>--protocol FILE.md</code> writes the same as a file.</p>`;
  return { id: 'protocol', title: 'For the protocol', parts: [how, marked`<blockquote>${sections}</blockquote>`] };
}
