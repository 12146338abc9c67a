import {
  derivedVisitsOf,
  fallByHalf,
  FIRST_RESPONSE_HOUR,
  isResponseVisit,
  type DerivedVisit,
  type ResponseRule,
} from '../../outcomes/derived-visits.ts';
import { streamId } from '../../random/stream.ts';
import { columnKey } from '../trial-data.ts';
import { endpointOf, namesIn, type TrialEndpoint } from '../endpoints.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import { MAX_TIMES } from './medication/drug-in-body.ts';

/** One rating that a trial records: an endpoint at a visit, and which streams it uses. */
export interface MeasurementSlot {
  readonly endpoint: string;
  /** How the endpoint comes about. */
  readonly source: TrialEndpoint;
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
  /** Position of the period’s baseline rating, for summaries of response; −1 for others. */
  readonly baseline: number;
  /** What a response is on this endpoint. */
  readonly rule: ResponseRule;
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
  for (const endpoint of namesIn(model.outcomes)) {
    const { visits = [], declared } = model.outcomes[endpoint] ?? {};
    const wanted = derivedVisitsOf(endpoint, declared)
      .filter((kind) => reads === 'all' || reads.has(columnKey(endpoint, kind)))
      .map((kind) => ({ kind, ...summarisedVisits(model, visits, kind) }))
      .filter(({ from }) => from.length > 0);
    const needed = new Set(wanted.flatMap(({ from, baseline }) => [...from, ...(baseline === undefined ? [] : [baseline])]));
    const position = new Map<string, number>();
    for (const visit of visits) {
      if (reads !== 'all' && !reads.has(columnKey(endpoint, visit)) && !needed.has(visit)) continue;
      position.set(visit, slots.length);
      slots.push(measurementSlot(model, endpoint, visit));
    }
    for (const { kind, from, baseline } of wanted) {
      const sources = from.map((visit) => position.get(visit) ?? 0);
      const rule = declared ?? fallByHalf;
      summaries.push({ kind, key: columnKey(endpoint, kind), sources, baseline: position.get(baseline ?? '') ?? -1, rule });
    }
  }
  return { slots, summaries };
}

/** Measurement slots that follow one another, from `first` to before `end`, and are rated in one go. */
export interface SlotRun {
  readonly first: number;
  readonly end: number;
  /** Ratings of dissociation; totals of a scale of depression; or what is rated by several numbers or item by item. */
  readonly kind: 'dissociation' | 'total' | 'other';
  /** Planned hours of the ratings. */
  readonly hours: Float64Array;
}

/** Divides slots into runs of one kind that follow one another, as many as can be asked for at once. @param byItem  whether scales of depression are rated item by item */
export function runsOf(slots: readonly MeasurementSlot[], byItem: boolean): SlotRun[] {
  const runs: Omit<SlotRun, 'hours'>[] = [];
  slots.forEach(({ source }, slot) => {
    const kind = kindOf(source, byItem);
    const last = runs.at(-1);
    if (last?.kind === kind && slot - last.first < MAX_TIMES) runs[runs.length - 1] = { ...last, end: slot + 1 };
    else runs.push({ first: slot, end: slot + 1, kind });
  });
  return runs.map((run) => ({ ...run, hours: Float64Array.from(slots.slice(run.first, run.end), ({ hours }) => hours) }));
}

function kindOf(source: TrialEndpoint, byItem: boolean): SlotRun['kind'] {
  if (source.kind === 'dissociation') return 'dissociation';
  return source.kind === 'scale' && source.subscale === undefined && !byItem ? 'total' : 'other';
}

/** The visits that a summary is made from, and its baseline where it needs one; no visits where it cannot be made. */
export function summarisedVisits(
  model: MechanisticTrial,
  visits: readonly string[],
  kind: DerivedVisit,
): { from: readonly string[]; baseline?: string } {
  if (!isResponseVisit(kind)) return { from: visits.filter((visit) => model.visits[visit] > 0) };
  const baseline = visits.findLast((visit) => model.visits[visit] < 0);
  if (baseline === undefined) return { from: [] };
  return { from: visits.filter((visit) => model.visits[visit] >= FIRST_RESPONSE_HOUR), baseline };
}

/** The rating of one endpoint at one visit. */
export function measurementSlot(model: MechanisticTrial, endpoint: string, visit: string): MeasurementSlot {
  const key = columnKey(endpoint, visit);
  const source = endpointOf(model, endpoint);
  const ratedAs = source.kind === 'scale' ? source.scale.name : endpoint;
  return {
    endpoint,
    source,
    visit,
    hours: model.visits[visit],
    key,
    errorPurpose: streamId(`rating ${columnKey(ratedAs, visit)}`),
    subscorePurpose: streamId(`sub-score ${key}`),
    missingPurpose: streamId(`missed ${visit}`),
  };
}
