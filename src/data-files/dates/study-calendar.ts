import { dayNumber, isoDate as dayText } from '../writing/calendar.ts';
import type { TrialStreams } from '../../trial/events/adverse-events.ts';
import { doseTimes } from '../../trial/events/dose-times.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { recruitmentDays } from './recruitment.ts';

/** Days from screening and informed consent to randomisation; assumed. */
export const SCREENING_DAYS = 7;
/** Time of day at which studied drugs are given, h after midnight; assumed. */
export const TREATMENT_HOUR = 9;
/** Days between the periods of the normal model, which has no times; assumed. */
export const PERIOD_DAYS = 28;

export const MINUTES_A_DAY = 1440;

/** When things happen in a trial. Moments are minutes since 1970-01-01, by the clock on the wall: no time zone is known. */
export interface StudyCalendar {
  /** The day of randomisation, at its start. @param subject  from 0 */
  randomised(subject: number): number;
  /** Start of the studied drug of a period; undefined where it was not given. @param period  from 0 */
  infusion(subject: number, period: number): number | undefined;
}

/** Which days a trial gets. */
export interface TrialDates {
  /** Day on which the first participant is randomised, as `2025-01-31`. */
  readonly startDate: string;
  /** Participants a week who come at random, as a Poisson process; where left out one comes every week. */
  readonly recruitmentRate?: number;
}

/** What a calendar is made from. */
export interface CalendarStart extends TrialStreams {
  readonly model: TrialModel;
  readonly dates: TrialDates;
}

/** Number of a day since 1970-01-01 from its ISO 8601 text; undefined for what is no day of the calendar. */
export function calendarDay(word: string): number | undefined {
  try {
    return dayNumber(word);
  } catch {
    return undefined;
  }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/**
 * The calendar of the trial generated last: participants are randomised in the order of their numbers and given the first studied drug on that day, or on the first day that leaves
 * room for a pretreatment hours before it.
 * @throws RangeError where the start is no calendar day
 */
export function calendarOf({ data, records }: TrialGenerator, { model, dates, ...streams }: CalendarStart): StudyCalendar {
  const first = calendarDay(dates.startDate);
  if (first === undefined) throw new RangeError(`${dates.startDate} is no calendar day (expected as 2025-01-31)`);
  const lead = -Math.min(...data.treatments.flatMap((name) => doseTimes(model, name).map(({ start }) => start)));
  const room = Math.max(0, Math.ceil((lead / 60 - TREATMENT_HOUR) / 24));
  const days = recruitmentDays(data.subjectCount, dates.recruitmentRate, streams);
  const randomisedAt = (subject: number): number => MINUTES_A_DAY * (first + days[subject]);
  const hasTimes = records.start.some((hour) => !Number.isNaN(hour));
  const sinceFirst = (subject: number, period: number): number => {
    if (hasTimes) return records.start[subject * data.periodCount + period];
    return records.periodsGiven[subject] > period ? 24 * PERIOD_DAYS * period : NaN;
  };
  return {
    randomised: randomisedAt,
    infusion(subject, period) {
      const hours = sinceFirst(subject, period);
      if (Number.isNaN(hours)) return undefined;
      return randomisedAt(subject) + 60 * (24 * room + TREATMENT_HOUR) + Math.round(60 * hours);
    },
  };
}

/** A moment in minutes as an ISO 8601 date and time, to the minute. */
export function isoDateTime(minutes: number): string {
  const time = minutes - startOfDay(minutes);
  return `${isoDate(minutes)}T${twoDigits(Math.floor(time / 60))}:${twoDigits(time % 60)}`;
}

/** The day of a moment in minutes, as an ISO 8601 date. */
export function isoDate(minutes: number): string {
  return dayText(Math.floor(minutes / MINUTES_A_DAY));
}

/** The start of the day in which a moment lies, both in minutes. */
export function startOfDay(minutes: number): number {
  return MINUTES_A_DAY * Math.floor(minutes / MINUTES_A_DAY);
}

/** Study day of a moment: 1 on the day of the reference, −1 on the day before it; there is no day 0. @param reference  in minutes, as the moment */
export function studyDay(minutes: number, reference: number): number {
  const days = (startOfDay(minutes) - startOfDay(reference)) / MINUTES_A_DAY;
  return days >= 0 ? days + 1 : days;
}

/** A duration as ISO 8601 has it, e.g. `-PT1H30M`. @param hours  may be negative */
export function isoDuration(hours: number): string {
  const minutes = Math.round(60 * Math.abs(hours));
  const [days, left] = [Math.floor(minutes / MINUTES_A_DAY), minutes % MINUTES_A_DAY];
  const [whole, rest] = [Math.floor(left / 60), left % 60];
  const time = `${whole > 0 ? `${whole}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
  const written = `${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
  return `${hours < 0 && minutes > 0 ? '-' : ''}P${written === '' ? 'T0H' : written}`;
}
