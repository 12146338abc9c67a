import { decimalNumber } from '../../parameters/decimal-number.ts';

/** How much a normal endpoint varies, in the form in which a planner has it. */
export type Variability =
  /** SD of one period within a patient. */
  | { readonly kind: 'period'; readonly sd: number }
  /** SD of the difference between two periods of a patient. */
  | { readonly kind: 'difference'; readonly sd: number }
  /** SD over patients of one period, and the share of its variance that lies between patients (intraclass correlation). */
  | { readonly kind: 'total'; readonly sd: number; readonly icc: number };

/** The two SDs of the normal model. */
export interface StandardDeviations {
  /** Residual SD of one period, unit of the endpoint. */
  readonly within: number;
  /** SD between patients, same unit; it has no influence on a crossover. */
  readonly between: number;
}

/** Digits with which a computed SD is written (assumed): more than any of them is known to. */
const DIGITS = 6;

/**
 * The SDs of the normal model. A paired difference has √2 times the SD of one period; of a variance, the intraclass correlation lies between patients.
 * Where nothing is known of the SD between patients it is taken to be that of one period (assumed).
 */
export function standardDeviations(given: Variability): StandardDeviations {
  if (given.kind === 'period') return { within: given.sd, between: given.sd };
  if (given.kind === 'difference') {
    const within = rounded(given.sd / Math.SQRT2);
    return { within, between: within };
  }
  const { sd, icc } = given;
  return {
    within: rounded(sd * Math.sqrt(1 - icc)),
    between: rounded(sd * Math.sqrt(icc)),
  };
}

/** The SD of a paired difference, to read beside whatever was given. */
export function pairedDifferenceText(given: Variability): string {
  const { within } = standardDeviations(given);
  return `paired differences then have SD ${Number((within * Math.SQRT2).toPrecision(3))} (one period within a patient: ${Number(within.toPrecision(3))})`;
}

/** The variability that an answer says: `5` or `period 5`, `difference 7.07`, `total 7 icc 0.5`; undefined where it says none. */
export function variabilityIn(answer: string): Variability | undefined {
  const words = answer.toLowerCase().replaceAll('=', ' ').trim().split(/\s+/);
  const numbers = words.map((word) => decimalNumber(word.replace(',', '.')));
  if (words.length === 1) return Number.isNaN(numbers[0]) ? undefined : { kind: 'period', sd: numbers[0] };
  const valueOf = (name: string): number => (words.indexOf(name) % 2 === 0 ? numbers[words.indexOf(name) + 1] : NaN);
  const sd = ['period', 'difference', 'total'].map(valueOf);
  const icc = valueOf('icc');
  if (words.length === 4 && !Number.isNaN(sd[2]) && icc >= 0 && icc < 1) return { kind: 'total', sd: sd[2], icc };
  if (words.length !== 2) return undefined;
  if (!Number.isNaN(sd[0])) return { kind: 'period', sd: sd[0] };
  return Number.isNaN(sd[1]) ? undefined : { kind: 'difference', sd: sd[1] };
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
