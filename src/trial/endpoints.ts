import { declaredScale, declaredTraits, type DeclaredEndpoint } from '../outcomes/declared-endpoint.ts';
import type { EndpointTraits } from '../outcomes/endpoint.ts';
import { processOf } from '../outcomes/endpoint-traits.ts';
import { gaussianEndpoints } from '../outcomes/parameters.ts';
import { scaleOf } from '../outcomes/scales/index.ts';
import type { Scale, Subscale } from '../outcomes/scales/scale.ts';
import { endpointNames, isKnownEndpoint, type GaussianTrial, type MechanisticTrial, type TrialModel } from './trial-model.ts';

/** How an endpoint of a trial comes about: rated from severity on a scale, dissociation, craving, a plasma concentration, misuse of the drug, or a rating of its own. */
export type TrialEndpoint =
  | { readonly kind: 'scale'; readonly scale: Scale; readonly subscale?: Subscale }
  | { readonly kind: 'dissociation' }
  | { readonly kind: 'craving' }
  | { readonly kind: 'plasma' }
  | { readonly kind: 'misuse'; readonly isDisorder: boolean }
  | { readonly kind: 'rating'; readonly declared: DeclaredEndpoint };

const known = new WeakMap<MechanisticTrial['outcomes'], ReadonlyMap<string, TrialEndpoint>>();

/** How the endpoint of that name comes about. @throws RangeError where the program does not know it and the trial does not declare it */
export function endpointOf({ outcomes }: Pick<MechanisticTrial, 'outcomes'>, name: string): TrialEndpoint {
  let found = known.get(outcomes);
  if (found === undefined) {
    found = new Map(namesIn(outcomes).map((each) => [each, resolved(outcomes, each)]));
    known.set(outcomes, found);
  }
  return found.get(name) ?? resolved(outcomes, name);
}

/** The endpoints that a trial records, those that the program knows first. */
export function namesIn(outcomes: MechanisticTrial['outcomes']): string[] {
  const own = Object.keys(outcomes).filter((name) => outcomes[name] !== undefined);
  return [...endpointNames.filter((name) => own.includes(name)), ...own.filter((name) => !isKnownEndpoint(name))];
}

/** What a trial says of each endpoint that it declares. */
export function declaredEndpoints(trial: TrialModel): Readonly<Record<string, EndpointTraits>> {
  if (trial.kind === 'gaussian') return gaussianTraits(trial);
  const { outcomes } = trial;
  return Object.fromEntries(
    Object.entries(outcomes).flatMap(([name, outcome]) =>
      outcome?.declared === undefined ? [] : [[name, declaredTraits(name, outcome.declared)]],
    ),
  );
}

/** What the normal model says of its endpoints that have a label or a unit. */
function gaussianTraits({ gaussian }: GaussianTrial): Readonly<Record<string, EndpointTraits>> {
  return Object.fromEntries(
    [...gaussianEndpoints(gaussian)].flatMap(([name, { label = name, unit, ...words }]) => {
      if (unit === undefined && label === name) return [];
      const traits = {
        label,
        shortLabel: label,
        unit: unit ?? 'units of the endpoint',
        minimum: -Infinity,
        maximum: Infinity,
        whole: false,
      };
      return [[name, { ...traits, better: words.better, smallestDifference: words.smallestDifference }]];
    }),
  );
}

function resolved(outcomes: MechanisticTrial['outcomes'], name: string): TrialEndpoint {
  const declared = outcomes[name]?.declared;
  if (declared !== undefined) {
    const scale = declaredScale(name, declared);
    return scale === undefined ? { kind: 'rating', declared } : { kind: 'scale', scale };
  }
  const process = processOf(name);
  if (process === 'misuse' || process === 'use-disorder') return { kind: 'misuse', isDisorder: process === 'use-disorder' };
  if (process !== undefined) return { kind: process };
  const scale = scaleOf(name);
  if (scale === undefined) throw new RangeError(`${name} is no endpoint that the trial declares`);
  return { kind: 'scale', ...scale };
}
