import { squared } from '../../elementary/index.ts';
import { momentsOf } from '../emulator/surface.ts';
import { coordinatesOf } from './coordinates.ts';
import { addPull, ratioError, sdError } from './draw-errors.ts';
import { emulateDesign, FOLDS, type DesignPoint } from './design-emulator.ts';
import { TRIALS_AT_ONCE, TrialLikelihood } from './trial-likelihood.ts';
import { weightedSpread } from './weighted-spread.ts';
import type { DrawnValues } from './reference-draws.ts';

/** A simulated figure with its Monte-Carlo standard error. */
export interface Expected {
  readonly value: number;
  readonly mcse: number;
}

/** What one study of a design would teach about a parameter, on average over what is not known. */
export interface ValueOfStudy {
  readonly prior: {
    readonly mean: number;
    readonly sd: Expected;
    /** Width of the interval from 5 to 95 %. */
    readonly width90: number;
    /** Probability above the threshold. */
    readonly above: number;
  };
  readonly posteriorSd: Expected;
  /** 1 − expected SD of the posterior over that of the prior. */
  readonly reduction: Expected;
  readonly width90: Expected;
  /** Probabilities of a conclusion on the side on which the parameter is, on the other side, and of none. */
  readonly conclusion: { readonly right: Expected; readonly wrong: Expected; readonly none: Expected };
  /** Mean squared error of the posterior means about the truths over the mean variance of the posteriors: 1 where these are as wide as they should be. */
  readonly calibration: Expected;
  /** Median number of draws that share the weight of a posterior. */
  readonly effectiveDraws: number;
  /** Trials of which posteriors were made. */
  readonly trials: number;
  /** Share of the simulated trials in which a figure was not defined; they are left out. */
  readonly notEstimable: number;
}

/** What is asked of the parameter. */
export interface ValueQuestion {
  readonly parameter: string;
  readonly threshold: number;
  /** Posterior probability of one side of the threshold from which a conclusion is drawn. */
  readonly certainty: number;
  /** Trials in all of which posteriors are made, as nearly as a whole number at each draw allows; `MIN_JUDGED_TRIALS` where left out. */
  readonly judgedTrials?: number;
}

/** What was simulated of a design. */
export interface SimulatedDesign {
  /** Draws from what is not known, at each of which there are trials. */
  readonly draws: readonly DrawnValues[];
  /** Figures by draw and trial. */
  readonly figures: readonly (readonly (readonly number[])[])[];
}

/** Fewest trials in all of which posteriors are made, unless fewer are simulated (assumed: Monte-Carlo errors of about 1 % of an SD). */
export const MIN_JUDGED_TRIALS = 1500;
/** Share of trials up to which a figure may be undefined: one that is more often is not used (assumed). */
const MAX_UNDEFINED = 0.01;
/** Fewest trials at a draw from which its SDs are taken (assumed). */
const MIN_TRIALS = 5;

/**
 * Preposterior analysis: what a study of a design is expected to teach about a parameter. Trials are simulated at draws from what is not known. Of each, the linear combinations of its figures
 * that predict each unknown parameter best are kept; their joint sampling distribution, normal with means and SDs that are polynomials of the parameters, gives weights to reference draws
 * that were not simulated: the posterior given that trial. Fits are made without the part of the draws whose trials they judge. The error of the polynomials at draws that they did
 * not see is part of the covariance.
 *
 * Standard errors come from the draws, whose trials belong together. That of the prior SD σ is √(μ₄ − σ⁴)/(2σ√n) with n the independent draws behind the prior. Of the reduction 1 − S/σ, S the
 * mean SD of posteriors, there is a second part: S rests on the same draws as σ. A draw with the value v moves σ by ((v − μ)² − σ²)/(2σn) and S by the mean over trials of
 * W ((v − m)² − s²)/(2sn), with W its weight over its prior one, m and s mean and SD of the posterior (infinitesimal jackknife); the part is the SD over draws of what follows for S/σ, over √n.
 * @param reference  draws that are independent of those that were simulated
 * @param independent  how many draws the prior is known by: fewer than the reference where this is smoothed from a sample
 * @see Heath, Manolopoulou & Baio (2017) A review of methods for analysis of the expected value of information. Med Decis Making 37:747–758, DOI 10.1177/0272989X17697692;
 *   Efron (1982) The Jackknife, the Bootstrap and Other Resampling Plans, §6, DOI 10.1137/1.9781611970319; Price, Drovandi, Lee & Nott (2018) Bayesian synthetic likelihood. J Comput Graph Stat 27:1–11, DOI 10.1080/10618600.2017.1302882
 */
