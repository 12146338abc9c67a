import { check } from '../arguments/shape.ts';
import { checkMethodName, checkSpec, checkTrialData } from './check-spec.ts';
import type { AnalysisSpec, BoundAnalysis } from './analysis.ts';
import type { AnalysisMethod, ModelTerms, Pairing } from './analysis-method.ts';
import type { Estimand } from './estimand.ts';
import { completeOptions, type MethodOptions } from './method-options.ts';
import { type MethodName, methods } from './methods/index.ts';
import type { TrialSums } from './sums/trial-sums.ts';

/** Whose responses a method compares: of every participant, of those who are given both conditions, those of period 1 alone, or the last ones of those who are given one condition throughout. */
export type Compared = 'all' | 'pairs' | 'period-1' | 'arms';

const compared: Readonly<Record<Pairing, Compared>> = {
  paired: 'pairs',
  parallel: 'period-1',
  arms: 'arms',
  crossover: 'all',
  model: 'all',
};

/**
 * The method of a name, its options known only through its table.
 *
 * @example
 * ```ts
 * import { methodNamed } from 'crossover-sim/analysis';
 * methodNamed('tost').nullHypothesis; // → 'equivalence'
 * ```
 */
export function methodNamed(name: MethodName): AnalysisMethod {
  checkMethodName('name', name);
  return methods[name];
}

/**
 * Binds the method of a name to a question, with its table's defaults where `options` is silent.
 * @throws RangeError naming the option that is unknown, of the wrong type or out of bounds
 * @example
 * ```ts
 * import { bindAnalysis } from 'crossover-sim/analysis';
 * import { readObservations } from 'crossover-sim/data';
 * const csv = `subject,period,treatment,value
 * 1,1,A,12
 * 1,2,B,9
 * 2,1,B,8
 * 2,2,A,14
 * 3,1,A,11
 * 3,2,B,10
 * 4,1,B,7
 * 4,2,A,12
 * `;
 * const read = readObservations(csv, {}, { endpoint: 'score', visit: 'end' });
 * if ('problems' in read) throw new Error('not a table of observations');
 * const [{ data }] = read.trials;
 * const analysis = bindAnalysis('crossover-t', {
 *   endpoint: 'score',
 *   visit: 'end',
 *   baseline: 'baseline',
 *   measure: 'value',
 *   population: 'all',
 *   reference: 'A',
 *   comparator: 'B',
 *   alternative: 'two-sided',
 *   level: 0.95,
 * });
 * const outcome = analysis.run(data);
 * if (outcome.status === 'not-estimable') throw new Error(outcome.reason);
 * outcome.estimate; // → -3.75
 * outcome.pValue; // → 0.0215079
 * outcome.interval; // → { level: 0.95, lower: -6.15526, upper: -1.34474 }
 * ```
 */
export function bindAnalysis(name: MethodName, question: AnalysisSpec, options: MethodOptions = {}): BoundAnalysis {
  checkMethodName('name', name);
  checkSpec('question', question);
  check('options', options, 'object');
  const bound = boundAnalysis(name, question, options);
  return {
    columns: bound.columns,
    run(data) {
      checkTrialData('data', data);
      return bound.run(data);
    },
  };
}

/**
 * As `bindAnalysis`, for a loop over trials whose data the program has made itself: neither the question nor the data are checked.
 * @param sums  shared with the other analyses of the trials, and renewed before each of them
 */
export function boundAnalysis(name: MethodName, question: AnalysisSpec, options: MethodOptions, sums?: TrialSums): BoundAnalysis {
  const method = methodNamed(name);
  return method.bind(question, completeOptions(name, method.options, options), sums);
}

/**
 * What the method of a name aims at under these options.
 *
 * @throws RangeError as `bindAnalysis`
 * @example
 * ```ts
 * import { estimandOf } from 'crossover-sim/analysis';
 * const estimand = estimandOf('crossover-t');
 * estimand.kind; // → 'mean-difference'
 * estimand.of(Float64Array.of(1, 4, 3), Float64Array.of(2, 7, 3), 3); // → 1.33333
 * ```
 */
export function estimandOf(name: MethodName, options: MethodOptions = {}): Estimand {
  check('options', options, 'object');
  const method = methodNamed(name);
  return method.estimand(completeOptions(name, method.options, options));
}

/** Whose responses the method of a name compares under these options. @throws RangeError as `bindAnalysis` */
export function comparedResponses(name: MethodName, options: MethodOptions = {}): Compared {
  const method = methodNamed(name);
  return compared[method.pairing(completeOptions(name, method.options, options))];
}

/** What the model of a method holds under these options; undefined where the method has none. @throws RangeError as `bindAnalysis` */
export function modelTermsOf(name: MethodName, options: MethodOptions = {}): ModelTerms | undefined {
  const method = methodNamed(name);
  return method.modelTerms?.(completeOptions(name, method.options, options));
}
