import { uncertainParameterShape } from './prior-draws.ts';
import { type Shape, check } from '../../arguments/shape.ts';
import type { NumberParameter } from '../../parameters/parameter-table.ts';
import type { Uncertainty, UncertainParameter } from './prior-draws.ts';
import { weightedQuantile } from './assurance.ts';
import { priorQuantile } from './prior.ts';
import type { TornadoRange } from './tornado.ts';

/** Probabilities of a prior at which a parameter's low and high lie (assumed). */
const TAIL = 0.1;

/** Probabilities at which the ends of what a posterior is of lie. */
const POSTERIOR_TAIL = 0.05;

/** Share of its value by which a parameter is moved where nothing says how uncertain it is (assumed). */
const SHARE = 0.25;

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
  check('known', known, movableShape);
  check('parameters', parameters, { list: uncertainParameterShape });
  const ranges = parameters.flatMap(({ path, prior, support }) => {
    const value = known.find((each) => each.path === path);
    return value === undefined ? [] : ranged(value, priorQuantile(prior, TAIL, support), priorQuantile(prior, 1 - TAIL, support));
  });
  return { from: `${100 * TAIL} % and ${100 - 100 * TAIL} % quantiles of the scenario's priors`, ranges };
}

/**
 * The ranges between the 5 % and 95 % quantiles of what a scenario says with a posterior: of its draws, and of the priors of other parameters.
 * @param known  the values that the uncertainty is about
 */
export function rangesOfPosterior(known: readonly MovableValue[], { joint = [], parameters }: Uncertainty): TornadoRanges {
  const tails = [POSTERIOR_TAIL, 1 - POSTERIOR_TAIL];
  const ranges = known.flatMap((value) => {
    const drawn = joint.flatMap(({ weight, set }) => (Object.hasOwn(set, value.path) ? [{ weight, value: set[value.path] }] : []));
    const uncertain = parameters.find(({ path }) => path === value.path);
    if (drawn.length === 0 && uncertain === undefined) return [];
    const sorted = drawn.sort((a, b) => a.value - b.value);
    const [low, high] = tails.map((p) =>
      uncertain === undefined ? weightedQuantile(sorted, p) : priorQuantile(uncertain.prior, p, uncertain.support),
    );
    return ranged(value, low, high);
  });
  const from = `${100 * POSTERIOR_TAIL} % and ${100 - 100 * POSTERIOR_TAIL} % quantiles of the scenario's posterior`;
  return { from: parameters.length === 0 ? from : `${from}, and of its priors of other values`, ranges };
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
  check('known', known, movableShape);
  return {
    from: `${100 * SHARE} % below and above every value of the model, because the scenario has no uncertainty section (assumed: these ranges do not state what is known)`,
    ranges: known
      .filter(({ path, parameter }) => parameter.source !== 'definition' && !/^(?:design|visits|analyses)\./.test(path))
      .flatMap((value) => ranged(value, value.value - SHARE * Math.abs(value.value), value.value + SHARE * Math.abs(value.value))),
  };
}

const movableShape: Shape = {
  list: {
    fields: { path: 'word', value: 'finite', parameter: { fields: { min: 'number', max: 'number', unit: 'text', source: 'text' } } },
  },
};

/** The range within the bounds of the parameter; none where it then holds one value only. */
function ranged({ path, value, parameter }: MovableValue, low: number, high: number): TornadoRange[] {
  const { min, max, integer, unit } = parameter;
  const within = (x: number): number => Math.min(max, Math.max(min, integer === true ? Math.round(x) : Number(x.toPrecision(6))));
  const [lowest, highest] = [within(low), within(high)];
  return lowest < highest ? [{ path, unit, assumed: value, low: lowest, high: highest }] : [];
}
