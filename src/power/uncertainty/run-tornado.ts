import { checkSimulationOptions } from '../check-arguments.ts';
import { check, checkOptional, type Shape } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import { simulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { inquire, type Inquiry, type Step } from '../common-random-numbers/inquiry.ts';
import type { CellRun } from '../common-random-numbers/simulate-studies.ts';
import { primaryOutcome } from '../common-random-numbers/trial-successes.ts';
import { failedForAnswer, failureShare } from '../simulation/failed-analyses.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import {
  crossing,
  interpolated,
  sortedBars,
  tornadoBar,
  type Threshold,
  type TornadoAnswer,
  type TornadoBar,
  type TornadoRange,
} from './tornado.ts';
import type { TornadoRanges } from './tornado-ranges.ts';

/** Values at which power is simulated along the parameter on which it depends most. */
const POINTS = 9;

/** The study with the parameter at a path changed to a value, or why it cannot be had. */
export type StudyAt = (path: string, value: number) => Study | string;

export interface TornadoOptions extends SimulationOptions {
  /** Whether a single range that the study cannot take is reason enough to give none. */
  readonly strict?: boolean;
}

/** A tornado, or why there is none. */
export type TornadoOutcome =
  | { readonly status: 'answered'; readonly answer: TornadoAnswer }
  /** Ranges that the study cannot take. */
  | { readonly status: 'refused'; readonly reasons: readonly string[] }
  /** Analyses that could too often not be estimated: of the study itself, or at an end of every range. */
  | { readonly status: 'not-estimable'; readonly where: 'study' | 'ranges'; readonly reasons: readonly string[] };

/** A range with the study at its ends. */
export interface RangeEnds {
  readonly range: TornadoRange;
  readonly low: Study;
  readonly high: Study;
}

/** The ranges that a study can take, and why it cannot take the others. */
export interface PossibleRanges {
  readonly ends: readonly RangeEnds[];
  readonly refused: readonly string[];
}

/**
 * Power with every uncertain parameter at its low and its high value, all over the same trials, and where power crosses the
 * target along the parameter on which it depends most.
 *
 * @param studyAt  makes variants of the study
 * @throws RangeError if a study contradicts itself; SimulationAborted if the signal asks to stop
 * @example
 * ```ts
 * import { rangesByShare, runTornado } from 'crossover-sim/power';
 * import { readScenario, readStudy, starterScenario, uncertainValues } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const options = { readFile: () => '', replicates: 500 };
 * const read = readScenario({ path: 'trial.yaml', text }, options);
 * if ('problems' in read) throw new Error('not a scenario');
 * const ranges = rangesByShare(uncertainValues(read.scenario));
 * const studyAt = (path: string, value: number) => readStudy(text, { ...options, set: [`${path}=${value}`] });
 * const outcome = await runTornado(read.study, ranges, studyAt);
 * if (outcome.status !== 'answered') throw new Error(outcome.reasons.join('\n'));
 * outcome.answer.bars.map(({ path }) => path)[0]; // → 'gaussian.sdWithin'
 * ```
 */
export async function runTornado(
  study: Study,
  ranges: TornadoRanges,
  studyAt: StudyAt,
  options: TornadoOptions = {},
): Promise<TornadoOutcome> {
  checkStudy('study', study);
  check('ranges', ranges, rangesShape);
  check('studyAt', studyAt, 'function');
  checkSimulationOptions('options', options);
  checkOptional('options.strict', options.strict, 'boolean');
  const possible = possibleRanges(ranges.ranges, studyAt);
  if (isRefused(possible, options.strict)) return { status: 'refused', reasons: possible.refused };
  return inquire(tornadoInquiry(study, { ...possible, from: ranges.from }, studyAt), options);
}

/** Whether there is no tornado, for the ranges that the study cannot take. */
export function isRefused({ ends, refused }: PossibleRanges, strict = false): boolean {
  return ends.length === 0 || (strict && refused.length > 0);
}

/** What a tornado needs to know of its ranges. */
export interface TornadoParts extends PossibleRanges {
  /** Where the ranges come from. */
  readonly from: string;
}

