import { defaultsOf, type ParameterTable } from '../parameters/parameter-table.ts';
import type { AnalysisQuestion, BoundAnalysis } from './analysis.ts';
import type { Estimand } from './estimand.ts';
import { type MethodName, methods } from './methods/index.ts';

/** Options of a method as they come from a scenario or a command line: some or all of its table's names. */
export type MethodOptions = Readonly<Record<string, number | string | boolean>>;

/** A method whose own options are known only through its table. */
interface OpenMethod {
  readonly options: ParameterTable;
  estimand(options: MethodOptions): Estimand;
  readonly compares?: (options: MethodOptions) => 'all' | 'pairs' | 'period-1';
  bind(question: AnalysisQuestion, options: MethodOptions): BoundAnalysis;
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
export function bindAnalysis(name: MethodName, question: AnalysisQuestion, options: MethodOptions = {}): BoundAnalysis {
  const method = methods[name] as unknown as OpenMethod;
  return method.bind(question, complete(name, method.options, options));
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
  const method = methods[name] as unknown as OpenMethod;
  return method.estimand(complete(name, method.options, options));
}

/** Whose responses the method of a name compares under these options. @throws RangeError as `bindAnalysis` */
export function comparedResponses(name: MethodName, options: MethodOptions = {}): 'all' | 'pairs' | 'period-1' {
  const method = methods[name] as unknown as OpenMethod;
  return method.compares?.(complete(name, method.options, options)) ?? 'all';
}

function complete(name: string, table: ParameterTable, options: MethodOptions): MethodOptions {
  for (const [key, value] of Object.entries(options)) {
    const parameter = Object.hasOwn(table, key) ? table[key] : undefined;
    if (parameter === undefined) throw new RangeError(`${name} has no option ${key}; it has ${Object.keys(table).join(', ') || 'none'}`);
    if (parameter.kind === 'choice') {
      if (!parameter.options.includes(String(value)))
        throw new RangeError(`${name} ${key}: expected ${parameter.options.join(' or ')}, got ${value}`);
    } else if (parameter.kind === 'switch') {
      if (typeof value !== 'boolean') throw new RangeError(`${name} ${key}: expected true or false, got ${value}`);
    } else if (typeof value !== 'number' || !(value >= parameter.min && value <= parameter.max)) {
      throw new RangeError(`${name} ${key}: expected ${parameter.min} to ${parameter.max} ${parameter.unit}, got ${value}`);
    } else if (parameter.integer === true && !Number.isInteger(value)) {
      throw new RangeError(`${name} ${key}: expected a whole number, got ${value}`);
    }
  }
  return { ...defaultsOf(table), ...options };
}
