import { checkAnalysisName } from '../../study/check-study.ts';
import { checkDrawn, checkSimulationOptions } from '../check-arguments.ts';
import { marginsOfEffect } from '../../analysis/estimators/margins.ts';
import { methodNamed } from '../../analysis/index.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { orientationOf } from '../interim/interim-bounds.ts';
import { inlineRunner } from '../simulation/inline-runner.ts';
import { throwIfAborted, type SimulationOptions } from '../simulation/simulation-options.ts';
import type { TrueEffect } from '../true-effect.ts';
import type { DrawnStudy } from './run-assurance.ts';

/**
 * What assurance tends to as a trial grows: the weight of the draws in which all analyses that decide succeed in the end. A test against no effect succeeds where the effect lies on the side
 * that counts (with the probability of its level where there is none), one against margins where the effect lies within them; what is not known counts as success.
 *
 * @param analysis  the analysis that must succeed; the claim's, or else the first, where left out
 * @throws SimulationAborted if the signal asks to stop
 * @example
 * ```ts
 * import { assuranceCeiling } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 }).replace('two-sided', 'greater');
 * const drawn = [-1, 2, 4, 6].map((difference) => ({
 *   draw: { weight: 0.25, set: { 'gaussian.difference': difference } },
 *   study: readStudy(text, { set: [`gaussian.difference=${difference}`] }),
 * }));
 * await assuranceCeiling(drawn); // → 0.75
 * ```
 */
export async function assuranceCeiling(drawn: readonly DrawnStudy[], options: SimulationOptions = {}, analysis?: string): Promise<number> {
  checkDrawn('drawn', drawn);
  checkSimulationOptions('options', options);
  if (analysis !== undefined) checkAnalysisName('analysis', analysis, drawn[0].study);
  const runner = options.runner ?? inlineRunner();
  const truths: TrueEffect[][] = [];
  await runner.run(
    'truth',
    drawn.map(({ study }) => ({ study: { ...study, power: { ...study.power, truthPatients: fewer(study) } } })),
    (effects, cell) => (truths[cell] = effects),
    options.signal,
  );
  throwIfAborted(options.signal, 0);
  const sum = drawn.reduce((total, { draw, study }, cell) => {
    const needed = analysis === undefined ? (study.claim?.all ?? Object.keys(study.analyses).slice(0, 1)) : [analysis];
    const limits = Object.entries(study.analyses).map(([name, planned], place) =>
      needed.includes(name) ? largeTrialPower(planned, truths[cell][place]) : 1,
    );
    return total + draw.weight * Math.min(...limits);
  }, 0);
  return Math.min(1, sum);
}

/** Participants from whose potential outcomes the side of an effect is read (assumed): its size is not needed. */
const fewer = ({ power: { truthPatients } }: Study): number => Math.min(truthPatients, 2000);

/** Power of an analysis in a trial without end, at most. */
function largeTrialPower(planned: PlannedAnalysis, { value, referenceMean }: TrueEffect): number {
  if (value === null) return 1;
  const { nullHypothesis, margins } = methodNamed(planned.method);
  const { sign, sided } = orientationOf(planned);
  if (nullHypothesis === 'difference') return value === 0 ? planned.alpha : sided === 2 || value * sign > 0 ? 1 : 0;
  if (margins === undefined) return 1;
  const [lower, upper] = marginsOfEffect(margins(planned.options), referenceMean);
  return within(value, lower, upper, nullHypothesis === 'equivalence' ? undefined : sign) ? 1 : 0;
}

/** Whether an effect lies within margins; of non-inferiority on the side of harm alone. */
function within(value: number, lower: number, upper: number, better: 1 | -1 | undefined): boolean {
  const aboveLower = better === -1 || value > lower;
  const belowUpper = better === 1 || value < upper;
  return aboveLower && belowUpper;
}
