import { checkDrawn, checkSimulationOptions } from '../check-arguments.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import { simulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { inOneStep, inquire, type Inquiry } from '../common-random-numbers/inquiry.ts';
import type { StudyCell } from '../common-random-numbers/simulate-studies.ts';
import { primaryOutcome } from '../common-random-numbers/trial-successes.ts';
import { failureShare } from '../simulation/failed-analyses.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import { summariseAssurance, type AssuranceAnswer } from './assurance.ts';
import { powerRanges } from './power-ranges.ts';
import type { PriorDraw } from './prior-draws.ts';

/** Fewest trials at one draw from the prior (assumed): with fewer the noise of the trials would hide the spread. */
const MIN_TRIALS = 100;

/** The study at one draw from the prior. */
export interface DrawnStudy {
  readonly draw: PriorDraw;
  readonly study: Study;
}

export interface AssuranceOptions extends SimulationOptions {
  /** Whether the draws are all that the prior has, and no sample of it. */
  readonly exhaustive: boolean;
}

/** Assurance, or the share of trials that could not be analysed, which is too large for one. */
export type AssuranceOutcome =
  { readonly status: 'answered'; readonly answer: AssuranceAnswer } | { readonly status: 'not-estimable'; readonly share: number };

/**
 * Power averaged over what is not known: `power.replicates` trials shared out over the draws, each with trials of its own, and
 * as many of the study as it stands.
 *
 * @throws RangeError if a study contradicts itself; SimulationAborted if the signal asks to stop
 * @example
 * ```ts
 * import { drawsOf, runAssurance } from 'crossover-sim/power';
 * import { readScenario, readStudy, starterScenario, uncertaintyOf } from 'crossover-sim/scenario';
 * const priors = 'uncertainty: { priors: { gaussian.difference: { distribution: normal, mean: 3, sd: 1, source: assumed } } }';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 }) + priors;
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '', replicates: 1000 });
 * const uncertainty = 'problems' in read ? undefined : uncertaintyOf(read.scenario);
 * if ('problems' in read || uncertainty === undefined) throw new Error('nothing is uncertain');
 * const drawn = drawsOf(uncertainty, read.study.seed).map((draw) => ({
 *   draw,
 *   study: readStudy(text, { set: Object.entries(draw.set).map(([path, value]) => `${path}=${value}`) }),
 * }));
 * const outcome = await runAssurance(read.study, drawn, { exhaustive: false });
 * if (outcome.status === 'not-estimable') throw new Error('too many trials could not be analysed');
 * outcome.answer.assurance; // → { value: 0.51275, mcse: 0.0161303 }
 * ```
 */
export async function runAssurance(study: Study, drawn: readonly DrawnStudy[], options: AssuranceOptions): Promise<AssuranceOutcome> {
  checkStudy('study', study);
  checkDrawn('drawn', drawn);
  checkSimulationOptions('options', options);
  check('options.exhaustive', options.exhaustive, 'boolean');
  return inquire(assuranceInquiry(study, drawn, options.exhaustive), options);
}

function trialsPerDraw({ power }: Study, draws: number): number {
  return Math.max(MIN_TRIALS, Math.ceil(power.replicates / draws));
}

/** The cells of an assurance: the study as it stands, then every draw with trials of its own. */
export function assuranceCells(study: Study, drawn: readonly DrawnStudy[]): readonly [StudyCell, ...StudyCell[]] {
  const trials = trialsPerDraw(study, drawn.length);
  const cells = drawn.map(({ study: one }, position) => ({
    study: { ...one, power: { ...one.power, replicates: trials } },
    first: position * trials,
  }));
  return [{ study }, ...cells];
}

/** Power averaged over what is not known, as a question. @param exhaustive  whether the draws are all that the prior has */
export function assuranceInquiry(study: Study, drawn: readonly DrawnStudy[], exhaustive: boolean): Inquiry<AssuranceOutcome> {
  const { replicates, target, maxFailures } = study.power;
  const trials = trialsPerDraw(study, drawn.length);
  return inOneStep(assuranceCells(study, drawn), ([base, ...runs]): AssuranceOutcome => {
    const notEstimable = failureShare(
      study,
      [base, ...runs].map(({ total }) => total),
    );
    if (notEstimable > maxFailures) return { status: 'not-estimable', share: notEstimable };
    const { series, name } = primaryOutcome(study);
    const counts = runs.map(({ successes }, position) => ({ weight: drawn[position].draw.weight, successes: successes.count(series) }));
    const answer: AssuranceAnswer = {
      of: name,
      target,
      trialsPerDraw: trials,
      notEstimable,
      ...(study.claim?.holds === false ? { falseClaim: true } : {}),
      asAssumed: simulatedProportion(base.successes.count(series), replicates),
      ...summariseAssurance(counts, trials, target, exhaustive),
      ranges: powerRanges({ counts, trials, seed: study.seed, exhaustive }),
      ...(study.posterior === undefined ? {} : { posterior: true }),
      draws: drawn.map(({ draw }, position) => ({ ...draw, power: counts[position].successes / trials })),
    };
    return { status: 'answered', answer };
  });
}
