import { expect, it } from 'vitest';
import { chainDiagnostics } from '../../src/learning/sampler/chain-diagnostics.ts';
import type { Density } from '../../src/learning/sampler/hamiltonian.ts';
import { Hierarchy } from '../../src/learning/sampler/hierarchy.ts';
import { sample } from '../../src/learning/sampler/posterior.ts';
import type { StudyLikelihood } from '../../src/learning/study-likelihood.ts';
import { momentsOf } from '../../src/learning/emulator/surface.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

const lengths = { chains: 4, warmUp: 500, draws: 2500 };

/** Prior N(0, 1) for two means and data with known errors, correlated: the posterior is normal with known moments. */
const correlated: Density = {
  size: 2,
  at(x, gradient) {
    // Precision [[3, 1], [1, 2]], mean (1, −2).
    const [a, b] = [x[0] - 1, x[1] + 2];
    gradient[0] = -(3 * a + b);
    gradient[1] = -(a + 2 * b);
    return (a * gradient[0] + b * gradient[1]) / 2;
  },
};

it('a normal posterior has its mean and SD within 3 %, and its correlation', () => {
  const { draws, chains, diagnostics } = sample(correlated, '1', 0, lengths);
  const [x, y] = [0, 1].map((at) => momentsOf(draws.map((draw) => draw[at])));
  const [sdX, sdY] = [Math.sqrt(2 / 5), Math.sqrt(3 / 5)];
  expect(Math.abs(x.mean - 1)).toBeLessThan(0.03 * sdX);
  expect(Math.abs(y.mean + 2)).toBeLessThan(0.03 * sdY);
  expect(Math.abs(x.sd / sdX - 1)).toBeLessThan(0.03);
  expect(Math.abs(y.sd / sdY - 1)).toBeLessThan(0.03);
  const product = momentsOf(draws.map((draw) => (draw[0] - 1) * (draw[1] + 2))).mean;
  // The correlation ρ = −0.408, taken as the mean of a product, has an error of √((1 + ρ²)/n) with n independent draws.
  const ess = Math.min(...[0, 1].map((at) => diagnostics((draw) => draw[at]).bulkEss));
  expect(Math.abs(product / (sdX * sdY) + 1 / Math.sqrt(6))).toBeLessThan((3.5 * Math.sqrt(1 + 1 / 6)) / Math.sqrt(ess));
  expect(diagnostics((draw) => draw[0]).rHat).toBeLessThan(1.01);
  expect(chains.every(({ diverged }) => diverged === 0)).toBe(true);
});

it('the same seed gives the same draws, another seed others', () => {
  const short = { chains: 2, warmUp: 100, draws: 50 };
  const [one, again, other] = ['1', '1', '2'].map((seed) => sample(correlated, seed, 0, short).draws.map((draw) => [...draw]));
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});

const effects = [28, 8, -3, 7, -1, 1, 18, 12].map((each) => each / 10);
const errors = [15, 10, 16, 11, 9, 11, 10, 18].map((each) => each / 10);

const schools: StudyLikelihood[] = effects.map((effect, school) => ({
  reads: [0],
  at(z, gradient) {
    const residual = (effect - z[0]) / errors[school];
    gradient[0] += residual / errors[school];
    return (-residual * residual) / 2;
  },
}));

/** Mean of τ and of μ by numerical integration: given τ the effects are normal around μ with variance τ² + σ². */
function integrated(rows: readonly number[]): { readonly tau: number; readonly mu: number } {
  let [weights, tau, mu] = [0, 0, 0];
  for (let step = 0; step < 4000; step++) {
    const t = (step + 0.5) / 1000;
    let [precision, sum, squares, logs] = [1, 0, 0, 0];
    for (const row of rows) {
      const variance = t * t + errors[row] ** 2;
      precision += 1 / variance;
      sum += effects[row] / variance;
      squares += effects[row] ** 2 / variance;
      logs += Math.log(variance) / 2;
    }
    const weight = Math.exp((-t * t) / 2 - logs - Math.log(precision) / 2 - (squares - (sum * sum) / precision) / 2);
    weights += weight;
    tau += weight * t;
    mu += (weight * sum) / precision;
  }
  return { tau: tau / weights, mu: mu / weights };
}

