import { defaultsOf, type ParameterTable, type ParameterValues } from '../parameters/parameter-table.ts';

/** Options of a method as they come from a scenario or a command line: some or all of its table's names. */
export type MethodOptions = Readonly<Record<string, number | string | boolean>>;

/** The options of a method, complete: by its own table where that is known, else by any name. */
export type OptionsOf<Table extends ParameterTable> = string extends keyof Table ? MethodOptions : ParameterValues<Table>;

/**
 * Options with the table's defaults where they are silent.
 * @param name  of the method, for the message
 * @throws RangeError naming the option that is unknown, of the wrong type or out of bounds
 */
export function completeOptions(name: string, table: ParameterTable, options: MethodOptions): MethodOptions {
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
