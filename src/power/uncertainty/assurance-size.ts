import { checkDrawn, checkSimulationOptions, checkSizeQuestion } from '../check-arguments.ts';
import { check } from '../../arguments/shape.ts';
import { checkAnalysisName, checkStudy } from '../../study/check-study.ts';
import { onlyWhatDecides } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import { countsOf, inquire, type Inquiry } from '../common-random-numbers/inquiry.ts';
import type { CellRun, StudyCell } from '../common-random-numbers/simulate-studies.ts';
import { bracket, curveOf, sizesBetween, type CurvePoint } from '../sample-size/sample-size.ts';
import { allocationStep, cellAt } from '../sample-size/search-sample-size.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import { assuranceCeiling } from './assurance-ceiling.ts';
import { summariseAssurance } from './assurance.ts';
import type { DrawnStudy } from './run-assurance.ts';

/** Trials of the rough search, over all draws. */
const PILOT_TRIALS = 4000;
const PILOT_SIZES = 16;
const PILOT_PATIENTS = 32;
/** Fewest trials at one draw from the prior, as `runAssurance` has them. */
const MIN_TRIALS = 100;
/** Most sizes of the final curve. */
const MAX_SIZES = 40;
/** Standard errors of a 95 % interval. */
const WITHIN = 1.96;

/** What a number of participants is searched for. */
export interface AssuranceSizeQuestion {
  /** Assurance to reach; `power.target` where left out. */
  readonly target?: number | undefined;
  /** Largest number of participants tried. */
  readonly max: number;
  /** The analysis that must succeed; the claim, or the only analysis, where left out. */
  readonly analysis?: string | undefined;
  /** Whether the draws are all that the prior has, and no sample of it. */
  readonly exhaustive: boolean;
}

/** A probability averaged over a prior, with its Monte-Carlo standard error. */
export interface Averaged {
  readonly value: number;
  readonly mcse: number;
}

/** What a search for a sample size by assurance found. */
export interface AssuranceSizeAnswer {
  readonly target: number;
  /** The claim or analysis whose probability of success is averaged. */
  readonly of: string;
  readonly draws: number;
  readonly trialsPerDraw: number;
  /** What assurance tends to as the trial grows. */
  readonly ceiling: number;
  readonly answer?: {
    readonly participants: number;
    readonly assurance: Averaged;
    /** Sizes whose assurance may, and surely does, reach the target; `upper` is absent where no size simulated surely does. */
    readonly interval: { readonly level: number; readonly lower: number; readonly upper?: number };
  };
  /** Why no number of participants is given. */
  readonly notReached?: string;
  /** Assurance by number of participants around the answer, from nested trials. */
  readonly curve: readonly { readonly participants: number; readonly assurance: Averaged }[];
}

/**
 * The smallest number of participants whose assurance reaches the target: power averaged over the draws, each with trials of its own that are analysed
 * at every size. Assurance is bounded by the probability that what is claimed is true (`assuranceCeiling`); a target above it is refused before anything is simulated.
 *
 * @param study  as it stands; `power.replicates` trials are shared out over the draws
 * @throws RangeError if a study contradicts itself; SimulationAborted if the signal asks to stop
 * @see O'Hagan, Stevens & Campbell (2005) Assurance in clinical trial design. Pharm Stat 4:187–201, DOI 10.1002/pst.175
 * @example
 * ```ts
 * import { drawsOf, searchAssuranceSize } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const study = readStudy(text, { replicates: 2000 });
 * const drawn = [2, 4].map((difference) => ({
 *   draw: { weight: 0.5, set: { 'gaussian.difference': difference } },
 *   study: readStudy(text, { set: [`gaussian.difference=${difference}`] }),
 * }));
 * const { answer } = await searchAssuranceSize(study, drawn, { target: 0.7, max: 200, exhaustive: true });
 * answer?.participants; // → 44
 * ```
 */
export async function searchAssuranceSize(
  study: Study,
  drawn: readonly DrawnStudy[],
  question: AssuranceSizeQuestion,
  options: SimulationOptions = {},
): Promise<AssuranceSizeAnswer> {
  checkStudy('study', study);
  checkDrawn('drawn', drawn);
  checkSizeQuestion('question', question);
  check('question.exhaustive', question.exhaustive, 'boolean');
  if (question.analysis !== undefined) checkAnalysisName('question.analysis', question.analysis, study);
  checkSimulationOptions('options', options);
  const ceiling = await ceilingOf(drawn, question.analysis, options);
  return inquire(assuranceSizeInquiry(study, drawn, question, ceiling), options);
}

/** What assurance tends to as the trial grows, by the analyses that decide. @throws SimulationAborted if the signal asks to stop */
export async function ceilingOf(
  drawn: readonly DrawnStudy[],
  analysis: string | undefined,
  options: SimulationOptions = {},
): Promise<number> {
  return assuranceCeiling(decidingCells(drawn, analysis), options, analysis);
}

