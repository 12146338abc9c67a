import * as z from 'zod';
import type { NumberParameter, Parameter, ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { shown } from '../document/problem.ts';

/** Units that are a kind of number rather than something counted; an error text shows them in brackets. */
const KIND_OF_NUMBER = /^(fraction|correlation|ratio|odds ratio|power|logit|as )/;
/** A bound that means no bound. */
const UNBOUNDED = 1e9;

/** What a number parameter accepts, in words: `0 to 365 days`, `0 to 1 (fraction)`, `a number from 0`. */
export function rangeOf({ min, max, unit, integer }: NumberParameter): string {
  const shownUnit = unit === '1' ? '' : KIND_OF_NUMBER.test(unit) ? ` (${unit})` : ` ${unit}`;
  const kind = integer ? 'a whole number' : 'a number';
  if (min <= -UNBOUNDED && max >= UNBOUNDED) return unit === '1' ? kind : `${kind} (${unit})`;
  if (max >= UNBOUNDED) return `${kind} from ${min}${shownUnit}`;
  return `${integer ? `${kind} from ` : ''}${min} to ${max}${shownUnit}`;
}

function numberSchema(parameter: NumberParameter) {
  // A bound that goes without saying is named where it is the one that was passed.
  const passed = ({ input }: { input?: unknown }): string =>
    typeof input === 'number' && input > parameter.max && parameter.max >= UNBOUNDED ? ` and at most ${parameter.max}` : '';
  const error = (issue: { input?: unknown }): string => `expected ${rangeOf(parameter)}${passed(issue)}, got ${shown(issue.input)}`;
  const bounded = z.number({ error }).min(parameter.min, { error }).max(parameter.max, { error });
  return (parameter.integer ? bounded.int({ error }) : bounded).default(parameter.default);
}

function parameterSchema(parameter: Parameter): z.ZodType {
  if (parameter.kind === 'choice') {
    return z.enum(parameter.options as [string, ...string[]], { error: oneOf(parameter.options) }).default(parameter.default);
  }
  if (parameter.kind === 'switch') {
    return z.boolean({ error: (issue) => `expected true or false, got ${shown(issue.input)}` }).default(parameter.default);
  }
  return numberSchema(parameter);
}

/** Error text for a choice among names, with the nearest one. */
export function oneOf(names: readonly string[]): (issue: { input?: unknown }) => string {
  const listed = names.length > 2 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names.join(' or ');
  return ({ input }) => {
    const near = typeof input === 'string' ? nearestName(input, names) : undefined;
    return `expected ${listed}, got ${shown(input)}${near === undefined ? '' : `; did you mean ${near}?`}`;
  };
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
