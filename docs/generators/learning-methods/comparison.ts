import { squared } from '../../../src/elementary/index.ts';
import { rootKey, Stream, streamId } from '../../../src/random/index.ts';
import type { MethodAnswer } from './draws.ts';
import { emulatedLikelihood } from './emulated-likelihood.ts';
import { historyMatching } from './history-matching.ts';
import { publishedAt, quantitiesOf, unknownsOf, type KnownProblem } from './known-problem.ts';
import { sequentialAbc } from './sequential-abc.ts';
import { syntheticLikelihood } from './synthetic-likelihood.ts';

/** The methods, by the names of the table. */
export const methods = ['emulated synthetic likelihood', 'synthetic likelihood', 'sequential ABC', 'history matching'] as const;
export type Method = (typeof methods)[number];

/** How one method did on data sets of one problem. */
export interface MethodRow {
  readonly problem: string;
  readonly method: Method;
  /** Simulated trials of a study for one data set, on average. */
  readonly trials: number;
  /** Root mean square error of the posterior means, in SDs of the true posterior. */
  readonly meanError: number;
  /** Mean SD of the answers over that of the true posterior. */
  readonly sdRatio: number;
  /** Share of the 90 % intervals that hold the truth, which is drawn from the prior, and its standard error over data sets. */
  readonly coverage: number;
  readonly coverageError: number;
  /** Processor time over that of the first method. */
  readonly time: number;
}

const DATA = streamId('data sets of known posteriors');

/**
 * Every method on the same data sets of a problem; each may simulate as many trials as the first took.
 * @param perPoint  trials at a point of emulators
 */
export async function compared(problem: KnownProblem, dataSets: number, perPoint: number): Promise<MethodRow[]> {
  const key = rootKey(`${problem.name} ${perPoint}`);
  const sums = methods.map(() => ({ trials: 0, errors: 0, ratios: 0, held: [] as number[], time: 0 }));
  for (let set = 0; set < dataSets; set++) {
    const stream = new Stream().startAt(key, set, 0, DATA);
    const truth = Float64Array.from({ length: unknownsOf(problem) }, () => stream.normal());
    const data = publishedAt(problem, truth, stream);
    const exact = problem.exact(data);
    const of = quantitiesOf(problem, truth);
    let budget = 0;
    for (const [place, sum] of sums.entries()) {
      stream.startAt(key, set, place + 1, DATA);
      const began = process.cpuUsage();
      const answer: MethodAnswer = await [
        () => emulatedLikelihood(problem, data, perPoint, stream),
        () => Promise.resolve(syntheticLikelihood(problem, data, budget, stream, exact)),
        () => Promise.resolve(sequentialAbc(problem, data, budget, stream)),
        () => Promise.resolve(historyMatching(problem, data, budget, stream, perPoint)),
      ][place]();
      const { user, system } = process.cpuUsage(began);
      if (place === 0) budget = answer.trials;
      sum.time += user + system;
      sum.trials += answer.trials / dataSets;
      let held = 0;
      for (const [at, { mean, sd, low, high }] of answer.quantities.entries()) {
        const exactSd = Math.sqrt(exact.covariance[at * (of.length + 1)]);
        sum.errors += squared((mean - exact.mean[at]) / exactSd) / (dataSets * of.length);
        sum.ratios += sd / exactSd / (dataSets * of.length);
        if (low <= of[at] && of[at] <= high) held++;
      }
      sum.held.push(held / of.length);
    }
  }
  return sums.map(({ trials, errors, ratios, held, time }, place) => {
    const coverage = held.reduce((sum, share) => sum + share, 0) / dataSets;
    const variance = held.reduce((sum, share) => sum + squared(share - coverage), 0) / (dataSets - 1);
    return {
      ...{ problem: problem.name, method: methods[place], trials, meanError: Math.sqrt(errors), sdRatio: ratios },
      ...{ coverage, coverageError: Math.sqrt(variance / dataSets), time: time / sums[0].time },
    };
  });
}
