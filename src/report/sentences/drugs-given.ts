import { conditionParts, givenConditions } from '../../design/design.ts';
import { blockedTargets, pretreatmentNamed, studiedDrugNamed, type TrialDrug } from '../../trial/drugs.ts';
import type { MechanisticTrial, TrialModel } from '../../trial/trial-model.ts';

/** What a trial gives, each once under the study's own name, in order of first use; what is declared and not given is left out. */
export interface DrugsGiven {
  readonly pretreatments: readonly (readonly [name: string, TrialDrug])[];
  /** The studied drugs, whatever their route. */
  readonly infusions: readonly (readonly [name: string, TrialDrug])[];
}

/** The pretreatments and studied drugs of a trial's sequences and of its run-in. */
export function drugsGiven(trial: MechanisticTrial): DrugsGiven {
  const parts = givenConditions(trial.design).map((condition) => conditionParts(condition, trial.design.infusion));
  const named = (names: readonly string[], find: (name: string) => TrialDrug | undefined): [string, TrialDrug][] =>
    [...new Set(names)].flatMap((name) => {
      const drug = find(name);
      return drug === undefined ? [] : [[name, drug]];
    });
  return {
    pretreatments: named(
      parts.map(({ pretreatment }) => pretreatment),
      (name) => pretreatmentNamed(trial, name),
    ),
    infusions: named(
      parts.map(({ infusion }) => infusion),
      (name) => studiedDrugNamed(trial, name),
    ),
  };
}

/** Names of the pretreatments that do anything, of those that block one target where it is said. */
export function blockersGiven(trial: MechanisticTrial, target?: string): string[] {
  return drugsGiven(trial)
    .pretreatments.filter(([, drug]) => drug.isActive && (target === undefined || blockedTargets(drug).includes(target)))
    .map(([name]) => name);
}

/** Whether the opioid system is blocked at some time in a trial: without it nothing of it acts. */
export function blocksOpioids(trial: TrialModel): boolean {
  return trial.kind === 'mechanistic' && blockersGiven(trial, 'opioid').length > 0;
}
