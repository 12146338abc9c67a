import { assertPlainNames } from '../plain-names.ts';
import { fileLabel, provenanceLines } from '../provenance-lines.ts';
import { labelsOf } from '../table-extent.ts';
import { cutToBytes } from '../utf8.ts';
import { labelWithUnit } from '../value-labels.ts';
import { columnsOf, commentText, type SyntaxColumn, type SyntaxFile, textBytes } from './syntax-file.ts';

/** A text of SPSS: a quotation mark is written twice. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Name of a text while its labelled number takes its own. */
const asText = (name: string): string => `${name}_text`;

function formatOf(column: SyntaxColumn): string {
  const bytes = textBytes(column);
  if (bytes > 0) return `A${bytes}`;
  if (column.extent.kind === 'date') return 'SDATE10';
  return column.extent.kind === 'integer' ? 'F20.0' : 'F20.4';
}

/** SPSS, and GNU PSPP. Texts of listed values become labelled numbers; nothing in a field of numbers is system-missing. */
export const spssSyntax: SyntaxFile = {
  extension: 'sps',
  name: 'SPSS',
  text(request) {
    const { table, provenance, csv, delimiter } = request;
    assertPlainNames(table.columns);
    const columns = columnsOf(request);
    const recoded = columns.flatMap(({ name, extent }) => (extent.kind === 'labelled' ? [{ name, levels: extent.levels }] : []));
    const lines = [
      ...provenanceLines(provenance).map((line) => `* ${commentText(line)} .`),
      'GET DATA',
      '  /TYPE=TXT',
      `  /FILE=${quoted(csv)}`,
      '  /ENCODING="UTF8"',
      '  /ARRANGEMENT=DELIMITED',
      '  /FIRSTCASE=2',
      `  /DELIMITERS="${delimiter === ',' ? ',' : String.raw`\t`}"`,
      `  /QUALIFIER='"'`,
      '  /VARIABLES=',
      ...columns.map((column) => `    ${column.extent.kind === 'labelled' ? asText(column.name) : column.name} ${formatOf(column)}`),
      '  .',
      ...recoded.map(({ name, levels }) =>
        [`RECODE ${asText(name)}`, ...levels.map((level, code) => `  (${quoted(level)}=${code + 1})`), `  INTO ${name}.`].join('\n'),
      ),
      ...columns.flatMap(({ name, extent }) =>
        extent.kind === 'labelled' || extent.kind === 'integer' ? [`FORMATS ${name} (F8.0).`] : [],
      ),
      'EXECUTE.',
      ...(recoded.length > 0 ? ['ADD FILES FILE=*', '  /KEEP=', ...columns.map(({ name }) => `    ${name}`), '  .'] : []),
      ...columns.map((column) => `VARIABLE LABELS ${column.name} ${quoted(cutToBytes(labelWithUnit(column), 255))}.`),
      ...columns.flatMap((column) => {
        const labels = labelsOf(column.extent);
        if (labels.length === 0) return [];
        return [
          [`VALUE LABELS ${column.name}`, ...labels.map(({ value, label }) => `  ${value} ${quoted(cutToBytes(label, 120))}`), '  .'].join(
            '\n',
          ),
          `VARIABLE LEVEL ${column.name} (NOMINAL).`,
        ];
      }),
      `FILE LABEL ${quoted(cutToBytes(fileLabel(provenance), 64))}.`,
      ...provenanceLines(provenance).map((line) => `ADD DOCUMENT ${quoted(cutToBytes(line, 80))}.`),
      'EXECUTE.',
    ];
    return `${lines.join('\n')}\n`;
  },
};
