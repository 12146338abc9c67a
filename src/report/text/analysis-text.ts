import { checkSpec } from '../../analysis/check-spec.ts';
import { checkOutcome } from '../check-arguments.ts';
import { check } from '../../arguments/shape.ts';
import type { AnalysisSpec, Estimate, Interval, MethodOptions, Outcome } from '../../analysis/index.ts';
import { plain } from './analysis-document.ts';
import { pWords } from '../sentences/figure-words.ts';
import { detailLabel, type LabelContext, scaleLabels } from './analysis-labels.ts';

/** Width of the column of labels. */
const LABELS = 16;
const DETAIL_LABELS = 52;

/**
 * The answer of `analyze` for a reader at a terminal: one figure a line.
 *
 * @example
 * ```ts
 * import { bindAnalysis, methods, type AnalysisSpec } from 'crossover-sim/analysis';
 * import { readObservations } from 'crossover-sim/data';
 * import { analysisTable } from 'crossover-sim/report';
 * const csv = 'subject,period,treatment,value\n1,1,A,12\n1,2,B,9\n2,1,B,8\n2,2,A,14\n3,1,A,11\n3,2,B,10\n4,1,B,7\n4,2,A,12\n';
 * const read = readObservations(csv, {}, { endpoint: 'score', visit: 'end' });
 * if ('problems' in read) throw new Error('not a table of observations');
 * const question: AnalysisSpec = {
 *   endpoint: 'score',
 *   visit: 'end',
 *   baseline: 'baseline',
 *   measure: 'value',
 *   population: 'all',
 *   reference: 'A',
 *   comparator: 'B',
 *   alternative: 'two-sided',
 *   level: 0.95,
 * };
 * const outcome = bindAnalysis('paired-t', question).run(read.trials[0].data);
 * analysisTable(methods['paired-t'].label, question, {}, outcome); // → 'paired t test…'
 * ```
 */
export function analysisTable(label: string, question: AnalysisSpec, options: MethodOptions, outcome: Outcome): string {
  check('label', label, 'text');
  checkSpec('question', question);
  check('options', options, 'object');
  checkOutcome('outcome', outcome);
  const { endpoint, measure, population, reference, comparator } = question;
  const of = population === 'all' ? '' : `, ${population}`;
  const heading = `${label}\n${endpoint}, ${visitLabel(question)}, ${measure}${of}: ${comparator} minus ${reference}\n`;
  if (outcome.status === 'not-estimable') return `${heading}  not estimable: ${outcome.reason}\n`;
  return `${heading}${figureLines(question, options, outcome)}${detailLines({ ...question, scale: options.scale }, outcome.details())}`;
}

/** The visit that is estimated, and among which; or the visits that are averaged. */
function visitLabel({ visit, visits }: AnalysisSpec): string {
  if (visits === undefined) return visit;
  if (!visits.includes(visit)) return `average of ${visits.join(', ')}`;
  return visits.length === 1 ? visit : `${visit} (modelled with ${visits.filter((name) => name !== visit).join(', ')})`;
}

function figureLines(question: AnalysisSpec, { scale }: MethodOptions, outcome: Estimate): string {
  const { counts, interval } = outcome;
  const sequences = Object.entries(counts.perSequence);
  const used = sequences.reduce((sum, [, count]) => sum + count, 0);
  const complete = counts.complete === used ? '' : `; ${counts.complete} with every value`;
  const rows: [name: string, value: string][] = [
    ['participants', `${used} of ${counts.subjects} (${sequences.map(([name, count]) => `${name} ${count}`).join(', ')})${complete}`],
    [scaleLabels[String(scale)] ?? 'estimate', figure(aboveRounding(outcome.estimate, outcome.standardError))],
    ...(Number.isNaN(outcome.standardError) ? [] : [['standard error', figure(outcome.standardError)] as [string, string]]),
    [levelLabel(interval.level), `${figure(interval.lower)} to ${figure(interval.upper)}${levelNote(question, interval)}`],
    ['statistic', `${figure(outcome.statistic)}${Number.isFinite(outcome.df) ? ` (df ${figure(outcome.df)})` : ''}`],
    ['p', `${pFigure(outcome.pValue)}${question.alternative === 'two-sided' ? '' : ` (${question.alternative})`}`],
  ];
  return rows.map(([name, value]) => `  ${`${name} `.padEnd(LABELS)}${value}\n`).join('');
}

