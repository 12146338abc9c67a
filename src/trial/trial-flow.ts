import type { SequenceFlow } from './sequence-flow.ts';

/** Participant flow of one simulated trial. */
export interface TrialFlow {
  /** What the trial is called, as in its data files. */
  readonly name: string;
  readonly screened: number;
  readonly notEligible: number;
  readonly randomised: number;
  readonly sequences: readonly SequenceFlow[];
}
