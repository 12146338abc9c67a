import type { AnalysisQuestion, Outcome } from '../../analysis/index.ts';

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
 */
export function analysisDocument(
  method: string,
  question: AnalysisQuestion,
  outcome: Outcome,
  warnings: readonly string[] = [],
): Record<string, unknown> {
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
