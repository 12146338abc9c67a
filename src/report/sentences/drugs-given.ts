import { conditionParts, givenConditions } from '../../design/design.ts';
import type { Infusion, Pretreatment } from '../../pharmacology/parameters.ts';
import type { MechanisticTrial, TrialModel } from '../../trial/trial-model.ts';

/** What a trial gives, each once under the study's own name, in order of first use; what is declared and not given is left out. */
export interface DrugsGiven {
  readonly pretreatments: readonly (readonly [name: string, Pretreatment])[];
  readonly infusions: readonly (readonly [name: string, Infusion])[];
}

/** The pretreatments and infusions of a trial's sequences and of its run-in. */
export function drugsGiven({ design, pretreatments, infusions }: MechanisticTrial): DrugsGiven {
  const parts = givenConditions(design).map((condition) => conditionParts(condition, design.infusion));
  return {
    pretreatments: [...new Set(parts.map(({ pretreatment }) => pretreatment))].map((name) => [name, pretreatments[name]] as const),
    infusions: [...new Set(parts.map(({ infusion }) => infusion))].map((name) => [name, infusions[name]] as const),
  };
}

/** Names of the pretreatments that block a target, of one target where it is said. */
export function blockersGiven(trial: MechanisticTrial, target?: 'opioid' | 'other'): string[] {
  return drugsGiven(trial)
    .pretreatments.filter(([, given]) => given.kind !== 'inert' && (target === undefined || given.target === target))
    .map(([name]) => name);
}

/** Whether the opioid system is blocked at some time in a trial: without it nothing of it acts. */
export function blocksOpioids(trial: TrialModel): boolean {
  return trial.kind === 'mechanistic' && blockersGiven(trial, 'opioid').length > 0;
}
