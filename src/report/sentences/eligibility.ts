import { endpointOf, namesIn } from '../../trial/endpoints.ts';
import type { MechanisticTrial, TrialModel } from '../../trial/trial-model.ts';
import { declaredIn, endpointName, listWords } from './endpoint-words.ts';

/** Who is eligible at screening, one rule each: ages, and limits of measured scores. None in a model without a screening. */
export function eligibilityRules(trial: TrialModel): string[] {
  if (trial.kind === 'gaussian') return [];
  const { ageMinimum, ageMaximum, screeningMinimum } = trial.population;
  return [
    `age from ${ageMinimum} to ${ageMaximum} years`,
    ...(screeningMinimum > 0 ? [`HAM-D17 of at least ${screeningMinimum}`] : []),
    ...namesIn(trial.outcomes).flatMap((name) => limitWords(trial, name)),
  ];
}

/** The limits of an endpoint at screening; none for those that are not measured then. */
function limitWords(trial: MechanisticTrial, name: string): string[] {
  const { eligibleFrom: from, eligibleTo: to } = trial.outcomes[name] ?? {};
  const { kind } = endpointOf(trial, name);
  if ((from === undefined && to === undefined) || kind === 'dissociation' || kind === 'craving') return [];
  const called = endpointName(name, declaredIn(trial, name));
  if (from !== undefined && to !== undefined) return [`${called} from ${from} to ${to}`];
  return [from === undefined ? `${called} of at most ${to}` : `${called} of at least ${from}`];
}

/** The rules in a sentence without its full stop; undefined where the trial has none. */
export function eligibilitySentence(trial: TrialModel): string | undefined {
  const rules = eligibilityRules(trial);
  return rules.length === 0 ? undefined : `Eligible at screening: ${listWords(rules)}`;
}
