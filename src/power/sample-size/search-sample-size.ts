import { checkSimulationOptions, checkSizeQuestion } from '../check-arguments.ts';
import { checkAnalysisName, checkStudy } from '../../study/check-study.ts';
import { check } from '../../arguments/shape.ts';
import { onlyWhatDecides, withParticipants } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import { oppositeDirection } from '../characteristics/analysis-notes.ts';
import { countsOf, inquire, type Inquiry } from '../common-random-numbers/inquiry.ts';
import type { StudyCell } from '../common-random-numbers/simulate-studies.ts';
import type { CurveCounts } from '../simulation/nested-trials.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import type { TrueEffect } from '../true-effect.ts';
import { bracket, curveOf, sizesBetween, smallestReaching, type SampleSizeAnswer } from './sample-size.ts';

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
export function allocationStep(study: Pick<Study, 'trial'>): number {
  check('study', study, { fields: { trial: { fields: { design: { fields: { weights: { list: 'positive', least: 1 } } } } } } });
  const { design } = study.trial;
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
  question: SampleSizeQuestion,
  options: SimulationOptions = {},
): Promise<SampleSizeAnswer> {
  checkStudy('whole', whole);
  checkSizeQuestion('question', question);
  if (question.analysis !== undefined) checkAnalysisName('question.analysis', question.analysis, whole);
  checkSimulationOptions('options', options);
  return inquire(sampleSizeInquiry(whole, question), options);
}

/**
 * The search for a number of patients as a question: small runs of growing size first, then the sizes that these leave, and true effects where none reaches the power.
 * @throws RangeError as `searchSampleSize`
 */
export function sampleSizeInquiry(
  whole: Study,
  { target = whole.power.target, max, analysis }: SampleSizeQuestion,
): Inquiry<SampleSizeAnswer> {
  const study = studyAsked(whole, analysis);
  const step = allocationStep(study);
  const most = step * Math.floor(max / step);
  const trials = study.power.replicates;
  const of = analysis ?? study.claim?.name ?? Object.keys(study.analyses)[0];
  return (runs) => {
    let largest = Math.min(most, step * Math.ceil(PILOT_PATIENTS / step));
    for (let position = 0; ; position++) {
      const pilot = cellAt(study, sizesBetween(step, largest, step, PILOT_SIZES), PILOT_TRIALS);
      if (position === runs.length) return { cells: [pilot] };
      const { low, high, reached } = bracket(curveOf(pilot.study, pilot.sizes, countsOf(runs[position]), analysis), target, PILOT_TRIALS);
      if (!reached && largest < most) {
        largest = Math.min(most, 2 * largest);
        continue;
      }
      const last = cellAt(study, sizesBetween(low, high, step, MAX_SIZES), trials);
      if (position + 1 === runs.length) return { cells: [last] };
      const counts = countsOf(runs[position + 1]);
      const curve = curveOf(last.study, last.sizes, counts, analysis);
      const base = { target, of, replicates: trials, curve };
      const found = smallestReaching(curve, target, trials);
      if (found !== undefined) {
        const failed = failedAt(study, analysis, counts, last.sizes.indexOf(found.participants));
        return {
          answer: failed.length === 0 ? { ...base, answer: found } : { ...base, failures: failureText(study, failed, found.participants) },
        };
      }
      if (position + 2 === runs.length) return { cells: [{ study: withTrials(study, 0), judged: true }] };
      const notes = notesOnAnalyses(study, runs[position + 2].truths);
      return {
        answer: { ...base, notReached: `no size up to ${most} patients reaches ${target}`, ...(notes.length === 0 ? {} : { notes }) },
      };
    }
  };
}

/** Trials of the largest of some sizes, analysed at each. */
export function cellAt(study: Study, sizes: readonly number[], trials: number): Required<Pick<StudyCell, 'study' | 'sizes'>> {
  return { study: withTrials(withParticipants(study, sizes[sizes.length - 1]), trials), sizes };
}

function withTrials(study: Study, replicates: number): Study {
  return { ...study, power: { ...study.power, replicates } };
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
function notesOnAnalyses(study: Study, truths: readonly TrueEffect[]): string[] {
  return Object.entries(study.analyses).flatMap(([name, planned], position) => {
    const note = oppositeDirection(planned, truths[position]);
    return note === undefined ? [] : [`${name}: ${note}`];
  });
}
