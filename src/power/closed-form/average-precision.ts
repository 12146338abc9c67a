import { cos } from '../../elementary/index.ts';
/** A contrast that a trial can leave: its degrees of freedom, the inverse of its standard error, and how probable it is. */
export interface Precision {
  readonly df: number;
  readonly precision: number;
  readonly probability: number;
}

/** Nodes by which a power is interpolated over the precisions of one number of degrees of freedom. */
const NODES = 6;

/**
 * The mean of a power over the contrasts that a trial can leave. With the same degrees of freedom a power is a smooth function of the precision alone, so that where
 * many precisions are possible it is worked out at six Chebyshev nodes between the least and the largest and interpolated: within 1e-7 of the full sum.
 * Degrees of freedom that are no whole numbers are taken together with those that round to the same.
 *
 * @param power  by degrees of freedom and precision
 * @see Berrut & Trefethen (2004) Barycentric Lagrange interpolation. SIAM Rev 46:501–517, DOI 10.1137/S0036144502417715
 */
export function averagePower(contrasts: readonly Precision[], power: (df: number, precision: number) => number): number {
  const byDf = new Map<number, Precision[]>();
  for (const contrast of contrasts) {
    const df = Math.round(contrast.df);
    const known = byDf.get(df);
    if (known === undefined) byDf.set(df, [contrast]);
    else known.push(contrast);
  }
  let mean = 0;
  for (const same of byDf.values()) mean += sumOfPowers(same, power);
  return mean;
}

function sumOfPowers(contrasts: readonly Precision[], power: (df: number, precision: number) => number): number {
  const probability = contrasts.reduce((sum, each) => sum + each.probability, 0);
  const df = contrasts.every((each) => each.df === contrasts[0].df)
    ? contrasts[0].df
    : contrasts.reduce((sum, each) => sum + each.df * each.probability, 0) / probability;
  // Sequences that are exchanged leave the same precision but for its rounding.
  const precisions = new Map(contrasts.map(({ precision }) => [precision.toPrecision(12), precision]));
  const at = precisions.size > NODES ? interpolated([...precisions.values()], (each) => power(df, each)) : undefined;
  const exact = new Map(at === undefined ? [...precisions].map(([name, precision]) => [name, power(df, precision)]) : []);
  return contrasts.reduce(
    (sum, each) => sum + each.probability * (at?.(each.precision) ?? exact.get(each.precision.toPrecision(12)) ?? NaN),
    0,
  );
}

/** A function between the least and the largest of some values, by its values at the Chebyshev nodes of the second kind. */
function interpolated(values: readonly number[], of: (value: number) => number): (value: number) => number {
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  const nodes = Array.from({ length: NODES }, (_, j) => {
    const value = least + ((largest - least) * (1 - cos((Math.PI * j) / (NODES - 1)))) / 2;
    return { value, weight: (j % 2 === 0 ? 1 : -1) * (j === 0 || j === NODES - 1 ? 0.5 : 1), of: of(value) };
  });
  return (value) => {
    let [above, below] = [0, 0];
    for (const node of nodes) {
      if (value === node.value) return node.of;
      above += (node.weight / (value - node.value)) * node.of;
      below += node.weight / (value - node.value);
    }
    return above / below;
  };
}
