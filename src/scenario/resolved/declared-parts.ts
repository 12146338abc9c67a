import { endpointParameters, type DeclaredEndpoint } from '../../outcomes/declared-endpoint.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import type { DeclaredDrug, DrugEffect } from '../../pharmacology/declared-drug.ts';
import { isKnownEndpoint, type RecordedOutcome } from '../../trial/trial-model.ts';
import type { WrittenOutcome } from '../schema/outcome-schema.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

type WrittenDrug = ResolvedScenario['treatments']['drugs'][string];

/** The drugs that a scenario declares, as the engine takes them; undefined where it declares none. */
export function declaredDrugs({ treatments }: ResolvedScenario): Readonly<Record<string, DeclaredDrug>> | undefined {
  const drugs = Object.entries(treatments.drugs).map(([name, written]): [string, DeclaredDrug] => [name, declaredDrug(written)]);
  return drugs.length === 0 ? undefined : Object.fromEntries(drugs);
}

function declaredDrug({ leadMinutes, felt, effects, adverseEffects, interactions, ...rest }: WrittenDrug): DeclaredDrug {
  const { endpoint, ...noticed } = felt;
  return {
    kind: 'declared',
    ...rest,
    effects: Object.fromEntries(Object.entries(effects).map(([on, effect]) => [on, declaredEffect(effect)])),
    felt: endpoint === undefined ? noticed : { ...noticed, endpoint },
    adverseEffects: Object.fromEntries(
      Object.entries(adverseEffects).flatMap(([name, probability]) => (probability === undefined ? [] : [[name, probability]])),
    ),
    ...(leadMinutes === undefined ? {} : { leadMinutes }),
    ...(Object.keys(interactions).length === 0 ? {} : { interactions }),
  };
}

function declaredEffect({ through, ...effect }: WrittenDrug['effects'][string]): DrugEffect {
  return through === undefined ? effect : { ...effect, through };
}

/** What a scenario records, as the engine takes it. */
export function recordedOutcomes({ outcomes }: ResolvedScenario): Readonly<Record<string, RecordedOutcome>> {
  return Object.fromEntries(
    Object.entries(outcomes).flatMap(([name, outcome]) => (outcome === undefined ? [] : [[name, recordedOutcome(name, outcome)]])),
  );
}

function recordedOutcome(name: string, outcome: WrittenOutcome): RecordedOutcome {
  const { visits, eligibleFrom, eligibleTo } = outcome;
  const declared = declaredEndpoint(name, outcome);
  return {
    visits,
    ...(eligibleFrom === undefined ? {} : { eligibleFrom }),
    ...(eligibleTo === undefined ? {} : { eligibleTo }),
    ...(declared === undefined ? {} : { declared }),
  };
}

/** What a scenario says an endpoint is; undefined for one that the program knows. */
export function declaredEndpoint(name: string, outcome: WrittenOutcome): DeclaredEndpoint | undefined {
  if (isKnownEndpoint(name)) return undefined;
  const { label = name, shortLabel = label, unit = 'points', remissionCutOff, items, equating } = outcome;
  const named = Object.entries(outcome).filter(([part]) => Object.hasOwn(endpointParameters, part));
  return {
    ...defaultsOf(endpointParameters),
    ...Object.fromEntries(named),
    label,
    shortLabel,
    unit,
    ...(remissionCutOff === undefined ? {} : { remissionCutOff }),
    ...(items === undefined ? {} : { items }),
    ...(equating === undefined ? {} : { equating }),
  };
}
