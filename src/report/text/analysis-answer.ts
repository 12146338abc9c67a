import { type AnalysisSpec, type Estimate, methodNamed, type MethodName, type MethodOptions, type Outcome } from '../../analysis/index.ts';
import type { TreatmentSummary } from '../../analysis/selection/treatment-summary.ts';
import { effectUnit, marginWords, responseWords } from '../sentences/analysis-sentence.ts';
import { endpointAt } from '../sentences/endpoint-words.ts';
import { effectWords, pWords } from '../sentences/figure-words.ts';
import { scaleLabels } from './analysis-labels.ts';
import { analysisTable } from './analysis-text.ts';
import { DEFAULT_COLUMNS, folded, foldedTable, type TextLayout } from './fold.ts';

/** Longest unit that stands behind an estimate, in characters. */
const MAX_UNIT = 8;

/** An analysis that was done: by what method, of what, and what came of it. */
export interface AnalysedQuestion {
  readonly method: MethodName;
  readonly question: AnalysisSpec;
  /** Options of the method, complete. */
  readonly options: MethodOptions;
  readonly outcome: Outcome;
  /** What was recorded under each treatment. */
  readonly summaries: readonly TreatmentSummary[];
}

/** The answer of `analyze` for a terminal: a sentence with estimate, interval and p, what was recorded under each treatment, and with `details` every figure. */
export function analysisText(analysed: AnalysedQuestion, { columns = DEFAULT_COLUMNS, details = false }: TextLayout = {}): string {
  const { method, question, options, outcome, summaries } = analysed;
  const width = Math.min(columns, DEFAULT_COLUMNS);
  const table = analysisTable(methodNamed(method).label, question, options, outcome).trimEnd();
  return [
    folded(analysisAnswer(analysed), width),
    ...(outcome.status === 'not-estimable' ? [folded(`not estimable: ${outcome.reason}`, width)] : []),
    ...(summaries.length === 0 ? [] : ['', summaryTable(question, summaries, width)]),
    '',
    ...(details ? table.split('\n').map((line) => folded(line, columns, '      ')) : ['all other figures: --details']),
  ].join('\n');
}

/** The answer in a sentence. */
function analysisAnswer({ method, question, options, outcome }: AnalysedQuestion): string {
  const { phrase, nullHypothesis } = methodNamed(method);
  const scale = scaleLabels[String(options.scale)] ?? 'difference';
  const compared = `The ${scale} (${question.comparator} minus ${question.reference}) in ${responseWords(question)} is`;
  if (outcome.status === 'not-estimable') return `${compared} not estimated by ${phrase}.`;
  const p = pWords(outcome.pValue);
  const sided = question.alternative === 'two-sided' || nullHypothesis !== 'difference' ? '' : `one-sided (${question.alternative}) `;
  const of = nullHypothesis === 'difference' ? '' : ` of ${nullHypothesis}${marginsTested(method, options, question.reference)}`;
  return `${compared} ${estimateWords(question, options, outcome)}, ${sided}p ${p.startsWith('<') ? p : `= ${p}`}${of}, by ${phrase} in ${participantWords(outcome)}.`;
}

function estimateWords(question: AnalysisSpec, options: MethodOptions, { estimate, standardError, interval }: Estimate): string {
  const { lower, upper, level } = interval;
  const known = [standardError, (upper - lower) / 4].find((error) => Number.isFinite(error) && error > 0) ?? null;
  const number = (value: number): string => (Number.isFinite(value) ? effectWords(value, known) : value > 0 ? '∞' : '−∞');
  const unit = effectUnit({ ...question, options });
  const shown = unit.length > MAX_UNIT ? '' : ` ${unit}`;
  return `${number(estimate)}${shown} (${Number((100 * level).toPrecision(6))} % interval ${number(lower)} to ${number(upper)})`;
}

function marginsTested(method: MethodName, options: MethodOptions, reference: string): string {
  const [lower, upper] = marginWords({ method, options, reference });
  return methodNamed(method).nullHypothesis === 'equivalence' ? `, margins ${lower} and ${upper}` : `, margin ${upper}`;
}

function participantWords({ counts }: Estimate): string {
  const used = Object.values(counts.perSequence).reduce((sum, count) => sum + count, 0);
  return used === counts.subjects ? `${used} participants` : `${used} of ${counts.subjects} participants`;
}

/** Number, mean and SD of what was recorded under each treatment, by visit where there are several. */
function summaryTable(question: AnalysisSpec, summaries: readonly TreatmentSummary[], width: number): string {
  const several = new Set(summaries.map(({ visit }) => visit)).size > 1;
  // Of values near the largest numbers that there are, the sums overflow.
  const number = (value: number, sd: number): string => effectWords(Number.isFinite(value) ? value : NaN, Number.isFinite(sd) ? sd : null);
  return foldedTable(
    [
      ['treatment', ...(several ? ['visit'] : []), 'n', 'mean', 'SD'],
      ...summaries.map(({ treatment, visit, count, mean, sd }) => [
        treatment,
        ...(several ? [endpointAt(question.endpoint, visit)] : []),
        ...[String(count), number(mean, sd), number(sd, sd)],
      ]),
    ],
    width,
  );
}
