import { log } from '../../../src/elementary/index.ts';
import type { Stream } from '../../../src/random/index.ts';
import { factorise, logDeterminant, solve } from '../../../src/statistics/linear-algebra/cholesky.ts';
import { logPrior, moved, momentsOfRows, summarised, type MethodAnswer } from './draws.ts';
import { flattened, publishedAt, quantitiesOf, unknownsOf, type KnownProblem, type ExactPosterior } from './known-problem.ts';

/** Simulations of each evaluation, and for each figure where that is more; share of the chain that is left out (assumed). */
const [SIMULATIONS, PER_FIGURE, WARM_UP] = [20, 2, 0.1];
/** Of proposals: 2.38² (Roberts, Gelman & Gilks 1997). */
const SCALE = 5.66;
/** Added to every variance, for shares that are the same in all simulations. */
const FLOOR = 1e-4;

/**
 * Bayesian synthetic likelihood: random-walk Metropolis with a likelihood that is simulated anew at every proposal. It is given for nothing what it would have to find: it
 * starts at the mean of the posterior, and its proposals have the posterior's covariance times 2.38² over the number of unknowns.
 * @see Price, Drovandi, Lee & Nott (2018) Bayesian synthetic likelihood. J Comput Graph Stat 27:1–11, DOI 10.1080/10618600.2017.1302882
 */
export function syntheticLikelihood(
  problem: KnownProblem,
  data: readonly Float64Array[],
  budget: number,
  stream: Stream,
  { unknowns }: ExactPosterior,
): MethodAnswer {
  const size = unknownsOf(problem);
  const observed = flattened(problem, data);
  const simulations = Math.max(SIMULATIONS, PER_FIGURE * observed.length);
  const perStep = simulations * problem.studies.length;
  const logLikelihood = (x: Float64Array): number => {
    const rows = Array.from({ length: simulations }, () => flattened(problem, publishedAt(problem, x, stream)));
    const { mean, covariance } = momentsOfRows(rows);
    for (let i = 0; i < mean.length; i++) covariance[i * (mean.length + 1)] += FLOOR;
    if (factorise(covariance, mean.length) === 0) return -Infinity;
    const residual = observed.map((value, i) => value - mean[i]);
    const weight = residual.slice();
    solve(covariance, mean.length, weight);
    return -(weight.reduce((sum, value, i) => sum + value * residual[i], 0) + logDeterminant(covariance, mean.length)) / 2;
  };
  const factor = unknowns.covariance.map((value) => (SCALE * value) / size);
  factorise(factor, size);
  let x: Float64Array = Float64Array.from(unknowns.mean);
  let height = logLikelihood(x) + logPrior(x);
  let trials = perStep;
  const chain: number[][] = [];
  while (trials + perStep <= budget) {
    const proposal = moved(x, factor, () => stream.normal());
    const there = logLikelihood(proposal) + logPrior(proposal);
    trials += perStep;
    if (log(stream.uniform()) < there - height) [x, height] = [proposal, there];
    chain.push(quantitiesOf(problem, x));
  }
  const kept = chain.slice(Math.floor(WARM_UP * chain.length));
  return {
    quantities: summarised(
      kept,
      kept.map(() => 1),
    ),
    trials,
  };
}
