import { rootKey, Stream, streamId } from '../../random/index.ts';
import { meanOf, squaresAbout } from '../../statistics/moments.ts';
import { summariseAssurance, type DrawCount, type PowerRange } from './assurance.ts';

/** Counts at draws, and how they were made. */
export interface CountedDraws {
  readonly counts: readonly DrawCount[];
  readonly trials: number;
  readonly seed: string;
  /** Whether the draws are all that the prior has. */
  readonly exhaustive: boolean;
}

/** Shares of the ranges that are told. */
const SHARES = [0.8, 0.95];
/** Resamples behind the standard errors of the quantiles (assumed: an error of 5 % of themselves). */
const RESAMPLES = 200;
const RESAMPLING = streamId('resampled-draws');

/** The ranges of power over what is not known, the noise of the trials at each draw taken out, with the Monte-Carlo errors of their ends. */
export function powerRanges(counted: CountedDraws): PowerRange[] {
  const at = SHARES.flatMap((share) => [(1 - share) / 2, (1 + share) / 2]);
  const { quantiles } = summariseAssurance(counted.counts, counted.trials, 0, counted.exhaustive, at);
  const errors = quantileErrors(counted, at);
  const end = (place: number) => ({ power: quantiles[place].power, mcse: errors[place] });
  return SHARES.map((share, place) => ({ share, lower: end(2 * place), upper: end(2 * place + 1) }));
}

/** Standard deviations over resampled draws of quantiles of power; of a prior that lists all of its combinations, over resampled trials. @see Efron (1979) Ann Stat 7:1–26, DOI 10.1214/aos/1176344552 */
export function quantileErrors({ counts, trials, seed, exhaustive }: CountedDraws, at?: readonly number[]): number[] {
  const key = rootKey(seed);
  const stream = new Stream();
  const resamples = Array.from({ length: RESAMPLES }, (_, resample) => {
    stream.startAt(key, resample, 0, RESAMPLING);
    const again = exhaustive ? counts.map((count) => resampledTrials(count, trials, stream)) : resampledDraws(counts, stream);
    return summariseAssurance(again, trials, 0, exhaustive, at).quantiles.map(({ power }) => power);
  });
  return resamples[0].map((_, place) => {
    const powers = Float64Array.from(resamples, (each) => each[place]);
    return Math.sqrt(squaresAbout(powers, RESAMPLES, meanOf(powers, RESAMPLES)) / (RESAMPLES - 1));
  });
}

/** Draws of unequal weights are resampled with them, and their weights made to add up to 1 again. */
function resampledDraws(counts: readonly DrawCount[], stream: Stream): DrawCount[] {
  const again = counts.map(() => counts[Math.floor(stream.uniform() * counts.length)]);
  if (again.every(({ weight }) => weight === counts[0].weight)) return again;
  const sum = again.reduce((total, { weight }) => total + weight, 0);
  return again.map(({ weight, successes }) => ({ weight: weight / sum, successes }));
}

function resampledTrials({ weight, successes }: DrawCount, trials: number, stream: Stream): DrawCount {
  let again = 0;
  for (let trial = 0; trial < trials; trial++) if (stream.uniform() * trials < successes) again++;
  return { weight, successes: again };
}
