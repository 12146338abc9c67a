import type { AnalysisQuestion, Estimate, Interval, Outcome } from '../analysis/index.ts';

/** Plain data that JSON can carry: undefined figures (NaN) left out, infinite ones as the words `Infinity` and `-Infinity`. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return undefined;
    return Number.isFinite(value) ? value : String(value);
  }
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, part]) => [name, plain(part)] as const)
      .filter(([, part]) => part !== undefined),
  );
}

/** The document of `analyze --json`; a p-value that is no number any more but 0 stands with what it is below. */
export function analysisDocument(method: string, question: AnalysisQuestion, outcome: Outcome): Record<string, unknown> {
  if (outcome.status === 'not-estimable') return { notEstimable: outcome.reason };
  const { endpoint, visit, measure } = question;
  const { estimate, standardError, df, statistic, pValue, interval, counts } = outcome;
  const { subjects, complete, perSequence } = counts;
  const figures = { estimate, standardError, df, statistic, pValue, interval, details: outcome.details() };
  const underflow = pValue === 0 ? { pValueBelow: Number.MIN_VALUE } : {};
  return {
    method,
    endpoint,
    visit,
    measure,
    n: { subjects, complete, perSequence },
    ...(plain(figures) as Record<string, unknown>),
    ...underflow,
  };
}

/** The same for a reader at a terminal: one figure a line. */
export function analysisTable(label: string, question: AnalysisQuestion, outcome: Outcome): string {
  const { endpoint, visit, visits, measure, population, reference, comparator } = question;
  const heading = [
    label,
    `${endpoint}, ${visits === undefined ? visit : visits.join(' + ')}, ${measure}${population === 'all' ? '' : `, ${population}`}: ${comparator} minus ${reference}`,
  ];
  if (outcome.status === 'not-estimable') return `${heading.join('\n')}\n  not estimable: ${outcome.reason}\n`;
  return `${heading.join('\n')}\n${figureLines(question, outcome)}${detailLines(outcome.details())}`;
}

function figureLines(question: AnalysisQuestion, outcome: Estimate): string {
  const { counts, interval } = outcome;
  const sequences = Object.entries(counts.perSequence).map(([name, count]) => `${name} ${count}`);
  const rows: [name: string, value: string][] = [
    ['subjects', `${counts.complete} of ${counts.subjects} (${sequences.join(', ')})`],
    ['estimate', figure(outcome.estimate)],
    [`${percent(interval.level)} interval`, `${figure(interval.lower)} to ${figure(interval.upper)}${levelNote(question, interval)}`],
  ];
  if (!Number.isNaN(outcome.standardError)) rows.splice(2, 0, ['standard error', figure(outcome.standardError)]);
  rows.push(['statistic', `${figure(outcome.statistic)}${Number.isFinite(outcome.df) ? ` (df ${figure(outcome.df)})` : ''}`]);
  rows.push([
    'p',
    `${outcome.pValue === 0 ? belowSmallest : figure(outcome.pValue)}${question.alternative === 'two-sided' ? '' : ` (${question.alternative})`}`,
  ]);
  const width = Math.max(16, ...rows.map(([name]) => name.length + 1));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}${value}\n`).join('');
}

/** A p-value that is no number any more but 0. */
const belowSmallest = `below ${Number.MIN_VALUE}, the smallest number above 0 that the program can hold`;

function percent(level: number): string {
  return `${Number((100 * level).toPrecision(6))} %`;
}

/** Says so where an interval of ranks does not have just the level asked: few subjects have few levels. */
function levelNote({ level: asked }: AnalysisQuestion, { level }: Interval): string {
  if (level === asked) return '';
  return level > asked
    ? ` (${percent(asked)} asked)`
    : ` (${percent(asked)} asked: too few participants reach no more than ${percent(level)})`;
}

function detailLines(details: Record<string, unknown>): string {
  const lines = Object.entries(details).flatMap(([name, value]) => flatten(name, plain(value)));
  return lines.length === 0 ? '' : `details\n${lines.map(([name, value]) => `  ${name.padEnd(40)} ${value}\n`).join('')}`;
}

function flatten(name: string, value: unknown): [name: string, value: string][] {
  if (typeof value === 'number') return [[name, figure(value)]];
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[name, String(value)]];
  return Object.entries(value).flatMap(([part, inner]) => flatten(`${name}.${part}`, inner));
}

function figure(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(6)));
}
