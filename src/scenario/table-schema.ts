import { z } from 'zod';
import type { NumberParameter, Parameter, ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import { shown } from './problem.ts';

/** What a number parameter accepts, in words: `0 to 365 days`. */
export function rangeOf({ min, max, unit, integer }: NumberParameter): string {
  return `${integer ? 'a whole number from ' : ''}${min} to ${max}${unit === '1' ? '' : ` ${unit}`}`;
}

function numberSchema(parameter: NumberParameter) {
  const error = (issue: { input?: unknown }): string => `expected ${rangeOf(parameter)}, got ${shown(issue.input)}`;
  const bounded = z.number({ error }).min(parameter.min, { error }).max(parameter.max, { error });
  return (parameter.integer ? bounded.int({ error }) : bounded).default(parameter.default);
}

function parameterSchema(parameter: Parameter): z.ZodType {
  switch (parameter.kind) {
    case 'choice':
      return z.enum(parameter.options as [string, ...string[]], { error: oneOf(parameter.options) }).default(parameter.default);
    case 'switch':
      return z.boolean({ error: (issue) => `expected true or false, got ${shown(issue.input)}` }).default(parameter.default);
    default:
      return numberSchema(parameter);
  }
}

/** Error text for a choice among names. */
export function oneOf(names: readonly string[]): (issue: { input?: unknown }) => string {
  return (issue) => `expected ${names.join(' or ')}, got ${shown(issue.input)}`;
}

/** The schema shape of a parameter table: every entry with its default, bounds, error text and description. */
export function tableShape<Table extends ParameterTable>(
  table: Table,
): { [Name in keyof Table]: z.ZodDefault<z.ZodType<ParameterValues<Table>[Name]>> } {
  const entries = Object.entries(table).map(([name, parameter]) => {
    const unit = 'unit' in parameter ? ` [${parameter.unit}]` : '';
    return [name, parameterSchema(parameter).meta({ description: `${parameter.about}${unit} (${parameter.source})` })];
  });
  return Object.fromEntries(entries) as { [Name in keyof Table]: z.ZodDefault<z.ZodType<ParameterValues<Table>[Name]>> };
}
