import { checkWhole } from '../../arguments/numbers.ts';
import { checkDrawn, checkSimulationOptions } from '../check-arguments.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import { onlyWhatDecides } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import { simulateStudies } from '../common-random-numbers/simulate-studies.ts';
import { primaryOutcome } from '../common-random-numbers/trial-successes.ts';
import { failureShare } from '../simulation/failed-analyses.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import { summariseAssurance } from './assurance.ts';
import { quantileErrors } from './power-ranges.ts';
import type { DrawnStudy } from './run-assurance.ts';

/** Power over what is not known, beside the power at the stated values. */
export interface PowerOverUncertainty {
  /** Whose power is meant: the claim, or the first analysis. */
  readonly of: string;
  /** Paths of the values that are drawn. */
  readonly parameters: readonly string[];
  readonly draws: number;
  readonly trialsPerDraw: number;
  /** Power averaged over the draws. */
  readonly assurance: { readonly value: number; readonly mcse: number };
  /** Standard deviation of power over the draws; the noise of the trials at each draw is taken out. */
  readonly sd: number;
  /** Quantiles of power over the draws, each with its Monte-Carlo standard error. */
  readonly quantiles: readonly { readonly p: number; readonly power: number; readonly mcse: number }[];
  /** Largest share of trials in which an analysis could not be estimated; these count as trials without success. */
  readonly notEstimable: number;
}

/** Trials at each draw (assumed: their noise, at most 5 percentage points, is taken out of the quantiles). */
const TRIALS_PER_DRAW = 100;
/** Trials of the power itself for each draw: the range costs at most twice what the power does. */
export const REPLICATES_PER_DRAW = 50;
/** Fewest draws from which quantiles are given (assumed). */
const MIN_DRAWS = 20;

/**
 * How many draws from the priors the range of power is worth in a run of so many replicates; 0 where they are too few for one.
 * @param asked  draws that the section asks for
 * @example
 * ```ts
 * import { drawsWorth } from 'crossover-sim/power';
 * drawsWorth(10_000, 200); // → 200
 * drawsWorth(2000, 200); // → 40
 * drawsWorth(500, 200); // → 0
 * ```
 */
export function drawsWorth(replicates: number, asked: number): number {
  checkWhole('replicates', replicates);
  checkWhole('asked', asked);
  const draws = Math.min(asked, Math.floor(replicates / REPLICATES_PER_DRAW));
  return draws >= MIN_DRAWS ? draws : 0;
}

/**
 * The range of power over what is not known: the claim's success in trials of their own at every draw, with common random numbers between scenarios (a draw has the same values
 * and trial numbers in each), and not between draws, since trials in common would shift all of them alike. Quantiles are those of power itself, the noise of the trials taken out
 * as in `summariseAssurance`; their standard errors come from resampled draws (and of a prior that lists all of its combinations, from resampled trials).
 *
 * @param options  with `exhaustive`: whether the draws are all that the prior has
 * @throws RangeError if a study contradicts itself; SimulationAborted if the signal asks to stop
 * @see Efron (1979) Bootstrap methods: another look at the jackknife. Ann Stat 7:1–26, DOI 10.1214/aos/1176344552
 * @example
 * ```ts
 * import { runOverUncertainty } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const drawn = Array.from({ length: 20 }, (_, i) => ({
 *   draw: { weight: 0.05, set: { 'gaussian.difference': 2 + i / 10 } },
 *   study: readStudy(text, { set: [`gaussian.difference=${2 + i / 10}`] }),
 * }));
 * const range = await runOverUncertainty(readStudy(text), drawn, { exhaustive: false });
 * range.quantiles.map(({ p }) => p); // → [0.05, 0.5, 0.95]
 * ```
 */
export async function runOverUncertainty(
  study: Study,
  drawn: readonly DrawnStudy[],
  options: SimulationOptions & { readonly exhaustive: boolean },
): Promise<PowerOverUncertainty> {
  checkStudy('study', study);
  checkDrawn('drawn', drawn);
  checkSimulationOptions('options', options);
  check('options.exhaustive', options.exhaustive, 'boolean');
  const asked = study.claim?.all ?? Object.keys(study.analyses).slice(0, 1);
  const cells = drawn.map(({ study: one }, position) => ({
    study: { ...onlyWhatDecides(one, asked), power: { ...one.power, replicates: TRIALS_PER_DRAW } },
    first: position * TRIALS_PER_DRAW,
  }));
  const runs = await simulateStudies(cells, options);
  const { series, name } = primaryOutcome(cells[0].study);
  const counts = runs.map(({ successes }, position) => ({ weight: drawn[position].draw.weight, successes: successes.count(series) }));
  const { exhaustive } = options;
  const { assurance, sd, quantiles } = summariseAssurance(counts, TRIALS_PER_DRAW, study.power.target, exhaustive);
  const errors = quantileErrors({ counts, trials: TRIALS_PER_DRAW, seed: study.seed, exhaustive });
  return {
    of: name,
    parameters: [...new Set(drawn.flatMap(({ draw }) => Object.keys(draw.set)))],
    draws: drawn.length,
    trialsPerDraw: TRIALS_PER_DRAW,
    assurance,
    sd,
    quantiles: quantiles.flatMap(({ p, power }, place) => (shown.includes(p) ? [{ p, power, mcse: errors[place] }] : [])),
    notEstimable: failureShare(
      cells[0].study,
      runs.map(({ total }) => total),
    ),
  };
}

const shown: readonly number[] = [0.05, 0.5, 0.95];
