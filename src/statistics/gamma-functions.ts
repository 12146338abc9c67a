/** ½ log 2π. */
const HALF_LOG_TWO_PI = 0.91893853320467274178;
const SMALLEST = 1e-300;
/** From here on five terms of Stirling's series are exact to a double. */
const STIRLING_FROM = 15;

/**
 * Error of Stirling's formula, log Γ(x + 1) − (x + ½) log x + x − ½ log 2π, for x > 0.
 * @see Loader (2000) Fast and accurate computation of binomial probabilities; Abramowitz & Stegun (1964) 6.1.41
 */
export function stirlingError(x: number): number {
  if (x >= STIRLING_FROM) {
    const s = 1 / (x * x);
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - s / 1188) * s) * s) * s) / x;
  }
  const steps = Math.ceil(STIRLING_FROM - x);
  const far = x + steps;
  let product = 1;
  for (let step = 1; step <= steps; step++) product *= x + step;
  return stirlingError(far) + (far + 0.5) * Math.log(far) - (x + 0.5) * Math.log(x) - steps - Math.log(product);
}

/** Logarithm of the gamma function for x > 0. */
export function logGamma(x: number): number {
  return stirlingError(x) + (x + 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI - Math.log(x);
}

/** Deviance x log(x/m) + m − x without cancellation where x is near m (Loader 2000). */
export function deviance(x: number, m: number): number {
  if (Math.abs(x - m) < 0.1 * (x + m)) {
    const v = (x - m) / (x + m);
    let sum = (x - m) * v;
    let term = 2 * x * v;
    const square = v * v;
    for (let j = 1; j < 1000; j++) {
      term *= square;
      const next = sum + term / (2 * j + 1);
      if (next === sum) break;
      sum = next;
    }
    return sum;
  }
  return x * Math.log(x / m) + m - x;
}

/** e^(−x) x^a / Γ(a + 1) for a > 0, x > 0. */
function poissonTerm(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/**
 * Both tails of the regularised incomplete gamma function, P(a, x) and Q(a, x) = 1 − P: the smaller by series (x < a + 1) or continued fraction, so that it keeps its relative accuracy.
 * @see Press et al. (2007) Numerical Recipes, 3rd ed., 6.2
 */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const term = poissonTerm(a, x);
  if (x < a + 1) {
    let sum = 1;
    let part = 1;
    for (let n = 1; n < 100_000; n++) {
      part *= x / (a + n);
      sum += part;
      if (part < sum * 1e-17) break;
    }
    const lower = term * sum;
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 100_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < 4e-16) break;
  }
  const upper = term * a * h;
  return { lower: 1 - upper, upper };
}

function nonZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}

/**
 * Both tails of the regularised incomplete beta function at x, with y = 1 − x given apart so that neither tail cancels: the continued fraction on its fast side.
 * @see Press et al. (2007) Numerical Recipes, 3rd ed., 6.4; prefactor by Loader (2000)
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): { lower: number; upper: number } {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (!(y > 0)) return { lower: 1, upper: 0 };
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  // x^a y^b / B(a, b)
  const front = ((a * b) / n) * Math.sqrt(n / (2 * Math.PI * a * b)) * Math.exp(exponent);
  if (x < (a + 1) / (n + 2)) {
    const lower = front / betaFraction(x, y, a, b);
    return { lower, upper: 1 - lower };
  }
  const upper = front / betaFraction(y, x, b, a);
  return { lower: 1 - upper, upper };
}

/**
 * Even part of the continued fraction of the incomplete beta function, by the modified Lentz method; x^a y^b / B(a, b) over it is the lower tail.
 * y = 1 − x stands where 1 − x would cancel.
 * @see DiDonato & Morris (1992) ACM TOMS 18:360–373, DOI 10.1145/131766.131776
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  let fraction = nonZero((a * (a * y - b * x + 1)) / (a + 1));
  let c = fraction;
  let d = 0;
  for (let m = 1; m < 1_000_000; m++) {
    const even = a + 2 * m - 1;
    const numerator = ((((a + m - 1) / even) * (a + b + m - 1)) / even) * m * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / even + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1);
    d = 1 / nonZero(denominator + numerator * d);
    c = nonZero(denominator + numerator / c);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 4e-16) break;
  }
  return fraction;
}
