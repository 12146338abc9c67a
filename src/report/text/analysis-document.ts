import { checkSpec } from '../../analysis/check-spec.ts';
import { checkOutcome } from '../check-arguments.ts';
import { check } from '../../arguments/shape.ts';
import type { AnalysisSpec, Outcome } from '../../analysis/index.ts';

/** Plain data that JSON can carry: undefined figures (NaN) left out, infinite ones as the words `Infinity` and `-Infinity`. */
export function plain(value: unknown): unknown {
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

/**
 * The document of `analyze --json`; a p-value that is no number any more but 0 stands with what it is below.
 * @param warnings  what the data do not say, or say in two ways; left out where there are none
 * @example
 * ```ts
 * import { bindAnalysis, type AnalysisSpec } from 'crossover-sim/analysis';
 * import { readObservations } from 'crossover-sim/data';
 * import { analysisDocument } from 'crossover-sim/report';
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
 * analysisDocument('paired-t', question, outcome).estimate; // → -3.75
 * ```
 */
export function analysisDocument(
  method: string,
  question: AnalysisSpec,
  outcome: Outcome,
  warnings: readonly string[] = [],
): Record<string, unknown> {
  check('method', method, 'word');
  checkSpec('question', question);
  checkOutcome('outcome', outcome);
  check('warnings', warnings, { list: 'text' });
  const warned = warnings.length === 0 ? {} : { warnings };
  if (outcome.status === 'not-estimable') return { notEstimable: outcome.reason, ...warned };
  const { endpoint, visit, measure } = question;
  const { estimate, standardError, df, statistic, pValue, interval, counts } = outcome;
  const { subjects, complete, perSequence } = counts;
  const figures = { estimate, standardError, df, statistic, pValue, interval, details: outcome.details() };
  const n = { subjects, complete, perSequence };
  const underflow = pValue === 0 ? { pValueBelow: Number.MIN_VALUE } : {};
  return { method, endpoint, visit, measure, n, ...(plain(figures) as Record<string, unknown>), ...underflow, ...warned };
}
