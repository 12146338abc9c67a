/** How long a text of a message may be before it is cut. */
const LONGEST = 60;

/**
 * Refuses an argument of a function of the library.
 *
 * @param name   of the argument, with the path to the value inside it: `level`, `plan.alpha`
 * @param needs  what the value must be, as the end of a sentence: `a number > 0 and < 1`
 * @throws RangeError where the value is of the right type and only outside of what is possible, else TypeError
 */
export function refuse(name: string, needs: string, value: unknown, type = 'number'): never {
  const words = `${name} must be ${needs}, got ${shown(value)}`;
  throw typeof value === type && value !== null ? new RangeError(words) : new TypeError(words);
}

/** A value in a few words, whatever it is; reads none of its properties but the length of a list. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
