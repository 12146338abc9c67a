/**
 * A course over time as a plot of block characters, for a terminal.
 * @param columns, rows  size of the plotting area in characters
 */
export function coursePlot(
  hours: readonly number[],
  values: readonly number[],
  title: string,
  unit: string,
  columns = 60,
  rows = 8,
): string {
  const most = Math.max(...values);
  const top = most > 0 ? most : 1;
  const last = hours[hours.length - 1];
  const heights = Array.from({ length: columns }, (_, column) => {
    const time = (column / (columns - 1)) * last;
    return at(hours, values, time) / top;
  });
  const lines = Array.from({ length: rows }, (_, line) => {
    const floor = rows - 1 - line;
    const label = line === 0 ? format(top) : line === rows - 1 ? '0' : '';
    return `${label.padStart(7)} ┤${heights.map((height) => bar(height * rows - floor)).join('')}`;
  });
  const axis = `${' '.repeat(8)}└${'─'.repeat(columns)}`;
  const ends = `${' '.repeat(9)}0${`${format(last)} h`.padStart(columns - 1)}`;
  return [`${title} [${unit}]`, ...lines, axis, ends].join('\n');
}

function bar(eighths: number): string {
  return eighths <= 0 ? ' ' : ' ▁▂▃▄▅▆▇█'[Math.max(1, Math.min(8, Math.round(eighths * 8)))];
}

function at(hours: readonly number[], values: readonly number[], time: number): number {
  const above = hours.findIndex((hour) => hour >= time);
  if (above <= 0) return values[Math.max(0, above)];
  const share = (time - hours[above - 1]) / (hours[above] - hours[above - 1]);
  return values[above - 1] + share * (values[above] - values[above - 1]);
}

function format(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}
