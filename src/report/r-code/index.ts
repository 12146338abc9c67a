import { sourceShape } from '../answer-shapes.ts';
import { checkMethodName, checkSpec } from '../../analysis/check-spec.ts';
import { check } from '../../arguments/shape.ts';
import { type AnalysisSpec, type MethodName, methodNamed, type MethodOptions } from '../../analysis/index.ts';
import { completeOptions } from '../../analysis/method-options.ts';
import { readingCode } from '../../analysis/r-code/data.ts';
import type { RSource } from '../../analysis/r-code/source.ts';
import { rComment } from '../../analysis/r-code/strings.ts';

export type { RSequences, RSource } from '../../analysis/r-code/source.ts';
export { rComment } from '../../analysis/r-code/strings.ts';
export type { RSummary } from '../../analysis/r-code/summaries.ts';

/**
 * R code that analyses the same file in the same way and prints the figures under our names; runnable as it stands.
 * @returns undefined when the method has no R equivalent
 * @throws RangeError as `bindAnalysis`
 * @example
 * ```ts
 * import type { AnalysisSpec } from 'crossover-sim/analysis';
 * import { observationLayout } from 'crossover-sim/data';
 * import { rCode } from 'crossover-sim/report';
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
 * const { columns } = observationLayout('subject,period,treatment,value\n', {}, { endpoint: 'score', visit: 'end' });
 * rCode('paired-t', question, {}, { file: 'observations.csv', columns, trial: '1' }); // → '# paired-t: score, value, B minus A…'
 * ```
 */
export function rCode(name: MethodName, question: AnalysisSpec, given: MethodOptions, source: RSource): string | undefined {
  checkMethodName('name', name);
  checkSpec('question', question);
  check('given', given, 'object');
  check('source', source, sourceShape);
  const method = methodNamed(name);
  const options = completeOptions(name, method.options, given);
  const code = method.rCode?.(question, options, source);
  if (code === undefined) return undefined;
  const heading = `# ${rComment(`${name}: ${question.endpoint}, ${question.measure}, ${question.comparator} minus ${question.reference}`)}\n`;
  return heading + readingCode(question, source, question.visit, method.readsBaselines?.(options) === true) + code;
}