it.each([[effects.map((_, row) => row)], [[1, 2, 3, 4, 5, 6, 7]]])('eight schools agree with numerical integration: schools %j', (rows) => {
  const hierarchy = new Hierarchy(
    1,
    [1],
    rows.map((row) => schools[row]),
  );
  expect(hierarchy.size).toBe(2 + rows.length);
  const { draws, diagnostics } = sample(hierarchy, '3', 0, lengths);
  const known = integrated(rows);
  const mu = momentsOf(draws.map((draw) => draw[0]));
  const tau = momentsOf(draws.map((draw) => hierarchy.between(draw, 0)));
  expect(Math.abs(mu.mean - known.mu)).toBeLessThan(0.05 * mu.sd);
  expect(Math.abs(tau.mean - known.tau)).toBeLessThan(0.05 * tau.sd);
  expect(diagnostics((draw) => hierarchy.between(draw, 0)).bulkEss).toBeGreaterThan(1000);
});

it('a prior twice as wide has a quarter of the weight', () => {
  // Prior N(0, 2²) and a figure of 2.8 with an SD of 1.5: precision 1/4 + 4/9.
  const hierarchy = new Hierarchy(1, [0], [schools[0]], [2]);
  const { draws } = sample(hierarchy, '4', 0, lengths);
  const { mean, sd } = momentsOf(draws.map((draw) => draw[0]));
  const precision = 1 / 4 + 4 / 9;
  expect(Math.abs(mean - (2.8 * 4) / 9 / precision)).toBeLessThan(0.05 * sd);
  expect(Math.abs(sd * Math.sqrt(precision) - 1)).toBeLessThan(0.03);
});

it('the gradient of the hierarchy is that of its value', () => {
  const hierarchy = new Hierarchy(1, [0.7], schools, [1.7]);
  const x = Float64Array.from({ length: hierarchy.size }, (_, i) => Math.sin(i + 1));
  const gradient = new Float64Array(hierarchy.size);
  hierarchy.at(x, gradient);
  const other = new Float64Array(hierarchy.size);
  for (let i = 0; i < x.length; i++) {
    const [up, down] = [1e-5, -1e-5].map((step) =>
      hierarchy.at(
        x.map((value, at) => (at === i ? value + step : value)),
        other,
      ),
    );
    expect((up - down) / 2e-5).toBeCloseTo(gradient[i], 6);
  }
});

it('chains that disagree have a large R-hat, independent draws their number as effective size', () => {
  const stream = new Stream().startAt(rootKey('diagnostics'), 0, 0, 1);
  const chains = Array.from({ length: 4 }, () => Array.from({ length: 1000 }, () => stream.normal()));
  const fine = chainDiagnostics(chains);
  expect(fine.rHat).toBeLessThan(1.01);
  expect(fine.bulkEss).toBeGreaterThan(3200);
  expect(fine.bulkEss).toBeLessThan(4800);
  expect(chainDiagnostics(chains.map((chain, at) => chain.map((value) => value + (at === 0 ? 1 : 0)))).rHat).toBeGreaterThan(1.05);
  // A first-order autoregression with coefficient ½ is worth a third of its draws.
  const walks = chains.map((chain) => chain.reduce<number[]>((walk, value) => [...walk, 0.5 * (walk.at(-1) ?? 0) + value], []));
  // Its autocorrelations, ½ to the power of the lag, are known to about 1/√4000 each, of which some ten are summed: 0.05 of a time of 3.
  expect(Math.abs((3 * chainDiagnostics(walks).bulkEss) / 4000 - 1)).toBeLessThan(3 * 0.05);
});
