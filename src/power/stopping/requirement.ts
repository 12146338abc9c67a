import { checkPositive } from '../../arguments/numbers.ts';
import { checkTally } from '../check-arguments.ts';
import { type Shape, check } from '../../arguments/shape.ts';
import { checkAnalysisName, checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import type { Tally } from '../simulation/tally.ts';
import type { Decision } from './decision.ts';
import {
  CLAIM,
  type Bound,
  type Requirement,
  requiredSuccesses,
  sequentialInterval,
  sequentialDecision,
  jointDecision,
  untilDecided,
  precision,
  fixedNumber,
  type StoppingRule,
} from './stopping-rule.ts';

/** One requirement and how it was judged: by an interval that stays valid however often one looks. */
export interface RequirementResult {
  /** `claim`, or the name of an analysis. */
  readonly of: string;
  readonly decision: Decision;
  /** The rate that is required. */
  readonly power: number;
  /** `below` for an upper bound; left out where power must be at least what is required. */
  readonly bound?: Bound;
  /** Coverage of the confidence sequence; of several requirements each has a share of the error, so that all together hold with 95 %. */
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
}

/** The rate that is required with its bound, in words: `at least 0.8`, `below 0.05`. */
export function boundWords({ power, bound = 'at-least' }: { readonly power: number; readonly bound?: Bound | undefined }): string {
  return `${bound === 'at-least' ? 'at least' : 'below'} ${power}`;
}

/** What was decided about a run: missed if one requirement is, else undecided if one is. */
export interface GateResult {
  readonly decision: Decision;
  readonly requirements: readonly RequirementResult[];
  /** The only requirement, where there is one. */
  readonly requirement?: Omit<RequirementResult, 'of' | 'decision'>;
}

/**
 * Judges every requirement; undefined where there are none.
 *
 * @example
 * ```ts
 * import { decisionOf, simulateStudy } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const requirements = [{ of: 'claim', power: 0.3, error: 0.05 }];
 * decisionOf(study, await simulateStudy(study), requirements)?.decision; // → 'met'
 * ```
 */
export function decisionOf(
  study: Study,
  simulated: { readonly total: Tally },
  requirements: readonly Requirement[],
): GateResult | undefined {
  checkStudy('study', study);
  check('simulated', simulated, 'object');
  checkTally('simulated.total', simulated.total, study);
  checkRequirements('requirements', requirements, study);
  const { total } = simulated;
  if (requirements.length === 0) return undefined;
  const judged = requirements.map((requirement): RequirementResult => {
    const { of, power, bound = 'at-least', error } = requirement;
    const successes = requiredSuccesses(study, total, of);
    const interval = sequentialInterval(successes, total.trials, error);
    const decision = sequentialDecision(successes, total.trials, requirement);
    return { of, decision, power, ...(bound === 'at-least' ? {} : { bound }), level: 1 - error, ...interval };
  });
  const decision = jointDecision(judged.map((each) => each.decision));
  if (judged.length > 1) return { decision, requirements: judged };
  const [{ power, bound, level, lower, upper }] = judged;
  const asked = bound === undefined ? { power } : { power, bound };
  return { decision, requirements: judged, requirement: { ...asked, level, lower, upper } };
}

/**
 * When to stop simulating: at the number of trials asked for, at a precision, or once the requirements are decided.
 *
 * @example
 * ```ts
 * import { ruleOf, simulateStudy } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const requirements = [{ of: 'claim', power: 0.1, error: 0.05 }];
 * const { total } = await simulateStudy(study, { rule: ruleOf(study, undefined, requirements) });
 * total.trials < 2000; // → true
 * ```
 */
export function ruleOf(study: Study, mcse: number | undefined, requirements: readonly Requirement[]): StoppingRule {
  checkStudy('study', study);
  if (mcse !== undefined) checkPositive('mcse', mcse);
  checkRequirements('requirements', requirements, study);
  const rule = mcse === undefined ? fixedNumber(study.power.replicates) : precision(study, mcse);
  return requirements.length === 0 ? rule : untilDecided(study, requirements, rule);
}

const requirementShape: Shape = {
  fields: { of: 'word', power: 'fraction', 'bound?': { oneOf: ['at-least', 'below'] }, error: 'fraction' },
};

function checkRequirements(name: string, requirements: readonly Requirement[], study: Study): void {
  check(name, requirements, { list: requirementShape });
  requirements.forEach(({ of }, place) => {
    if (of !== CLAIM || study.claim === undefined) checkAnalysisName(`${name}[${place}].of`, of, study);
  });
}
