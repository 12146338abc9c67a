import {
  type DerivedVisit,
  derivedVisitsOf,
  FIRST_RESPONSE_HOUR,
  isResponseVisit,
  summariseResponse,
  summariseVisits,
} from '../../outcomes/derived-visits.ts';
import { columnKey } from '../../trial/trial-data.ts';

/** The recorded visits of one endpoint that its summaries are made from. */
export interface DerivedSources {
  /** Visits after the start of the infusion, in the order of their times. */
  readonly after: readonly string[];
  /** Those of them from day 1 on. */
  readonly fromDayOne: readonly string[];
  readonly baseline: string | undefined;
  /** Names of the summaries that can be made. */
  readonly kinds: readonly DerivedVisit[];
}

/** A visit counts as one of day 1 or later from here on: visits are made some hours early; h, assumed. */
const EARLIEST_OF_DAY_ONE = FIRST_RESPONSE_HOUR - 6;

/**
 * What summaries the recorded visits of an endpoint allow; none where their times are unknown.
 * @param times  hours of each visit since the start of the infusion, as they were recorded; by visit
 */
export function derivedSources(
  endpoint: string,
  times: ReadonlyMap<string, readonly number[]>,
  baseline: string | undefined,
): DerivedSources {
  const usual = new Map([...times].map(([visit, hours]) => [visit, median(hours)]));
  const hoursOf = (visit: string): number => usual.get(visit) ?? NaN;
  const after = [...usual.keys()].filter((visit) => hoursOf(visit) > 0).sort((a, b) => hoursOf(a) - hoursOf(b));
  const fromDayOne = after.filter((visit) => hoursOf(visit) >= EARLIEST_OF_DAY_ONE);
  const kinds = derivedVisitsOf(endpoint).filter(
    (kind) => !times.has(kind) && (isResponseVisit(kind) ? baseline !== undefined && fromDayOne.length > 0 : after.length > 0),
  );
  return { after, fromDayOne, baseline, kinds };
}

/** What one summary is made from; undefined for a name that is none. */
export function summaryNamed(
  name: string,
  sources: DerivedSources | undefined,
): { kind: DerivedVisit; visits: readonly string[]; baseline: string | undefined } | undefined {
  const kind = sources?.kinds.find((each) => each === name);
  if (sources === undefined || kind === undefined) return undefined;
  return isResponseVisit(kind)
    ? { kind, visits: sources.fromDayOne, baseline: sources.baseline }
    : { kind, visits: sources.after, baseline: undefined };
}

function median(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return known.length === 0 ? NaN : (known[(known.length - 1) >> 1] + known[known.length >> 1]) / 2;
}

/**
 * Adds the summaries of an endpoint to the columns of one trial.
 * @param columns  recorded values by `columnKey(endpoint, visit)`, one per subject-period
 * @param hours    when they were recorded, in the same way
 */
export function addDerivedColumns(
  endpoint: string,
  sources: DerivedSources,
  columns: Map<string, Float64Array>,
  hours: ReadonlyMap<string, Float64Array>,
  count: number,
): void {
  const at = (source: ReadonlyMap<string, Float64Array>, visit: string, row: number): number =>
    source.get(columnKey(endpoint, visit))?.[row] ?? NaN;
  for (const kind of sources.kinds) {
    const visits = isResponseVisit(kind) ? sources.fromDayOne : sources.after;
    const column = new Float64Array(count);
    for (let row = 0; row < count; row++) {
      const times = Float64Array.from(visits, (visit) => at(hours, visit, row));
      const values = Float64Array.from(visits, (visit) => at(columns, visit, row));
      column[row] = isResponseVisit(kind)
        ? summariseResponse(kind, times, values, visits.length, at(columns, sources.baseline ?? '', row))
        : summariseVisits(kind, times, values, visits.length);
    }
    columns.set(columnKey(endpoint, kind), column);
  }
}
