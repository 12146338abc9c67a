import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType, type FileChild } from 'docx';
import type { ProtocolDocument } from './protocol-document.ts';

/** Widths of a table's columns, twentieths of a point: together the text width of A4 with margins of an inch. */
const COLUMNS = [2400, 6600];

/** The sections of a protocol as a Word document (OOXML) for pasting. @returns the bytes of the file */
export async function protocolDocx({ title, sections }: ProtocolDocument): Promise<Uint8Array> {
  const children = sections.flatMap(({ heading, text, tables }): FileChild[] => [
    new Paragraph({ text: heading, heading: HeadingLevel.HEADING_2 }),
    ...(text === '' ? [] : [new Paragraph({ text, spacing: { after: 160 } })]),
    ...tables.flatMap(({ caption, rows }) => [
      new Paragraph({ children: [new TextRun({ text: caption, italics: true })], keepNext: true, spacing: { before: 120, after: 60 } }),
      new Table({
        width: { size: COLUMNS[0] + COLUMNS[1], type: WidthType.DXA },
        columnWidths: COLUMNS,
        rows: rows.map((cells) => new TableRow({ children: cells.map((cell, column) => tableCell(cell, column)) })),
      }),
    ]),
  ]);
  const document = new Document({
    title,
    creator: 'crossover-sim',
    styles: { default: { document: { run: { font: 'Calibri', size: 22, language: { value: 'en-GB' } } } } },
    sections: [{ children: [new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }), ...children] }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function tableCell(words: string, column: number): TableCell {
  return new TableCell({
    width: { size: COLUMNS[column], type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    children: [new Paragraph({ children: [new TextRun({ text: words, bold: column === 0 })] })],
  });
}
