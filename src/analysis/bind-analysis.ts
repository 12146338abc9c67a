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
 */
export function bindAnalysis(name: MethodName, question: AnalysisQuestion, options: MethodOptions = {}): BoundAnalysis {
  const method = methods[name] as unknown as OpenMethod;
  return method.bind(question, complete(name, method.options, options));
}

/** What the method of a name aims at under these options. @throws RangeError as `bindAnalysis` */
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
