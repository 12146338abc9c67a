/** One item of a rating scale. */
export interface ScaleItem {
  readonly name: string;
  /** Highest score of the item; the lowest is 0. */
  readonly maximum: number;
  /** Place of the step from 0 to 1 on the latent scale of the item model; the lower, the milder the illness at which the item is first scored. */
  readonly difficulty: number;
  /** Distance between one step and the next on the latent scale; the smaller, the more the item discriminates. */
  readonly step: number;
}

/** The highest total that counts as remission, and the reference for it (or `assumed`). */
export interface Remission {
  readonly cutOff: number;
  readonly source: string;
}

/** A part of a scale that has a name and a total of its own. */
export interface Subscale<Name extends string = string> {
  readonly name: Name;
  readonly label: string;
  /** As in pictures and sentences, e.g. `HAM-D6`. */
  readonly shortLabel: string;
  /** Whether a fall by half is a response on it, where that is not as on the whole scale. */
  readonly hasResponse?: boolean;
  /** Left out where remission has no definition on it. */
  readonly remission?: Remission;
  /** Positions of its items, from 1 as they are numbered on the form. */
  readonly items: readonly number[];
}

/** How CDISC names a scale and what is rated on it, where it publishes terms. */
export interface PublishedTerms {
  /** Short name of the instrument, its category in datasets. */
  readonly category: string;
  /** What the names of its tests begin with. */
  readonly prefix: string;
  /** Test codes of the items, in their order on the form. */
  readonly items: readonly string[];
  /** Test code of the total. */
  readonly total: string;
}

/**
 * A clinician-rated scale of depression as a table: its items, its sub-scales, and how its total answers to severity in HAM-D17 points.
 * A new scale is a new table, typed by its name and those of its sub-scales: `Scale<'hamd17', 'hamd6'>`.
 */
export interface Scale<Name extends string = string, Part extends string = string extends Name ? string : never> {
  readonly name: Name;
  readonly label: string;
  /** As in pictures and sentences, e.g. `MADRS`. */
  readonly shortLabel: string;
  readonly unit: string;
  /**
   * Whether a fall by half is a response on it: then its totals can be analysed as `responder`, have the visits `sustained` and `response-days`, and can
   * choose the patients of a run-in (`design.enrichment`).
   */
  readonly hasResponse: boolean;
  /** Left out where remission has no definition on it. */
  readonly remission?: Remission;
  readonly items: readonly ScaleItem[];
  readonly subscales: readonly Subscale<Part>[];
  /** Expected totals by severity: pairs [HAM-D17 points, points of this scale], both rising from 0 to the maximum, straight lines between. */
  readonly equating: readonly (readonly [number, number])[];
  /** Measurement error of the total in units of that of the HAM-D17. */
  readonly errorRatio: number;
  /** Key of the reference for the equating, or `definition`. */
  readonly source: string;
  /** Left out where none are published: datasets then have codes of the sponsor. */
  readonly published?: PublishedTerms;
}

/** Highest severity, HAM-D17 points: nine items scored 0–4 and eight scored 0–2. */
export const MAX_SEVERE = 52;

export function maximumTotal(scale: Scale): number {
  return scale.items.reduce((sum, item) => sum + item.maximum, 0);
}

/**
 * Expected total of a scale at a severity.
 * @param severity  HAM-D17 points; held within 0–52   @returns points of the scale
 */
export function expectedTotal({ equating }: Scale, severity: number): number {
  const held = Math.min(MAX_SEVERE, Math.max(0, severity));
  let upper = 1;
  while (upper < equating.length - 1 && equating[upper][0] < held) upper++;
  const [fromSeverity, fromTotal] = equating[upper - 1];
  const [toSeverity, toTotal] = equating[upper];
  return fromTotal + ((toTotal - fromTotal) * (held - fromSeverity)) / (toSeverity - fromSeverity);
}

/**
 * Checks a scale's table.
 * @throws RangeError if items, sub-scales and equating contradict each other
 */
export function checkScale(scale: Scale): void {
  const { name, items, subscales, equating, errorRatio } = scale;
  const fail = (what: string): never => {
    throw new RangeError(`scale ${name}: ${what}`);
  };
  if (items.length === 0) fail('no items');
  if (!items.every(({ maximum, step }) => Number.isInteger(maximum) && maximum > 0 && step > 0)) {
    fail('every item needs a whole maximum and a step above 0');
  }
  for (const subscale of subscales) {
    const known = subscale.items.every((item) => Number.isInteger(item) && item >= 1 && item <= items.length);
    if (!known || new Set(subscale.items).size !== subscale.items.length)
      fail(`${subscale.name} names an item twice or one that is not there`);
  }
  const [first, last] = [equating[0], equating[equating.length - 1]];
  if (first[0] !== 0 || first[1] !== 0) fail('the equating begins at [0, 0]');
  if (last[0] !== MAX_SEVERE || last[1] !== maximumTotal(scale)) fail(`the equating ends at [${MAX_SEVERE}, ${maximumTotal(scale)}]`);
  if (!equating.every(([x, y], i) => i === 0 || (x > equating[i - 1][0] && y > equating[i - 1][1]))) fail('the equating rises throughout');
  if (!(errorRatio > 0)) fail('the error ratio is above 0');
}
