import { designParameters } from '../../design/design.ts';
import { scaleTotals } from '../../outcomes/scales/index.ts';
import { describedStudy } from '../resolved/described-study.ts';
import type { ReadResult } from '../read-scenario.ts';
import type { SourcedNumber, StarterBase } from './mechanistic-starter.ts';

/** What a starter of a mechanistic trial begins with. */
export interface MechanisticDefaults {
  readonly base: StarterBase;
  readonly blocked: SourcedNumber;
  readonly participants: SourcedNumber;
  readonly screening: SourcedNumber;
  readonly washout: SourcedNumber;
  readonly dropout: SourcedNumber;
  /** Names and labels of the endpoints that can be primary. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Visits after the studied drug at which they can be rated, in order of time. */
  readonly visits: readonly string[];
}

/** The defaults of a starter: what the shipped scenario says that it is a variant of, with the sources that stand there. @param name  of that scenario */
export function mechanisticDefaults(
  name: string,
  { study, scenario, origins }: Extract<ReadResult, { study: unknown }>,
): MechanisticDefaults {
  const described = describedStudy(study, origins);
  const numberAt = (path: string): SourcedNumber => {
    const found = described.find((each) => each.path === path);
    if (typeof found?.value !== 'number') throw new RangeError(`${name} has no number ${path}`);
    return { value: found.value, source: found.reference ?? 'assumed' };
  };
  const { participants } = designParameters;
  const outcomes = Object.fromEntries(
    Object.entries(scenario.outcomes).flatMap(([endpoint, outcome]) => (outcome === undefined ? [] : [[endpoint, outcome.visits]])),
  );
  const rated = Object.values(outcomes).at(0) ?? [];
  return {
    base: {
      name,
      outcomes,
      hours: scenario.visits,
      leadMinutes: scenario.design.leadMinutes,
      drug: scenario.design.infusion ?? Object.keys(scenario.treatments.infusions)[0],
    },
    blocked: numberAt('response.opioidDependence'),
    participants: { value: participants.default, source: participants.source },
    screening: numberAt('population.screeningMinimum'),
    washout: numberAt('design.washoutDays'),
    dropout: numberAt('missingness.betweenPeriods'),
    endpoints: Object.fromEntries(scaleTotals.map((total) => [total.name, total.shortLabel])),
    visits: rated.filter((visit) => scenario.visits[visit] > 0),
  };
}
