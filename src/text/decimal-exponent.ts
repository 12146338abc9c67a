/** The whole part of log₁₀ x for x > 0, from its digits: the exponent in which ECMAScript writes it. */
export function decimalExponent(x: number): number {
  return Number(x.toExponential().split('e')[1]);
}

/** The double nearest to 10^exponent. */
export function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}
