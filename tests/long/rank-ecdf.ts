import { rootKey, Stream } from '../../src/random/index.ts';
import { binomialCdf } from '../../src/statistics/distributions/binomial.ts';

/** Sets of uniform ranks from which the distribution of `extremity` is worked out: a probability of 0.003 has a standard error of 0.0004. */
const SETS = 20_000;

/**
 * How far the distribution function of ranks leaves the diagonal at its worst place: twice the smaller binomial tail probability there.
 * The ranks are among `draws` draws, 0 to `draws`.
 */
export type Extremity = (ranks: readonly number[]) => number;

/**
 * Simultaneous bands of the distribution function of ranks: with probability `chance` uniform ranks leave them somewhere, which is where `extremity` is below `limit(chance)`.
 * @see Säilynoja, Bürkner & Vehtari (2022) Graphical test for discrete uniformity and its applications in goodness-of-fit evaluation and multiple sample comparison.
 *   Stat Comput 32:32, DOI 10.1007/s11222-022-10090-6, algorithm 1 with the adjustment by simulation
 */
export function rankBands(count: number, draws: number): { readonly extremity: Extremity; readonly limit: (chance: number) => number } {
  const tails = Array.from({ length: draws }, (_, place) => {
    const share = (place + 1) / (draws + 1);
    const below = Array.from({ length: count + 1 }, (_each, seen) => binomialCdf(seen, count, share));
    return below.map((p, seen) => 2 * Math.min(p, seen === 0 ? 1 : 1 - below[seen - 1]));
  });
  const extremity: Extremity = (ranks) => {
    const counts = new Array<number>(draws + 1).fill(0);
    for (const rank of ranks) counts[rank]++;
    let seen = 0;
    return Math.min(...tails.map((tail, place) => tail[(seen += counts[place])]));
  };
  const stream = new Stream().startAt(rootKey('rank bands'), count, draws, 1);
  const uniform = Array.from({ length: SETS }, () =>
    extremity(Array.from({ length: count }, () => Math.floor(stream.uniform() * (draws + 1)))),
  ).sort((a, b) => a - b);
  return { extremity, limit: (chance) => uniform[Math.floor(chance * SETS)] };
}
