import type { Decision } from '../../power/stopping/decision.ts';
import { coloursOf } from './terminal.ts';

/** Exit code of a run by what was decided. */
export const exitCodes: Readonly<Record<Decision, number>> = { met: 0, missed: 1, undecided: 3 };

const decisionColours = { met: 'green', missed: 'red', undecided: 'yellow' } as const;

/** A decision in its colour, where standard output has colours. */
export function colouredDecision(decision: Decision): string {
  return coloursOf(process.stdout)[decisionColours[decision]](decision);
}