function decidingCells(drawn: readonly DrawnStudy[], analysis: string | undefined): DrawnStudy[] {
  const asked = analysis === undefined ? undefined : [analysis];
  return drawn.map(({ draw, study }) => ({ draw, study: onlyWhatDecides(study, asked) }));
}

/** The search for a number of participants by assurance as a question. @param ceiling  of `ceilingOf` */
export function assuranceSizeInquiry(
  study: Study,
  drawn: readonly DrawnStudy[],
  { target = study.power.target, max, analysis, exhaustive }: AssuranceSizeQuestion,
  ceiling: number,
): Inquiry<AssuranceSizeAnswer> {
  const cells = decidingCells(drawn, analysis);
  const draws = drawn.length;
  const trialsPerDraw = Math.max(MIN_TRIALS, Math.ceil(study.power.replicates / draws));
  const of = analysis ?? study.claim?.name ?? Object.keys(study.analyses)[0];
  const base = { target, of, draws, trialsPerDraw, ceiling };
  const step = allocationStep(study);
  const most = step * Math.floor(max / step);
  const pilotTrials = Math.max(20, Math.ceil(Math.min(PILOT_TRIALS, study.power.replicates) / draws));
  const cellsAt = (sizes: readonly number[], trials: number): StudyCell[] =>
    cells.map((cell, position) => ({ ...cellAt(cell.study, sizes, trials), first: position * trials }));
  const curveAt = (sizes: readonly number[], trials: number, runs: readonly CellRun[]): AssuranceSizeAnswer['curve'] => {
    const curves = cells.map((cell, position) => curveOf(cell.study, sizes, countsOf(runs[position]), analysis));
    return sizes.map((participants, place) => {
      const counts = curves.map((curve, position) => ({
        weight: cells[position].draw.weight,
        successes: Math.round(curve[place].power.value * trials),
      }));
      return { participants, assurance: summariseAssurance(counts, trials, target, exhaustive).assurance };
    });
  };
  return (runs) => {
    if (ceiling < target) return { answer: { ...base, curve: [], notReached: aboveCeiling(target, ceiling) } };
    let largest = Math.min(most, step * Math.ceil(PILOT_PATIENTS / step));
    for (let position = 0; ; position += draws) {
      const sizes = sizesBetween(step, largest, step, PILOT_SIZES);
      if (position === runs.length) return { cells: cellsAt(sizes, pilotTrials) };
      const { low, high, reached } = bracket(curveAt(sizes, pilotTrials, runs.slice(position)).map(asPower), target, pilotTrials * draws);
      if (!reached && largest < most) {
        largest = Math.min(most, 2 * largest);
        continue;
      }
      const left = sizesBetween(low, high, step, MAX_SIZES);
      if (position + draws === runs.length) return { cells: cellsAt(left, trialsPerDraw) };
      const curve = curveAt(left, trialsPerDraw, runs.slice(position + draws));
      const answer = smallest(curve, target);
      if (answer !== undefined) return { answer: { ...base, answer, curve } };
      const { value, mcse } = curve[curve.length - 1].assurance;
      const notReached = `no number of participants up to ${most} has an assurance of ${target}: with ${most} it is ${value.toFixed(3)} ± ${mcse.toFixed(3)}, and it cannot pass ${ceiling.toFixed(3)}`;
      return { answer: { ...base, curve, notReached } };
    }
  };
}

function aboveCeiling(target: number, ceiling: number): string {
  return `no number of participants has an assurance of ${target}: averaged over what is not known it cannot pass ${ceiling.toFixed(3)}, since the effects are not as the test needs them in the rest of the draws`;
}

function asPower({ participants, assurance: { value, mcse } }: AssuranceSizeAnswer['curve'][number]): CurvePoint {
  return { participants, power: { value, mcse, lower: value, upper: value } };
}

/** The smallest size from which on every size simulated reaches the target. */
function smallest(curve: AssuranceSizeAnswer['curve'], target: number): AssuranceSizeAnswer['answer'] {
  const last = curve.findLastIndex(({ assurance }) => assurance.value < target);
  if (last === curve.length - 1) return undefined;
  const { participants, assurance } = curve[last + 1];
  const end = (side: 1 | -1) => curve.findLastIndex((point) => point.assurance.value + side * WITHIN * point.assurance.mcse < target) + 1;
  const [may, surely] = [end(1), end(-1)].map((place) => (place < curve.length ? curve[place].participants : undefined));
  const interval = { level: 0.95, lower: Math.min(may ?? participants, participants), ...(surely === undefined ? {} : { upper: surely }) };
  return { participants, assurance, interval };
}
