import { asciiText } from './ascii-text.ts';
import { columnParts } from '../../trial/trial-data.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';

/** Hours about the studied drug within which a measurement belongs to the visit of the treatment day; assumed. */
const TREATMENT_DAY_HOURS = 12;

/** A protocol visit of a period. */
export interface ProtocolVisit {
  readonly name: string;
  /** Place among the visits of a period, from 1. */
  readonly place: number;
  /** Planned hours since the studied drug; 0 of the treatment day. */
  readonly hours: number;
}

/** A planned time of measurement in a period, under the scenario's name of it. */
export interface Occasion {
  /** The scenario's name of the visit. */
  readonly name: string;
  /** Place among all of a period by time, from 1. */
  readonly place: number;
  /** Planned hours since the studied drug; negative before it. */
  readonly hours: number;
  /** The protocol visit that it belongs to: one of its own, or the treatment day. */
  readonly visit: ProtocolVisit;
  /** Whether it is one of the time points of the treatment day. */
  readonly isTimePoint: boolean;
}

/** The visits of a period and the times of measurement at them, by time; the day of treatment is always a visit. */
export function occasionsOf({ hours }: Pick<TrialGenerator, 'hours'>): { visits: ProtocolVisit[]; occasions: Occasion[] } {
  const planned = new Map([...hours].map(([key, hour]) => [columnParts(key).visit, hour]));
  const inOrder = [...planned].sort(([, a], [, b]) => a - b);
  const isTimePoint = (hour: number): boolean => Math.abs(hour) <= TREATMENT_DAY_HOURS;
  const own = inOrder.filter(([, hour]) => !isTimePoint(hour));
  const named = [...own.map(([name, hour]) => ({ name, hour })), { name: 'treatment day', hour: 0 }];
  const visits = named.sort((a, b) => a.hour - b.hour).map(({ name, hour }, place) => ({ name, place: place + 1, hours: hour }));
  const visitOf = (name: string, hour: number): ProtocolVisit =>
    visits.find((visit) => (isTimePoint(hour) ? visit.hours === 0 : visit.name === name)) ?? visits[0];
  const occasions = inOrder.map(([name, hour], place) => ({
    ...{ name: asciiText(name), place: place + 1, hours: hour },
    ...{ visit: visitOf(name, hour), isTimePoint: isTimePoint(hour) },
  }));
  return { visits, occasions };
}