export function valueOfStudy(
  { draws, figures }: SimulatedDesign,
  reference: readonly DrawnValues[],
  { parameter, threshold, certainty, judgedTrials = MIN_JUDGED_TRIALS }: ValueQuestion,
  independent: number = reference.length,
): ValueOfStudy {
  const { of, paths } = coordinatesOf(reference);
  const { points, truths, notEstimable } = usablePoints(draws, figures, of, parameter);
  const sorted = [...reference].sort((a, b) => a[parameter] - b[parameter]);
  const values = Float64Array.from(sorted, (set) => set[parameter]);
  const coordinates = sorted.map(of);
  const prior = weightedSpread(values, new Float64Array(values.length).fill(1 / values.length), threshold);
  const emulators = emulateDesign(points);
  const perDraw = Math.max(1, Math.round(judgedTrials / points.length));
  const pull = new Float64Array(values.length);
  const weights = Array.from({ length: TRIALS_AT_ONCE }, () => new Float64Array(values.length));
  const judged = points.map((): (ReturnType<typeof weightedSpread> & { readonly truth: number })[] => []);
  emulators.forEach((emulator, fold) => {
    const likelihood = new TrialLikelihood(emulator, coordinates, paths.indexOf(parameter));
    const own = points.flatMap(({ trials }, place) =>
      place % FOLDS === fold ? trials.slice(0, perDraw).map((trial) => ({ place, kept: emulator.kept(trial) })) : [],
    );
    for (let from = 0; from < own.length; from += TRIALS_AT_ONCE) {
      const some = own.slice(from, from + TRIALS_AT_ONCE);
      likelihood.of(
        some.map(({ kept }) => kept),
        weights.slice(0, some.length),
      );
      some.forEach(({ place }, trial) => {
        const spread = weightedSpread(values, weights[trial], threshold, true);
        judged[place].push({ ...spread, truth: truths[place] });
        addPull(values, weights[trial], spread, pull);
      });
    }
  });
  type Judged = (typeof judged)[number][number];
  const expected = (figure: (each: Judged) => number): Expected => {
    const means = judged.map((posteriors) => posteriors.reduce((sum, each) => sum + figure(each) / posteriors.length, 0));
    const { mean, sd } = momentsOf(means);
    return { value: mean, mcse: sd / Math.sqrt(means.length) };
  };
  const isSure = ({ above }: Judged): boolean => above >= certainty || 1 - above >= certainty;
  const isRight = ({ above, truth }: Judged): boolean => above >= certainty === truth > threshold;
  const posteriorSd = expected(({ sd }) => sd);
  const variance = expected(({ sd }) => squared(sd)).value;
  const ratio = expected(({ mean, truth }) => squared(truth - mean) / variance).value;
  const all = judged.flat();
  const effective = all.map((each) => each.effective).sort((a, b) => a - b);
  return {
    prior: {
      mean: prior.mean,
      sd: { value: prior.sd, mcse: sdError(values, prior, independent) },
      width90: prior.width90,
      above: prior.above,
    },
    posteriorSd,
    reduction: {
      value: 1 - posteriorSd.value / prior.sd,
      mcse: Math.sqrt(
        squared(posteriorSd.mcse / prior.sd) + squared(ratioError(values, prior, posteriorSd.value, pull, all.length, independent)),
      ),
    },
    width90: expected(({ width90 }) => width90),
    conclusion: {
      right: expected((each) => (isSure(each) && isRight(each) ? 1 : 0)),
      wrong: expected((each) => (isSure(each) && !isRight(each) ? 1 : 0)),
      none: expected((each) => (isSure(each) ? 0 : 1)),
    },
    calibration: { value: ratio, mcse: expected(({ mean, sd, truth }) => (squared(truth - mean) - ratio * squared(sd)) / variance).mcse },
    effectiveDraws: effective[Math.floor(effective.length / 2)],
    trials: all.length,
    notEstimable,
  };
}

/** Points with the trials that have every figure that is used, and the true values of the parameter there. */
function usablePoints(
  draws: readonly DrawnValues[],
  figures: SimulatedDesign['figures'],
  of: (set: DrawnValues) => Float64Array,
  parameter: string,
): { points: DesignPoint[]; truths: number[]; notEstimable: number } {
  const all = figures.reduce((sum, { length }) => sum + length, 0);
  const used = figures[0][0].flatMap((_, figure) => {
    const missing = figures.reduce((sum, rows) => sum + rows.filter((row) => !Number.isFinite(row[figure])).length, 0);
    return missing <= MAX_UNDEFINED * all ? [figure] : [];
  });
  if (used.length === 0) throw new RangeError('no figure of the design is defined in its trials');
  let left = 0;
  const truths: number[] = [];
  const points = draws.flatMap((set, draw): DesignPoint[] => {
    const trials = figures[draw].map((row) => Float64Array.from(used, (figure) => row[figure])).filter((row) => row.every(Number.isFinite));
    left += trials.length;
    if (trials.length < MIN_TRIALS) return [];
    truths.push(set[parameter]);
    return [{ point: of(set), trials }];
  });
  return { points, truths, notEstimable: 1 - left / all };
}