/** A tornado as a question: the study and the ends of all ranges first, then values along the parameter on which power depends most. */
export function tornadoInquiry(study: Study, parts: TornadoParts, studyAt: StudyAt): Inquiry<TornadoOutcome> {
  const first = [study, ...parts.ends.flatMap(({ low, high }) => [low, high])].map((each) => ({ study: each }));
  return (runs) => {
    if (runs.length < first.length) return { cells: first };
    const [base, ...ends] = runs.slice(0, first.length);
    const told = toldBars(study, parts, base, ends);
    if ('status' in told) return { answer: told };
    const threshold = thresholdStep(study, told.bars[0], base, studyAt, runs.slice(first.length));
    return 'cells' in threshold ? threshold : { answer: { status: 'answered', answer: { ...told, ...threshold.answer } } };
  };
}

/** The bars of all ranges, or why there are none. */
function toldBars(
  study: Study,
  { ends, refused: beforehand, from }: TornadoParts,
  base: CellRun,
  runs: readonly CellRun[],
): TornadoAnswer | Exclude<TornadoOutcome, { readonly status: 'answered' }> {
  const refused = [...beforehand];
  const { series, name } = primaryOutcome(study);
  const failed = failedForAnswer(study, base.total);
  if (failed.length > 0) return { status: 'not-estimable', where: 'study', reasons: [failureText(study, base, failed)] };
  const estimable = ends.flatMap(({ range }, i) => {
    const [low, high] = [runs[2 * i], runs[2 * i + 1]];
    const [missing] = [low, high].flatMap(({ total }) => failedForAnswer(study, total));
    if (missing !== undefined) refused.push(`${range.path}: at an end of its range ${missing} can too often not be estimated`);
    return missing === undefined ? [tornadoBar(range, low.successes, high.successes, series)] : [];
  });
  if (estimable.length === 0) return { status: 'not-estimable', where: 'ranges', reasons: refused };
  return {
    of: name,
    from,
    base: simulatedProportion(base.successes.count(series), base.successes.trials),
    target: study.power.target,
    bars: sortedBars(estimable),
    refused,
    ...(study.claim?.holds === false ? { falseClaim: true } : {}),
  };
}

const rangesShape: Shape = {
  fields: {
    from: 'text',
    ranges: { list: { fields: { path: 'word', unit: 'text', low: 'finite', high: 'finite' } } },
  },
};

/** The study at both ends of every range that it can take. */
export function possibleRanges(ranges: readonly TornadoRange[], studyAt: StudyAt): PossibleRanges {
  const refused: string[] = [];
  const ends = ranges.flatMap((range): RangeEnds[] => {
    const [low, high] = [studyAt(range.path, range.low), studyAt(range.path, range.high)];
    for (const end of [low, high]) if (typeof end === 'string') refused.push(`${range.path}: ${end}`);
    return typeof low === 'string' || typeof high === 'string' ? [] : [{ range, low, high }];
  });
  return { ends, refused };
}

function failureText(study: Study, { total }: CellRun, failed: readonly string[]): string {
  const share = 100 * failureShare(study, [total]);
  return `${failed.join(', ')}: up to ${share.toFixed(2)} % of trials could not be analysed: no power is given`;
}

/**
 * Where power crosses the target along the range of the parameter on which it depends most.
 * @param runs  of the values within the range, where they were simulated
 */
function thresholdStep(
  study: Study,
  { path, low, high, assumed, unit }: TornadoBar,
  base: CellRun,
  studyAt: StudyAt,
  runs: readonly CellRun[],
): Step<{ readonly threshold?: Threshold }> {
  const { series } = primaryOutcome(study);
  const { target } = study.power;
  const powerOf = ({ successes }: CellRun): number => successes.count(series) / successes.trials;
  const step = (high.value - low.value) / (POINTS - 1);
  const inner = Array.from({ length: POINTS - 2 }, (_, i) => low.value + (i + 1) * step);
  const possible = inner.flatMap((value) => {
    const variant = studyAt(path, value);
    return typeof variant === 'string' ? [] : [{ value, study: variant }];
  });
  if (runs.length < possible.length) return { cells: possible.map((each) => ({ study: each.study })) };
  const ends = [low, high].map(({ value, power }) => ({ value, power: power.value }));
  const own = Number.isFinite(assumed) && assumed > low.value && assumed < high.value ? [{ value: assumed, power: powerOf(base) }] : [];
  const points = [...ends, ...own, ...possible.map(({ value }, i) => ({ value, power: powerOf(runs[i]) }))].sort(
    (a, b) => a.value - b.value,
  );
  const pair = crossing(points, target, assumed);
  if (pair === undefined) return { answer: {} };
  const found = interpolated(pair, target, base.successes.trials);
  return { answer: { threshold: { path, unit, ...found, risesThrough: pair[1].power > pair[0].power } } };
}
