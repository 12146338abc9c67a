import { assertPlainNames } from '../plain-names.ts';
import { fileLabel, provenanceLines } from '../provenance-lines.ts';
import { cutToBytes } from '../utf8.ts';
import { labelWithUnit } from '../value-labels.ts';
import { columnsOf, commentText, type SyntaxColumn, type SyntaxFile, textBytes } from './syntax-file.ts';

/** A text in compound quotes, in which neither macros nor quotation marks mean anything. */
const quoted = (text: string): string => `\`"${text.replaceAll(/[`$]/g, '\\$&')}"'`;

function labelled({ name, extent }: SyntaxColumn): string[] {
  if (extent.kind === 'labelled') {
    const define = extent.levels.map((level, code) => `${code + 1} ${quoted(level)}`).join(' ');
    return [
      `label define ${name} ${define}`,
      `rename ${name} _text`,
      `encode _text, generate(${name}) label(${name}) noextend`,
      `order ${name}, before(_text)`,
      'drop _text',
    ];
  }
  if (extent.kind === 'date') {
    return [
      `rename ${name} _text`,
      `generate long ${name} = daily(_text, "YMD")`,
      `format ${name} %tdCCYY-NN-DD`,
      `order ${name}, before(_text)`,
      'drop _text',
    ];
  }
  if (extent.kind !== 'integer' || extent.labels.length === 0) return [];
  return [
    `label define ${name} ${extent.labels.map(({ value, label }) => `${value} ${quoted(label)}`).join(' ')}`,
    `label values ${name} ${name}`,
  ];
}

/** Stata 14 and later. Texts of listed values become labelled numbers; nothing in a field of numbers is `.`. */
export const stataSyntax: SyntaxFile = {
  extension: 'do',
  name: 'Stata',
  text(request) {
    const { table, provenance, csv, delimiter } = request;
    assertPlainNames(table.columns);
    const columns = columnsOf(request);
    const places = (texts: boolean): string =>
      columns
        .flatMap((column, place) => ((textBytes(column) > 0 || column.extent.kind === 'date') === texts ? [String(place + 1)] : []))
        .join(' ');
    const option = (name: string, numbers: string): string => (numbers === '' ? '' : ` ${name}(${numbers})`);
    const lines = [
      ...provenanceLines(provenance).map((line) => `* ${commentText(line)}`),
      'version 14',
      `import delimited using ${quoted(csv)}, delimiters(${delimiter === ',' ? '","' : 'tab'}) varnames(1) case(preserve) bindquote(strict) encoding("UTF-8") asdouble${option('stringcols', places(true))}${option('numericcols', places(false))} clear`,
      ...columns.flatMap(labelled),
      ...columns.map((column) => `label variable ${column.name} ${quoted(cutToBytes(labelWithUnit(column), 80))}`),
      'compress',
      `label data ${quoted(cutToBytes(fileLabel(provenance), 80))}`,
      ...provenanceLines(provenance).map((line) => `notes: ${commentText(line)}`),
    ];
    return `${lines.join('\n')}\n`;
  },
};
