import { assertPlainNames } from '../plain-names.ts';
import { fileLabel, provenanceLines } from '../provenance-lines.ts';
import { labelWithUnit } from '../value-labels.ts';
import { columnsOf, commentText, dataSetName, type SyntaxColumn, type SyntaxFile } from './syntax-file.ts';

const MAX_INTEGER = 2_147_483_647;

/** A text of R; JSON has the same escapes. */
const quoted = (text: string): string => JSON.stringify(text);
const list = (values: readonly string[]): string => `c(${values.join(', ')})`;

function classOf({ extent }: SyntaxColumn): string {
  if (extent.kind === 'text' || extent.kind === 'labelled') return 'character';
  if (extent.kind === 'date') return 'Date';
  return extent.kind === 'integer' && extent.least >= -MAX_INTEGER && extent.greatest <= MAX_INTEGER ? 'integer' : 'numeric';
}

/** R: a data frame with factors, and the label of each column as the attribute that haven and Hmisc use. Nothing in a field is NA. */
export const rSyntax: SyntaxFile = {
  extension: 'R',
  name: 'R',
  text(request) {
    const { table, provenance, csv, delimiter } = request;
    assertPlainNames(table.columns);
    const columns = columnsOf(request);
    const frame = dataSetName(table);
    const factors = columns.flatMap(({ name, extent }) => {
      if (extent.kind === 'labelled') return [`${frame}$${name} <- factor(${frame}$${name}, levels = ${list(extent.levels.map(quoted))})`];
      if (extent.kind !== 'integer' || extent.labels.length === 0) return [];
      const [values, labels] = [extent.labels.map(({ value }) => String(value)), extent.labels.map(({ label }) => quoted(label))];
      return [`${frame}$${name} <- factor(${frame}$${name}, levels = ${list(values)}, labels = ${list(labels)})`];
    });
    const lines = [
      ...provenanceLines(provenance).map((line) => `# ${commentText(line)}`),
      `${frame} <- read.csv(`,
      `  ${quoted(csv)},`,
      `  sep = ${quoted(delimiter)}, encoding = "UTF-8", na.strings = "",`,
      '  colClasses = c(',
      columns.map((column) => `    ${column.name} = ${quoted(classOf(column))}`).join(',\n'),
      '  )',
      ')',
      ...factors,
      ...columns.map((column) => `attr(${frame}$${column.name}, "label") <- ${quoted(labelWithUnit(column))}`),
      `attr(${frame}, "label") <- ${quoted(fileLabel(provenance))}`,
    ];
    return `${lines.join('\n')}\n`;
  },
};
