import { checkDegreesOfFreedom, checkFinite, checkFraction, checkNumber, checkPositive, checkProbability, checkWhole } from './numbers.ts';
import { refuse } from './refuse.ts';
import type { Parameter, ParameterTable } from '../parameters/parameter-table.ts';

/** A check of one value, which it names in its message. */
export type Check = (name: string, value: unknown) => void;

/**
 * What an argument must be like. Plain data where it can be, so that a bundler drops the shapes of functions that nobody imports.
 *
 * Fields whose name ends in `?` may be left out or undefined; fields that a shape does not name may be anything.
 */
export type Shape =
  | keyof typeof kinds
  | Check
  | { readonly oneOf: readonly unknown[] }
  /** A list of such values, with at least so many, or exactly so many. */
  | { readonly list: Shape; readonly least?: number; readonly length?: number }
  /** An object of any names with such values. */
  | { readonly record: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> }
  /** Such a value or null. */
  | { readonly orNull: Shape }
  /** Like each of these at once. */
  | { readonly every: readonly Shape[] }
  /** The values that a table of parameters describes, each within its bounds. */
  | { readonly parameters: ParameterTable }
  /** The values of one of several tables; the field `by` names which. */
  | { readonly by: string; readonly tables: Readonly<Record<string, ParameterTable>> };

const number =
  (check: (name: string, value: number) => void): Check =>
  (name, value) => {
    check(name, value as number);
  };

const ofType =
  (type: string, needs: string): Check =>
  (name, value) => {
    if (typeof value !== type) refuse(name, needs, value, type);
  };

const kinds = {
  anything: () => {},
  /** NaN is one. */
  anyNumber: /* @__PURE__ */ ofType('number', 'a number'),
  number: /* @__PURE__ */ number(checkNumber),
  finite: /* @__PURE__ */ number(checkFinite),
  positive: /* @__PURE__ */ number(checkPositive),
  /** Infinite ones are. */
  aboveZero: /* @__PURE__ */ number(checkDegreesOfFreedom),
  probability: /* @__PURE__ */ number(checkProbability),
  /** Strictly between 0 and 1. */
  fraction: /* @__PURE__ */ number((name, value) => {
    checkFraction(name, value);
  }),
  /** ≥ 0, finite. */
  amount: /* @__PURE__ */ number((name, value) => {
    if (!(Number.isFinite(value) && value >= 0)) refuse(name, 'a finite number ≥ 0', value);
  }),
  /** Whole, ≥ 0. */
  count: /* @__PURE__ */ number((name, value) => {
    checkWhole(name, value);
  }),
  /** Whole, ≥ 1. */
  size: /* @__PURE__ */ number((name, value) => {
    checkWhole(name, value, 1);
  }),
  text: /* @__PURE__ */ ofType('string', 'a text'),
  /** A text that is not empty. */
  word: (name: string, value: unknown) => {
    if (typeof value !== 'string' || value === '') refuse(name, 'a text that is not empty', value, 'string');
  },
  boolean: /* @__PURE__ */ ofType('boolean', 'true or false'),
  function: /* @__PURE__ */ ofType('function', 'a function'),
  object: (name: string, value: unknown) => {
    if (!isObject(value)) refuse(name, 'an object', value, 'none');
  },
  list: (name: string, value: unknown) => {
    if (!Array.isArray(value)) refuse(name, 'a list', value, 'none');
  },
  numbers: (name: string, value: unknown) => {
    if (!(value instanceof Float64Array)) refuse(name, 'a Float64Array', value);
  },
  codes: (name: string, value: unknown) => {
    if (!(value instanceof Int32Array)) refuse(name, 'an Int32Array', value);
  },
  map: (name: string, value: unknown) => {
    if (!(value instanceof Map)) refuse(name, 'a Map', value);
  },
  set: (name: string, value: unknown) => {
    if (!(value instanceof Set)) refuse(name, 'a Set', value);
  },
  /** The root key of streams. */
  key: (name: string, value: unknown) => {
    if (!(value instanceof Int32Array) || value.length !== 4) refuse(name, 'the key that rootKey makes of a seed', value);
  },
  signal: (name: string, value: unknown) => {
    if (!isObject(value) || typeof value.aborted !== 'boolean') refuse(name, 'an AbortSignal', value);
  },
} as const satisfies Readonly<Record<string, Check>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Checks one argument at a door.
 * @throws TypeError or RangeError that names the first value that is not as its shape says, with the path to it
 */
export function check(name: string, value: unknown, shape: Shape): void {
  if (typeof shape === 'string') return kinds[shape](name, value);
  if (typeof shape === 'function') return shape(name, value);
  if ('oneOf' in shape) return checkOneOf(name, value, shape.oneOf);
  if ('list' in shape) return checkList(name, value, shape);
  if ('every' in shape) return shape.every.forEach((each) => check(name, value, each));
  if ('orNull' in shape) return value === null ? undefined : check(name, value, shape.orNull);
  if (!isObject(value)) return refuse(name, 'an object', value, 'none');
  if ('fields' in shape) return checkFields(name, value, shape.fields);
  if ('record' in shape) return checkRecord(name, value, shape.record);
  if ('parameters' in shape) return checkParameters(name, value, shape.parameters);
  checkOneOf(`${name}.${shape.by}`, value[shape.by], Object.keys(shape.tables));
  checkParameters(name, value, shape.tables[String(value[shape.by])]);
}

/** Checks an argument that may be left out. */
export function checkOptional(name: string, value: unknown, shape: Shape): void {
  if (value !== undefined) check(name, value, shape);
}

type Fields = Readonly<Record<string, unknown>>;

function checkOneOf(name: string, value: unknown, values: readonly unknown[]): void {
  if (!values.includes(value)) refuse(name, oneOfWords(values), value, typeof values[0]);
}

function checkFields(name: string, value: Fields, fields: Readonly<Record<string, Shape>>): void {
  for (const [field, shape] of Object.entries(fields)) {
    const optional = field.endsWith('?');
    const key = optional ? field.slice(0, -1) : field;
    const part = value[key];
    if (!optional || part !== undefined) check(`${name}.${key}`, part, shape);
  }
}

function checkList(name: string, value: unknown, { list, least = 0, length }: Extract<Shape, { list: Shape }>): void {
  if (!Array.isArray(value)) return refuse(name, 'a list', value, 'none');
  if (length !== undefined && value.length !== length) refuse(name, `a list of ${length}`, value, 'object');
  if (value.length < least) refuse(name, `a list of at least ${least}`, value, 'object');
  for (let place = 0; place < value.length; place++) check(`${name}[${place}]`, value[place], list);
}

function checkRecord(name: string, value: Fields, shape: Shape): void {
  for (const [key, part] of Object.entries(value)) if (part !== undefined) check(`${name}.${key}`, part, shape);
}

function checkParameters(name: string, value: Fields, table: ParameterTable): void {
  for (const [key, parameter] of Object.entries(table)) checkParameter(`${name}.${key}`, value[key], parameter);
}

function checkParameter(name: string, value: unknown, parameter: Parameter): void {
  if (parameter.kind === 'choice') return checkOneOf(name, value, parameter.options);
  if (parameter.kind === 'switch') return kinds.boolean(name, value);
  const { min, max, integer } = parameter;
  const isWithin = typeof value === 'number' && value >= min && value <= max && (integer !== true || Number.isInteger(value));
  if (!isWithin) refuse(name, `a ${integer === true ? 'whole ' : ''}number from ${min} to ${max}`, value);
}

function oneOfWords(values: readonly unknown[]): string {
  const words = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
