import { assertPlainNames } from '../plain-names.ts';
import { fileLabel, provenanceLines } from '../provenance-lines.ts';
import { cutToBytes } from '../utf8.ts';
import { labelWithUnit, type ValueLabel } from '../value-labels.ts';
import { columnsOf, commentText, dataSetName, type SyntaxColumn, type SyntaxFile, textBytes } from './syntax-file.ts';

/** A text of SAS in single quotes, in which macros mean nothing. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** How the input statement reads a column. */
function informatOf(column: SyntaxColumn): string {
  if (column.extent.kind === 'date') return ' :yymmdd10.';
  return textBytes(column) > 0 ? ' $' : '';
}

/** A column whose whole numbers have meanings, and the name of its format: no longer than 32 characters, and without a digit at its end. */
interface Coded {
  readonly name: string;
  readonly format: string;
  readonly labels: readonly ValueLabel[];
}

/** SAS 9.4. Texts stay texts, as procedures take them in CLASS statements; coded numbers get a format; nothing in a field of numbers is `.`. */
export const sasSyntax: SyntaxFile = {
  extension: 'sas',
  name: 'SAS',
  text(request) {
    const { table, provenance, csv, delimiter } = request;
    assertPlainNames(table.columns);
    const columns = columnsOf(request);
    const coded = columns.flatMap(({ name, extent }, place): Coded[] =>
      extent.kind === 'integer' && extent.labels.length > 0
        ? [{ name, format: `${name.slice(0, 24)}_${place + 1}f`, labels: extent.labels }]
        : [],
    );
    const formats = coded.flatMap(({ format, labels }) => [
      `  value ${format}`,
      ...labels.map(({ value, label }) => `    ${value} = ${quoted(label)}`),
      '  ;',
    ]);
    const lines = [
      ...provenanceLines(provenance).map((line) => `/* ${commentText(line)} */`),
      ...(coded.length > 0 ? ['proc format;', ...formats, 'run;'] : []),
      `data ${dataSetName(table)} (label=${quoted(cutToBytes(fileLabel(provenance), 256))});`,
      `  infile ${quoted(csv)} dsd dlm=${delimiter === ',' ? "','" : "'09'x"} firstobs=2 lrecl=32767 truncover encoding='utf-8' termstr=crlf;`,
      '  length',
      ...columns.map((column) => `    ${column.name} ${textBytes(column) > 0 ? `$ ${textBytes(column)}` : '8'}`),
      '  ;',
      '  input',
      ...columns.map((column) => `    ${column.name}${informatOf(column)}`),
      '  ;',
      '  label',
      ...columns.map((column) => `    ${column.name} = ${quoted(cutToBytes(labelWithUnit(column), 256))}`),
      '  ;',
      ...columns.flatMap(({ name, extent }) => (extent.kind === 'date' ? [`  format ${name} yymmdd10.;`] : [])),
      ...coded.map(({ name, format }) => `  format ${name} ${format}.;`),
      'run;',
    ];
    return `${lines.join('\n')}\n`;
  },
};
