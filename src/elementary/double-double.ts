/** An unevaluated sum of two doubles, the second at most half a unit in the last place of the first: some 106 significant bits. */
export type DoubleDouble = readonly [high: number, low: number];

const SPLITS = 134217729; // 2^27 + 1

/** The product of two doubles without error (magnitudes 1e−140 … 1e140). @see Dekker (1971) Numer Math 18:224–242, DOI 10.1007/BF01397083 */
export function exactProduct(a: number, b: number): DoubleDouble {
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  const product = a * b;
  return [product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow];
}

function halves(x: number): DoubleDouble {
  const scaled = SPLITS * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}

/** The product of two sums. */
export function product([a, aLow]: DoubleDouble, [b, bLow]: DoubleDouble): DoubleDouble {
  const [high, low] = exactProduct(a, b);
  return normalised(high, low + (a * bLow + aLow * b));
}

/** The square root of a sum > 0, by one step of Newton from that of its first part. */
export function squareRoot([x, xLow]: DoubleDouble): DoubleDouble {
  const root = Math.sqrt(x);
  const [high, low] = exactProduct(root, root);
  return normalised(root, (x - high - low + xLow) / (2 * root));
}

function normalised(high: number, low: number): DoubleDouble {
  const sum = high + low;
  return [sum, low - (sum - high)];
}
