import { log, squared } from '../../../src/elementary/index.ts';
import type { Stream } from '../../../src/random/index.ts';
import { factorise, solve } from '../../../src/statistics/linear-algebra/cholesky.ts';
import { logPrior, moved, momentsOfRows, summarised, type MethodAnswer } from './draws.ts';
import { flattened, publishedAt, quantitiesOf, unknownsOf, type KnownProblem } from './known-problem.ts';

/** Particles as a share of the simulations, and share of the particles that a tolerance keeps (assumed; a sixth or a twelfth was worse). */
const [PARTICLES, KEPT] = [1 / 3, 0.5];
/** Chance that a particle is not moved from where it was copied to, and most moves of a step (Drovandi & Pettitt 2011 take 0.01). */
const [UNMOVED, MAX_MOVES] = [0.05, 20];

interface Particle {
  readonly x: Float64Array;
  readonly figures: Float64Array;
  readonly distance: number;
}

/**
 * Sequential Monte Carlo approximate Bayesian computation: the half of the particles that is nearest to the data is kept and copied, the copies are moved by Metropolis steps
 * within the tolerance; at the end local-linear regression, with Epanechnikov weights. Distances are Euclidean, each figure in SDs over the prior.
 * @see Del Moral, Doucet & Jasra (2012) Stat Comput 22:1009–1020, DOI 10.1007/s11222-011-9271-y; Drovandi & Pettitt (2011) Biometrics 67:225–233, DOI
 *   10.1111/j.1541-0420.2010.01410.x; Beaumont, Zhang & Balding (2002) Genetics 162:2025–2035, DOI 10.1093/genetics/162.4.2025
 */
export function sequentialAbc(problem: KnownProblem, data: readonly Float64Array[], budget: number, stream: Stream): MethodAnswer {
  const size = unknownsOf(problem);
  const perSimulation = problem.studies.length;
  const count = 2 * Math.floor((PARTICLES * budget) / perSimulation / 2);
  const observed = flattened(problem, data);
  const first = Array.from({ length: count }, () => {
    const x = Float64Array.from({ length: size }, () => stream.normal());
    return { x, figures: flattened(problem, publishedAt(problem, x, stream)) };
  });
  const { covariance } = momentsOfRows(first.map(({ figures }) => figures));
  const sds = observed.map((_, i) => Math.sqrt(covariance[i * (observed.length + 1)]));
  const distanceOf = (figures: Float64Array): number =>
    Math.sqrt(figures.reduce((sum, value, i) => sum + squared((value - observed[i]) / sds[i]), 0));
  let particles: Particle[] = first.map(({ x, figures }) => ({ x, figures, distance: distanceOf(figures) }));
  let simulations = count;
  const half = Math.floor(KEPT * count);
  let wanted = 1;
  for (;;) {
    const moves = Math.min(wanted, Math.floor((budget / perSimulation - simulations) / (count - half)));
    if (moves < 1) break;
    const alive = particles.sort((a, b) => a.distance - b.distance).slice(0, half);
    const tolerance = alive[half - 1].distance;
    const factor = momentsOfRows(alive.map(({ x }) => x)).covariance.map((value) => (5.66 * value) / size);
    factorise(factor, size);
    let accepted = 0;
    const copies = Array.from({ length: count - half }, () => {
      let particle = alive[Math.floor(stream.uniform() * half)];
      for (let move = 0; move < moves; move++) {
        const x = moved(particle.x, factor, () => stream.normal());
        const figures = flattened(problem, publishedAt(problem, x, stream));
        const distance = distanceOf(figures);
        if (distance > tolerance || log(stream.uniform()) >= logPrior(x) - logPrior(particle.x)) continue;
        particle = { x, figures, distance };
        accepted++;
      }
      return particle;
    });
    simulations += moves * (count - half);
    const rate = Math.min(0.99, Math.max(0.01, accepted / (moves * (count - half))));
    wanted = Math.min(MAX_MOVES, Math.ceil(log(UNMOVED) / log(1 - rate)));
    particles = [...alive, ...copies];
  }
  const weights = weightsOf(particles);
  const adjusted = regressed(particles, weights, observed);
  return {
    quantities: summarised(
      adjusted.map((x) => quantitiesOf(problem, x)),
      weights,
    ),
    trials: simulations * perSimulation,
  };
}

/** Epanechnikov weights of distances. */
function weightsOf(particles: readonly Particle[]): number[] {
  const widest = particles.reduce((most, { distance }) => Math.max(most, distance), 0);
  return particles.map(({ distance }) => 1 - squared(distance / widest));
}

/** Unknowns moved along the regression on the figures to what was observed. */
function regressed(particles: readonly Particle[], weights: readonly number[], observed: Float64Array): Float64Array[] {
  const width = observed.length + 1;
  const rows = particles.map(({ figures }) =>
    Float64Array.from({ length: width }, (_, i) => (i === 0 ? 1 : figures[i - 1] - observed[i - 1])),
  );
  const matrix = new Float64Array(width * width);
  rows.forEach((row, at) => row.forEach((a, i) => row.forEach((b, j) => (matrix[i * width + j] += weights[at] * a * b))));
  for (let i = 0; i < width; i++) matrix[i * (width + 1)] *= 1 + 1e-9;
  if (factorise(matrix, width) === 0) return particles.map(({ x }) => x);
  const slopes = Array.from(particles[0].x, (_, i) => {
    const right = new Float64Array(width);
    rows.forEach((row, at) => row.forEach((a, j) => (right[j] += weights[at] * a * particles[at].x[i])));
    solve(matrix, width, right);
    return right;
  });
  return particles.map(({ x }, at) =>
    x.map((value, i) => value - rows[at].reduce((sum, a, j) => (j === 0 ? sum : sum + a * slopes[i][j]), 0)),
  );
}