/** A p-value to six digits; one that nobody can use is said to be smaller. */
function pFigure(p: number): string {
  const words = pWords(p);
  return words.startsWith('<') ? words : figure(p);
}

/** Says so where an interval of ranks does not have just the level asked: few participants have few levels. */
function levelNote({ level: asked }: AnalysisSpec, { level }: Interval): string {
  if (level === asked) return '';
  return level > asked
    ? ` (${percent(asked)} asked)`
    : ` (${percent(asked)} asked: too few participants reach no more than ${percent(level)})`;
}

function detailLines(context: LabelContext, details: Record<string, unknown>): string {
  // Rank methods give the approximation with and without the correction, others without it only.
  const keyOf = (name: string): string => (name === 'normal' && 'normalUncorrected' in details ? 'normalCorrected' : name);
  const lines = Object.entries(plain(details) as Record<string, unknown>).flatMap(([name, value]) =>
    linesOf([keyOf(name)], value, context),
  );
  return lines.length === 0 ? '' : `details\n${lines.map(([name, value]) => `  ${`${name} `.padEnd(DETAIL_LABELS)}${value}\n`).join('')}`;
}

type Line = [label: string, value: string];
type Fields = Readonly<Record<string, unknown>>;

/** The lines of one detail, named by its keys from the outside. */
function linesOf(path: readonly string[], value: unknown, context: LabelContext): Line[] {
  const label = detailLabel(path, context);
  if (Array.isArray(value)) return listLines(path[0], label, value);
  if (typeof value !== 'object' || value === null) return [[label, scalar(value)]];
  const together = groupText(value as Fields);
  if (together !== undefined) return [[path[0] === 'fixedEffects' ? path.slice(1).join('.') : label, together]];
  return Object.entries(value).flatMap(([key, inner]) => linesOf([...path, key], inner, context));
}

/** Values by visit, by period, or of a matrix row by row. */
function listLines(name: string, label: string, values: readonly unknown[]): Line[] {
  if (name === 'measurements') return [[label, values.join(', ')]];
  return values.map((value, place): Line => {
    if (name === 'visits') return [`visit ${String((value as Fields).visit)}`, groupText(value as Fields) ?? ''];
    if (Array.isArray(value)) return [`${label}, row ${place + 1}`, value.map(scalar).join('  ')];
    return [`${label}, ${place === 0 ? 'first' : 'second'} period`, scalar(value)];
  });
}

/** Figures that belong together as one text; undefined for a group of details. */
function groupText(fields: Fields): string | undefined {
  const number = (name: string): string => scalar(fields[name]);
  const has = (...names: string[]): boolean => names.every((name) => name in fields);
  if (has('notEstimable')) return `not estimable: ${String(fields.notEstimable)}`;
  if (has('level', 'lower', 'upper')) return `${number('lower')} to ${number('upper')}`;
  if (has('level', 'bound')) return `${number('bound')} (${percent(Number(fields.level))})`;
  const interval = has('interval') ? intervalText(fields.interval as Fields) : '';
  if (has('standardError', 'statistic', 'df', 'pValue'))
    return `${number('estimate')} (SE ${number('standardError')}, ${interval}, t ${number('statistic')}, df ${number('df')}, p ${pFigure(Number(fields.pValue))})`;
  if (has('interval')) return `${has('estimate') ? number('estimate') : 'none'} (${interval})`;
  if (has('statistic', 'pValue')) return `${number('statistic')}, p ${pFigure(Number(fields.pValue))}`;
  return undefined;
}

function intervalText({ level, lower, upper }: Fields): string {
  return `${levelLabel(Number(level))} ${lower === undefined ? 'unknown' : scalar(lower)} to ${upper === undefined ? 'unknown' : scalar(upper)}`;
}

function levelLabel(level: number): string {
  return `${percent(level)} interval`;
}

function percent(level: number): string {
  return `${Number((100 * level).toPrecision(6))} %`;
}

function scalar(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? figure(value) : String(value);
}

/** Share of its standard error below which an estimate is the rounding of doubles (assumed). */
const ROUNDING = 1e-12;

/** An estimate, or 0 where it is rounding. */
function aboveRounding(estimate: number, standardError: number): number {
  return Math.abs(estimate) < ROUNDING * standardError ? 0 : estimate;
}

function figure(value: number): string {
  // Next to 1, doubles do not distinguish smaller numbers.
  if (Math.abs(value) < Number.EPSILON) return '0';
  if (Math.abs(value) === Infinity) return value > 0 ? '∞' : '-∞';
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(6)));
}
