import { cos } from '../../elementary/index.ts';
/** Nodes and weights of a quadrature rule on −1 … 1. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, QuadratureRule>();

/**
 * Gauss–Legendre rule: the integral of a polynomial of degree 2n − 1 over −1 … 1 as a sum over n nodes.
 *
 * Nodes are the zeros of the Legendre polynomial Pₙ, by Newton's method from cos(π (i − ¼)/(n + ½)); weights 2/((1 − x²) Pₙ′(x)²).
 *
 * @param n number of nodes ≥ 2; a rule is computed once and shared, so its arrays are not to be written to
 * @throws RangeError unless n is a whole number ≥ 2
 * @see Abramowitz & Stegun (1964) 25.4.29
 */
export function gaussLegendre(n: number): QuadratureRule {
  if (!Number.isInteger(n) || n < 2) throw new RangeError(`gaussLegendre needs a whole number of nodes ≥ 2, got ${n}`);
  const known = rules.get(n);
  if (known !== undefined) return known;
  const rule = { nodes: new Float64Array(n), weights: new Float64Array(n) };
  for (let i = 0; 2 * i < n; i++) {
    let x = cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step++) {
      const [value, derivative] = legendre(n, x);
      slope = derivative;
      x -= value / derivative;
    }
    if (2 * i + 1 === n) x = 0;
    rule.nodes[i] = -x;
    rule.nodes[n - 1 - i] = x;
    rule.weights[i] = rule.weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  rules.set(n, rule);
  return rule;
}

/** Pₙ(x) and its derivative. */
function legendre(n: number, x: number): [number, number] {
  let previous = 1;
  let value = x;
  for (let k = 2; k <= n; k++) [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
  return [value, (n * (x * value - previous)) / (x * x - 1)];
}

/** Halvings after which a panel is accepted as it is; a panel is then 1e-15 of the range. */
const DEEPEST = 50;

/**
 * Integral of a smooth function over a … b: Gauss–Legendre panels of 15 nodes, halved until the halves agree with the whole.
 * @param tolerance absolute disagreement allowed in one panel; the error of the finer value is far smaller
 */
export function adaptiveIntegral(f: (x: number) => number, a: number, b: number, tolerance: number): number {
  return refine(f, a, b, panel(f, a, b), tolerance, 0);
}

function refine(f: (x: number) => number, a: number, b: number, whole: number, tolerance: number, depth: number): number {
  const middle = a + (b - a) / 2;
  const left = panel(f, a, middle);
  const right = panel(f, middle, b);
  if (Math.abs(left + right - whole) <= tolerance || depth === DEEPEST) return left + right;
  return refine(f, a, middle, left, tolerance, depth + 1) + refine(f, middle, b, right, tolerance, depth + 1);
}

const panelRule = gaussLegendre(15);

function panel(f: (x: number) => number, a: number, b: number): number {
  const half = (b - a) / 2;
  const centre = a + half;
  let sum = 0;
  for (let i = 0; i < 15; i++) sum += panelRule.weights[i] * f(centre + half * panelRule.nodes[i]);
  return sum * half;
}
