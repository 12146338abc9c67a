import { assertPlainNames } from '../plain-names.ts';
import { fileLabel, provenanceLines } from '../provenance-lines.ts';
import { cutToBytes } from '../utf8.ts';
import { labelWithUnit, type ValueLabel } from '../value-labels.ts';
import { columnsOf, commentText, dataSetName, type SyntaxFile, textBytes } from './syntax-file.ts';

/** A text of SAS in single quotes, in which macros mean nothing. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

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
    const { table, provenance, csv } = request;
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
      `  infile ${quoted(csv)} dsd dlm=',' firstobs=2 lrecl=32767 truncover encoding='utf-8' termstr=crlf;`,
      '  length',
      ...columns.map((column) => `    ${column.name} ${textBytes(column) > 0 ? `$ ${textBytes(column)}` : '8'}`),
      '  ;',
      '  input',
      ...columns.map((column) => `    ${column.name}${textBytes(column) > 0 ? ' $' : ''}`),
      '  ;',
      '  label',
      ...columns.map((column) => `    ${column.name} = ${quoted(cutToBytes(labelWithUnit(column), 256))}`),
      '  ;',
      ...coded.map(({ name, format }) => `  format ${name} ${format}.;`),
      'run;',
    ];
    return `${lines.join('\n')}\n`;
  },
};
