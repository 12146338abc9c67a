import type { AnalysisQuestion, MethodName, MethodOptions } from '../../analysis/index.ts';
import { binaryTestCode } from './binary-tests.ts';
import { readingCode, type RSource } from './data.ts';
import { rankTestCode } from './rank-tests.ts';
import { tTestCode } from './t-tests.ts';

export type { RSource } from './data.ts';

type MethodCode = (question: AnalysisQuestion, options: MethodOptions) => string;

const singleVisit: Readonly<Partial<Record<string, MethodCode>>> = { ...tTestCode, ...rankTestCode, ...binaryTestCode };

/**
 * R code that analyses the same file in the same way and prints the figures under our names; runnable as it stands.
 * @returns undefined when the method has no R equivalent
 */
export function rCode(method: MethodName, question: AnalysisQuestion, options: MethodOptions, source: RSource): string | undefined {
  const heading = `# ${method}: ${question.endpoint}, ${question.measure}, ${question.comparator} minus ${question.reference}\n`;
  const code = singleVisit[method];
  if (code === undefined) return undefined;
  return heading + readingCode(question, source, question.visit, method === 'crossover-ancova') + code(question, options);
}
