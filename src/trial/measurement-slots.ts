import { derivedVisits, type DerivedVisit } from '../outcomes/derived-visits.ts';
import { scaleOf } from '../outcomes/scales/index.ts';
import { purposeCode } from '../random/stream.ts';
import { columnKey } from './trial-data.ts';
import { endpointNames, type EndpointName, type MechanisticTrial } from './trial-model.ts';

/** One rating that a trial records: an endpoint at a visit, and where its luck comes from. */
export interface MeasurementSlot {
  readonly endpoint: EndpointName;
  readonly visit: string;
  /** Hours since the start of the period's infusion. */
  readonly hours: number;
  readonly key: string;
  /** Purpose of the stream that decides this rating's error; a scale and its sub-scales at one visit share it, and so their items. */
  readonly errorPurpose: number;
  /** Purpose of the stream that decides a sub-score where only totals are drawn. */
  readonly subscorePurpose: number;
  /** Purpose of the stream that decides whether this visit is missed. */
  readonly missingPurpose: number;
}

/** A column computed from others: a summary over an endpoint's visits after the infusion. */
export interface SummarySlot {
  readonly kind: DerivedVisit;
  readonly key: string;
  /** Positions of the summarised ratings in the list of measurement slots. */
  readonly sources: readonly number[];
  readonly hours: Float64Array;
}

export interface SlotPlan {
  readonly slots: readonly MeasurementSlot[];
  readonly summaries: readonly SummarySlot[];
}

/**
 * The ratings a trial must simulate so that the columns asked for exist.
 * @param reads  columns asked for, or `'all'` for everything the model records and its summaries
 */
export function planSlots(model: MechanisticTrial, reads: ReadonlySet<string> | 'all'): SlotPlan {
  const slots: MeasurementSlot[] = [];
  const summaries: SummarySlot[] = [];
  for (const endpoint of endpointNames) {
    const visits = model.outcomes[endpoint]?.visits ?? [];
    const after = visits.filter((visit) => model.visits[visit] > 0);
    const wantedSummaries = derivedVisits.filter((kind) => after.length > 0 && (reads === 'all' || reads.has(columnKey(endpoint, kind))));
    const position = new Map<string, number>();
    for (const visit of visits) {
      const summarised = wantedSummaries.length > 0 && model.visits[visit] > 0;
      if (reads !== 'all' && !reads.has(columnKey(endpoint, visit)) && !summarised) continue;
      position.set(visit, slots.length);
      slots.push(measurementSlot(model, endpoint, visit));
    }
    for (const kind of wantedSummaries) {
      const hours = Float64Array.from(after, (visit) => model.visits[visit]);
      summaries.push({ kind, key: columnKey(endpoint, kind), sources: after.map((visit) => position.get(visit) ?? 0), hours });
    }
  }
  return { slots, summaries };
}

/** The rating of one endpoint at one visit. */
export function measurementSlot(model: MechanisticTrial, endpoint: EndpointName, visit: string): MeasurementSlot {
  const key = columnKey(endpoint, visit);
  return {
    endpoint,
    visit,
    hours: model.visits[visit],
    key,
    errorPurpose: purposeCode(`rating ${columnKey(scaleOf(endpoint)?.scale.name ?? endpoint, visit)}`),
    subscorePurpose: purposeCode(`sub-score ${key}`),
    missingPurpose: purposeCode(`missed ${visit}`),
  };
}
