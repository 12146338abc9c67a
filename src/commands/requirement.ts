import type { Decision } from '../power/decision.ts';
import {
  fixedNumber,
  precision,
  requiredSuccesses,
  sequentialDecision,
  sequentialInterval,
  untilDecided,
  type Requirement,
  type StoppingRule,
} from '../power/stopping-rule.ts';
import type { Study } from '../power/study.ts';
import type { PowerRun } from './run-power.ts';
import { coloursOf } from './terminal.ts';

/** Exit code of a run by what was decided. */
export const exitCodes: Readonly<Record<Decision, number>> = { met: 0, missed: 1, undecided: 3 };

/** How a requirement was judged: by an interval that stays valid however often one looks. */
export interface Decided {
  readonly decision: Decision;
  readonly requirement: { readonly power: number; readonly level: number; readonly lower: number; readonly upper: number };
}

/** The requirement is on the claim, or on the analysis when there is only one. */
export function decisionOf(study: Study, { total }: PowerRun, required: Requirement | undefined): Decided | undefined {
  if (required === undefined) return undefined;
  const successes = requiredSuccesses(study, total);
  const interval = sequentialInterval(successes, total.trials, required.error);
  return {
    decision: sequentialDecision(successes, total.trials, required),
    requirement: { power: required.power, level: 1 - required.error, ...interval },
  };
}

const decisionColours = { met: 'green', missed: 'red', undecided: 'yellow' } as const;

/** The decision as a line for people. */
export function decidedText({ decision, requirement: { power, level, lower, upper } }: Decided, trials: number): string {
  const interval = `${lower.toFixed(4)}–${upper.toFixed(4)}`;
  const colour = coloursOf(process.stdout)[decisionColours[decision]];
  return `required ${power}: ${colour(decision)} after ${trials} trials (${100 * level} % confidence sequence ${interval}, valid at every look)`;
}

/** When to stop simulating: at the number of trials asked for, at a precision, or once the requirement is decided. */
export function ruleOf(study: Study, mcse: number | undefined, required: Requirement | undefined): StoppingRule {
  const rule = mcse === undefined ? fixedNumber(study.power.replicates) : precision(study, mcse);
  return required === undefined ? rule : untilDecided(study, required, rule);
}
