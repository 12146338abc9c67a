/** The treatments that a group of participants is given, period by period, and what the group is called where it is printed. */
export interface Sequence {
  /** For printing and for the column `sequence` of a CSV only: it is never taken apart. */
  readonly name: string;
  /** One treatment (condition) for each period; undefined where it is not known. */
  readonly treatments: readonly (string | undefined)[];
}

/** How an unknown treatment is printed in a sequence's name. */
const UNKNOWN = '?';

/**
 * Gives every order of treatments its name: the treatments joined by `-` (`placebo-naltrexone`). Where that would call two of the orders the same
 * (`a-b` before `c`, and `a` before `b-c`), their treatments are put in quotation marks (`"a-b"-"c"`).
 */
export function namedSequences(orders: readonly Sequence['treatments'][]): Sequence[] {
  const joined = (treatments: Sequence['treatments'], mark: string): string =>
    treatments.map((treatment) => (treatment === undefined ? UNKNOWN : `${mark}${treatment}${mark}`)).join('-');
  const plain = orders.map((treatments) => joined(treatments, ''));
  return orders.map((treatments, place) => ({
    treatments,
    name: plain.some((name, other) => other !== place && name === plain[place]) ? joined(treatments, '"') : plain[place],
  }));
}

/** Whether two orders of treatments are the same. */
export function isSameOrder(a: Sequence['treatments'], b: Sequence['treatments']): boolean {
  return a.length === b.length && a.every((treatment, period) => treatment === b[period]);
}
