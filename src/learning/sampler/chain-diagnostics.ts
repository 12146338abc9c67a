import { log, squared } from '../../elementary/index.ts';
import { normalQuantile } from '../../statistics/distributions/normal.ts';
import { momentsOf } from '../emulator/surface.ts';

/** Whether chains agree, and how many independent draws theirs are worth. */
export interface ChainDiagnostics {
  readonly rHat: number;
  readonly bulkEss: number;
}

/** Bounds within which chains are taken as converged (Vehtari et al. 2021, DOI 10.1214/20-BA1221). */
export const [MAX_R_HAT, MIN_ESS] = [1.01, 400];

/** Whether chains agree and have as many independent draws as a 90 % interval needs. */
export function haveConverged({ rHat, bulkEss }: ChainDiagnostics): boolean {
  return rHat <= MAX_R_HAT && bulkEss >= MIN_ESS;
}

/**
 * Rank-normalised split R̂ (the larger of that of the draws and that of their distances from the median) and bulk effective sample size of one quantity.
 * @param chains  at least two draws each, of equal length
 * @see Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021) Rank-normalization, folding, and localization: an improved R̂. Bayesian Analysis 16:667–718, DOI 10.1214/20-BA1221
 */
export function chainDiagnostics(chains: readonly (readonly number[])[]): ChainDiagnostics {
  const halves = chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.slice(0, half), chain.slice(chain.length - half)];
  });
  const sorted = halves.flat().sort((a, b) => a - b);
  const median = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
  const scores = normalScores(halves);
  const folded = normalScores(halves.map((half) => half.map((value) => Math.abs(value - median))));
  return { rHat: Math.max(rHatOf(scores), rHatOf(folded)), bulkEss: effectiveSize(scores) };
}

/** Ranks over all chains, ties by their mean, as normal scores (Blom 1958). */
function normalScores(chains: readonly (readonly number[])[]): number[][] {
  const places = chains.flatMap((chain, row) => chain.map((value, column) => ({ value, row, column })));
  places.sort((a, b) => a.value - b.value);
  const scores = chains.map((chain) => [...chain]);
  for (let first = 0; first < places.length;) {
    let last = first;
    while (last + 1 < places.length && places[last + 1].value === places[first].value) last++;
    const score = normalQuantile(((first + last) / 2 + 1 - 0.375) / (places.length + 0.25));
    for (let place = first; place <= last; place++) scores[places[place].row][places[place].column] = score;
    first = last + 1;
  }
  return scores;
}

/** Variance within the chains, and the estimate of the whole from within and between. */
function variances(chains: readonly (readonly number[])[]): { readonly within: number; readonly whole: number } {
  const moments = chains.map(momentsOf);
  const within = moments.reduce((sum, { sd }) => sum + squared(sd), 0) / chains.length;
  const between = squared(momentsOf(moments.map(({ mean }) => mean)).sd);
  return { within, whole: (within * (chains[0].length - 1)) / chains[0].length + between };
}

function rHatOf(chains: readonly (readonly number[])[]): number {
  const { within, whole } = variances(chains);
  return within > 0 ? Math.sqrt(whole / within) : 1;
}

/** Draws over the integrated autocorrelation, by Geyer's initial monotone sequence. */
function effectiveSize(chains: readonly (readonly number[])[]): number {
  const length = chains[0].length;
  const total = length * chains.length;
  const { within, whole } = variances(chains);
  if (!(whole > 0)) return total;
  const means = chains.map((chain) => momentsOf(chain).mean);
  const correlationAt = (lag: number): number => {
    let sum = 0;
    chains.forEach((chain, row) => {
      for (let place = lag; place < length; place++) sum += (chain[place] - means[row]) * (chain[place - lag] - means[row]);
    });
    return 1 - (within - sum / (length * chains.length)) / whole;
  };
  let time = -1;
  let smallest = Infinity;
  for (let lag = 0; lag + 1 < length; lag += 2) {
    const pair = (lag === 0 ? 1 : correlationAt(lag)) + correlationAt(lag + 1);
    if (pair <= 0) break;
    smallest = Math.min(smallest, pair);
    time += 2 * smallest;
  }
  // As Stan has it: more than N log10 N draws' worth is noise of the estimate.
  return Math.min(total / Math.max(time, 1e-12), (total * log(total)) / Math.LN10);
}
