import type { NumberParameter } from '../../parameters/parameter-table.ts';
import { simulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { simulateStudies, type CellRun } from '../common-random-numbers/simulate-studies.ts';
import { primaryOutcome } from '../common-random-numbers/trial-successes.ts';
import { failedForAnswer, failureShare } from '../simulation/failed-analyses.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import type { UncertainParameter } from './prior-draws.ts';
import { priorQuantile } from './prior.ts';
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

/** Probabilities of a prior at which a parameter's low and high lie (assumed). */
const TAIL = 0.1;

/** Share of its value by which a parameter is moved where nothing says how uncertain it is (assumed). */
const SHARE = 0.25;

/** Values at which power is simulated along the parameter on which it depends most. */
const POINTS = 9;

/** A number of a scenario that may be moved. */
export interface MovableValue {
  readonly path: string;
  readonly value: number;
  readonly parameter: NumberParameter;
}

/** Ranges of a tornado, and in words where they come from. */
export interface TornadoRanges {
  readonly from: string;
  readonly ranges: readonly TornadoRange[];
}

/**
 * The ranges between the quantiles of priors.
 *
 * @param known  the values that the priors are about
 * @example
 * ```ts
 * import { rangesOfPriors } from 'crossover-sim/power';
 * import { readScenario, starterScenario, uncertaintyOf, uncertainValues } from 'crossover-sim/scenario';
 * const priors = 'uncertainty: { priors: { gaussian.difference: { distribution: normal, mean: 3, sd: 1, source: assumed } } }';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 }) + priors;
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) throw new Error('not a scenario');
 * const known = uncertainValues(read.scenario);
 * const { ranges } = rangesOfPriors(known, uncertaintyOf(read.scenario)?.parameters ?? []);
 * ranges[0]; // → { path: 'gaussian.difference', low: 1.72, high: 4.28 }
 * ```
 */
export function rangesOfPriors(known: readonly MovableValue[], parameters: readonly UncertainParameter[]): TornadoRanges {
  const ranges = parameters.flatMap(({ path, prior, support }) => {
    const value = known.find((each) => each.path === path);
    return value === undefined ? [] : ranged(value, priorQuantile(prior, TAIL, support), priorQuantile(prior, 1 - TAIL, support));
  });
  return { from: `${100 * TAIL} % and ${100 - 100 * TAIL} % quantiles of the scenario's priors`, ranges };
}

/**
 * A quarter to either side of every number of the model, where nothing says how uncertain it is.
 *
 * @example
 * ```ts
 * import { rangesByShare } from 'crossover-sim/power';
 * import { readScenario, starterScenario, uncertainValues } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) throw new Error('not a scenario');
 * const { ranges } = rangesByShare(uncertainValues(read.scenario));
 * ranges.find(({ path }) => path === 'gaussian.difference'); // → { low: 2.25, assumed: 3, high: 3.75 }
 * ```
 */
export function rangesByShare(known: readonly MovableValue[]): TornadoRanges {
  return {
    from: `${100 * SHARE} % below and above every value of the model, because the scenario has no uncertainty section (assumed: these ranges do not state what is known)`,
    ranges: known
      .filter(({ path, parameter }) => parameter.source !== 'definition' && !/^(design|visits)\./.test(path))
      .flatMap((value) => ranged(value, value.value - SHARE * Math.abs(value.value), value.value + SHARE * Math.abs(value.value))),
  };
}

/** The range within the bounds of the parameter; none where it then holds one value only. */
function ranged({ path, value, parameter }: MovableValue, low: number, high: number): TornadoRange[] {
  const { min, max, integer, unit } = parameter;
  const within = (x: number): number => Math.min(max, Math.max(min, integer === true ? Math.round(x) : Number(x.toPrecision(6))));
  const [lowest, highest] = [within(low), within(high)];
  return lowest < highest ? [{ path, unit, assumed: value, low: lowest, high: highest }] : [];
}

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

/** A range with the study at its ends, and what came of them. */
interface RangeEnds {
  readonly range: TornadoRange;
  readonly low: Study;
  readonly high: Study;
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
  { ranges, from }: TornadoRanges,
  studyAt: StudyAt,
  options: TornadoOptions = {},
): Promise<TornadoOutcome> {
  const { ends, refused } = endsOf(ranges, studyAt);
  if (ends.length === 0 || (options.strict === true && refused.length > 0)) return { status: 'refused', reasons: refused };
  const studies = [study, ...ends.flatMap(({ low, high }) => [low, high])];
  const [base, ...runs] = await simulateStudies(
    studies.map((each) => ({ study: each })),
    options,
  );
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
  const bars = sortedBars(estimable);
  const answer: TornadoAnswer = {
    of: name,
    from,
    base: simulatedProportion(base.successes.count(series), base.successes.trials),
    target: study.power.target,
    bars,
    refused,
    ...(study.claim?.holds === false ? { falseClaim: true } : {}),
    ...(await thresholdOf(study, bars[0], base, studyAt, options)),
  };
  return { status: 'answered', answer };
}

/** The study at both ends of every range that it can take. */
function endsOf(ranges: readonly TornadoRange[], studyAt: StudyAt): { ends: RangeEnds[]; refused: string[] } {
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

/** Where power crosses the target along the range of the parameter on which it depends most. */
async function thresholdOf(
  study: Study,
  { path, low, high, assumed, unit }: TornadoBar,
  base: CellRun,
  studyAt: StudyAt,
  options: SimulationOptions,
): Promise<{ threshold?: Threshold }> {
  const { series } = primaryOutcome(study);
  const { target } = study.power;
  const powerOf = ({ successes }: CellRun): number => successes.count(series) / successes.trials;
  const step = (high.value - low.value) / (POINTS - 1);
  const inner = Array.from({ length: POINTS - 2 }, (_, i) => low.value + (i + 1) * step);
  const possible = inner.flatMap((value) => {
    const variant = studyAt(path, value);
    return typeof variant === 'string' ? [] : [{ value, study: variant }];
  });
  const runs = await simulateStudies(
    possible.map((each) => ({ study: each.study })),
    options,
  );
  const ends = [low, high].map(({ value, power }) => ({ value, power: power.value }));
  const own = Number.isFinite(assumed) && assumed > low.value && assumed < high.value ? [{ value: assumed, power: powerOf(base) }] : [];
  const points = [...ends, ...own, ...possible.map(({ value }, i) => ({ value, power: powerOf(runs[i]) }))].sort(
    (a, b) => a.value - b.value,
  );
  const pair = crossing(points, target, assumed);
  if (pair === undefined) return {};
  const found = interpolated(pair, target, base.successes.trials);
  return { threshold: { path, unit, ...found, risesThrough: pair[1].power > pair[0].power } };
}
