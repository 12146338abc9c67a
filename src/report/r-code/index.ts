import type { AnalysisQuestion, MethodOptions } from '../../analysis/index.ts';
import { binaryTestCode } from './binary-tests.ts';
import { readingCode, type RSource } from './data.ts';
import { mixedModelCode, mmrmCode } from './mixed-models.ts';
import { rankTestCode } from './rank-tests.ts';
import { rComment } from './strings.ts';
import { tTestCode } from './t-tests.ts';

export type { RSequences, RSource } from './data.ts';
export { rComment } from './strings.ts';
export type { RSummary } from './summaries.ts';

type MethodCode = (question: AnalysisQuestion, options: MethodOptions, source: RSource) => string;

const codes: Readonly<Partial<Record<string, MethodCode>>> = {
  ...tTestCode,
  ...rankTestCode,
  ...binaryTestCode,
  'mixed-model': mixedModelCode,
  mmrm: mmrmCode,
};

/**
 * R code that analyses the same file in the same way and prints the figures under our names; runnable as it stands.
 * @returns undefined when the method has no R equivalent
 * @example
 * ```ts
 * import type { AnalysisQuestion } from 'crossover-sim/analysis';
 * import { observationLayout } from 'crossover-sim/data';
 * import { rCode } from 'crossover-sim/report';
 * const question: AnalysisQuestion = {
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
 * const { columns } = observationLayout('subject,period,treatment,value\n', {}, { endpoint: 'score', visit: 'end' });
 * rCode('paired-t', question, {}, { file: 'observations.csv', columns, trial: '1' }); // → '# paired-t: score, value, B minus A…'
 * ```
 */
export function rCode(method: string, question: AnalysisQuestion, options: MethodOptions, source: RSource): string | undefined {
  const heading = `# ${rComment(`${method}: ${question.endpoint}, ${question.measure}, ${question.comparator} minus ${question.reference}`)}\n`;
  const code = codes[method];
  if (code === undefined) return undefined;
  const needsBaseline = method === 'crossover-ancova' || options.adjustment === 'baseline';
  return heading + readingCode(question, source, question.visit, needsBaseline) + code(question, options, source);
}
