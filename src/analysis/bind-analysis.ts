import type { AnalysisQuestion, BoundAnalysis } from './analysis.ts';
import type { AnalysisMethod, Pairing } from './analysis-method.ts';
import type { Estimand } from './estimand.ts';
import { completeOptions, type MethodOptions } from './method-options.ts';
import { type MethodName, methods } from './methods/index.ts';

/** Whose responses a method compares: of every participant, of those who are given both conditions, or those of period 1 alone. */
export type Compared = 'all' | 'pairs' | 'period-1';

const compared: Readonly<Record<Pairing, Compared>> = { paired: 'pairs', parallel: 'period-1', crossover: 'all', model: 'all' };

/** The method of a name, its options known only through its table. */
export function methodNamed(name: MethodName): AnalysisMethod {
  return methods[name];
}

/**
 * Binds the method of a name to a question, with its table's defaults where `options` is silent.
 * @throws RangeError naming the option that is unknown, of the wrong type or out of bounds
 */
export function bindAnalysis(name: MethodName, question: AnalysisQuestion, options: MethodOptions = {}): BoundAnalysis {
  const method = methodNamed(name);
  return method.bind(question, completeOptions(name, method.options, options));
}

/** What the method of a name aims at under these options. @throws RangeError as `bindAnalysis` */
export function estimandOf(name: MethodName, options: MethodOptions = {}): Estimand {
  const method = methodNamed(name);
  return method.estimand(completeOptions(name, method.options, options));
}

/** Whose responses the method of a name compares under these options. @throws RangeError as `bindAnalysis` */
export function comparedResponses(name: MethodName, options: MethodOptions = {}): Compared {
  const method = methodNamed(name);
  return compared[method.pairing(completeOptions(name, method.options, options))];
}
