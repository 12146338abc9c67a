import type { TrialDrug } from '../../drugs.ts';

/** One drug that changes the clearance of another. */
interface Interaction {
  readonly by: TrialDrug;
  /** Clearance with it over that without it. */
  readonly ratio: number;
}

/** What the interactions of a trial's drugs ask of the medication of a patient. */
interface Taken {
  gave(period: number, drug: TrialDrug): boolean;
  doseTime(period: number, drug: TrialDrug): number;
  share(time: number, drug: TrialDrug): number;
  hasConcentration(drug: TrialDrug): boolean;
}

/** The interactions of drugs of which a trial declares both, by the drug that is changed; without those that change nothing. */
export function interactionsOf(drugs: readonly TrialDrug[]): ReadonlyMap<TrialDrug, readonly Interaction[]> {
  const found = drugs.map((of): [TrialDrug, Interaction[]] => [of, drugs.flatMap((by) => interactionsWith(by, of.name))]);
  return new Map(found.filter(([, interactions]) => interactions.length > 0));
}

function interactionsWith(by: TrialDrug, name: string): Interaction[] {
  const { interactions = {} } = by.declaration;
  const ratio = Object.hasOwn(interactions, name) ? interactions[name].clearanceRatio : 1;
  return ratio === 1 ? [] : [{ by, ratio }];
}

/**
 * What others make of the clearance of a drug's doses of a period, 1 = nothing: Π (1 + (ratio − 1) · presence), the presence at the first of the doses.
 * @param of  a drug that the period gave
 */
export function clearanceFactor(interactions: readonly Interaction[], taken: Taken, period: number, of: TrialDrug): number {
  const time = taken.doseTime(period, of);
  return interactions.reduce((factor, { by, ratio }) => factor * (1 + (ratio - 1) * presence(taken, period, time, by)), 1);
}

/** How much of a drug's action on another's clearance there is, 0–1: of its plateau at the time, else whether the period gave it by then. */
function presence(taken: Taken, period: number, time: number, drug: TrialDrug): number {
  if (!taken.hasConcentration(drug)) return taken.share(time, drug);
  return taken.gave(period, drug) && taken.doseTime(period, drug) <= time ? 1 : 0;
}
