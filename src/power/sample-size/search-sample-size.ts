import { onlyWhatDecides, withParticipants } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import { oppositeDirection } from '../characteristics/analysis-notes.ts';
import { inlineRunner } from '../simulation/inline-runner.ts';
import type { CurveCounts } from '../simulation/nested-trials.ts';
import { throwIfAborted, type SimulationOptions } from '../simulation/simulation-options.ts';
import type { TrueEffect } from '../true-effect.ts';
import { simulateSizes } from './nested-curve.ts';
import { bracket, curveOf, sizesBetween, smallestReaching, type CurvePoint, type SampleSizeAnswer } from './sample-size.ts';

const PILOT_TRIALS = 1000;
const PILOT_SIZES = 16;
const PILOT_PATIENTS = 32;

/** Most sizes of the final curve; a wider bracket is searched in larger steps. */
const MAX_SIZES = 60;

/** What a sample size is searched for. */
export interface SampleSizeQuestion {
  /** Power to reach; `power.target` where left out. */
  readonly target?: number | undefined;
  /** Largest number of patients tried. */
  readonly max: number;
  /** The analysis that must succeed; the claim, or the only analysis, where left out. */
  readonly analysis?: string | undefined;
}

/**
 * The least number of patients that keeps the ratio of the allocation; trials come in multiples of it.
 *
 * @example
 * ```ts
 * import { allocationStep } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * allocationStep(readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }))); // → 2
 * ```
 */
export function allocationStep({ trial: { design } }: Pick<Study, 'trial'>): number {
  return design.weights.reduce((sum, weight) => sum + weight, 0);
}

/**
 * The smallest number of patients that reaches a power: finds a bracket by small runs of growing size, then simulates
 * `power.replicates` trials and analyses each at every size in the bracket.
 *
 * @throws RangeError if there is no such analysis, or it is not clear which one is meant; SimulationAborted if the signal asks
 *   to stop
 * @example
 * ```ts
 * import { searchSampleSize } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 1000 });
 * const { answer } = await searchSampleSize(study, { target: 0.8, max: 200 });
 * answer?.participants; // → 46
 * ```
 */
export async function searchSampleSize(
  whole: Study,
  { target = whole.power.target, max, analysis }: SampleSizeQuestion,
  options: SimulationOptions = {},
): Promise<SampleSizeAnswer> {
  const study = studyAsked(whole, analysis);
  const step = allocationStep(study);
  const most = step * Math.floor(max / step);
  const used = { ...options, runner: options.runner ?? inlineRunner() };
  const curveAt = async (sizes: readonly number[], trials: number): Promise<{ curve: CurvePoint[]; counts: CurveCounts }> => {
    const largest = sizes[sizes.length - 1];
    const sized = withParticipants(study, largest);
    const counts = await simulateSizes({ study: sized, sizes, trials, stage: { stage: 'sizes', participants: largest } }, used);
    return { curve: curveOf(sized, sizes, counts, analysis), counts };
  };
  let largest = Math.min(most, step * Math.ceil(PILOT_PATIENTS / step));
  let pilot = await pilotAt(largest);
  while (!pilot.reached && largest < most) {
    largest = Math.min(most, 2 * largest);
    pilot = await pilotAt(largest);
  }
  const trials = study.power.replicates;
  const sizes = sizesBetween(pilot.low, pilot.high, step, MAX_SIZES);
  const { curve, counts } = await curveAt(sizes, trials);
  const found = smallestReaching(curve, target, trials);
  const of = analysis ?? study.claim?.name ?? Object.keys(study.analyses)[0];
  const base = { target, of, replicates: trials, curve };
  if (found !== undefined) {
    const failed = failedAt(study, analysis, counts, sizes.indexOf(found.participants));
    return failed.length === 0 ? { ...base, answer: found } : { ...base, failures: failureText(study, failed, found.participants) };
  }
  const notes = await notesOnAnalyses(study, used);
  return { ...base, notReached: `no size up to ${most} patients reaches ${target}`, ...(notes.length === 0 ? {} : { notes }) };

  async function pilotAt(participants: number): Promise<ReturnType<typeof bracket>> {
    const { curve: rough } = await curveAt(sizesBetween(step, participants, step, PILOT_SIZES), PILOT_TRIALS);
    return bracket(rough, target, PILOT_TRIALS);
  }
}

/** The study with what decides about the analysis asked for, or about the claim. @throws RangeError if it is not clear which one is meant */
function studyAsked(study: Study, analysis: string | undefined): Study {
  const names = Object.keys(study.analyses);
  const clear = analysis === undefined ? study.claim !== undefined || names.length === 1 : names.includes(analysis);
  if (!clear) throw new RangeError(`${study.name}: say which analysis must succeed: ${names.join(', ')}`);
  return analysis === undefined ? onlyWhatDecides(study) : onlyWhatDecides(study, [analysis]);
}

/** Which analyses fail too often at a size. */
function failedAt({ analyses, claim, power }: Study, analysis: string | undefined, counts: CurveCounts, size: number): string[] {
  const names = Object.keys(analyses);
  const counted = analysis === undefined ? (claim?.all ?? names) : [analysis];
  return names.filter(
    (name, position) => counted.includes(name) && counts.notEstimable[position][size] > power.maxFailures * counts.trials,
  );
}

function failureText({ power }: Study, failed: readonly string[], participants: number): string {
  return `with ${participants} patients ${failed.join(', ')} could not be analysed in more than power.maxFailures (${100 * power.maxFailures} %) of trials: no size is given`;
}

/** What explains that analyses do not succeed however large the trial is. */
async function notesOnAnalyses(
  study: Study,
  { runner, signal }: SimulationOptions & Required<Pick<SimulationOptions, 'runner'>>,
): Promise<string[]> {
  let truths: readonly TrueEffect[] = [];
  await runner.run('truth', [{ study }], (effects) => (truths = effects), signal);
  throwIfAborted(signal, 0);
  return Object.entries(study.analyses).flatMap(([name, planned], position) => {
    const note = oppositeDirection(planned, truths[position]);
    return note === undefined ? [] : [`${name}: ${note}`];
  });
}
