/**
 * A table as aligned text: numbers (cells that begin with a digit, sign or point) to the right, words to the left, two spaces between columns.
 * @param rows  the header first; rows may be shorter than the header
 */
export function textTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const rightward = widths.map((_, column) => {
    const cells = rows.slice(1).map((row) => row[column] ?? '');
    return cells.some((cell) => cell !== '') && cells.every((cell) => cell === '' || /^[-+−.\d–]/.test(cell));
  });
  return rows
    .map((row) =>
      widths
        .map((width, column) => (rightward[column] ? (row[column] ?? '').padStart(width) : (row[column] ?? '').padEnd(width)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
