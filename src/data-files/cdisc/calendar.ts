import { dayNumber, isoDate as dayText } from '../writing/calendar.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';

/** Days between the randomisation of one participant and that of the next; assumed: one participant a week. */
export const RECRUITMENT_DAYS = 7;
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

/** What a calendar is made from. */
export interface CalendarStart {
  /** Day on which the first participant is randomised, as `2025-01-31`. */
  readonly startDate: string;
  /** Days from one participant's randomisation to the next; 7 where left out. */
  readonly recruitmentDays?: number;
  /** Hours from the first drug of a period to the studied one, at most; 0 where left out. */
  readonly leadHours?: number;
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
 * The calendar of the trial generated last, without chance: participants are randomised at equal distances, in the order of their numbers, and given the first studied drug on
 * that day, or on the first day that leaves room for a pretreatment hours before it.
 * @throws RangeError where the start is no calendar day
 */
export function calendarOf({ data, records }: TrialGenerator, start: CalendarStart): StudyCalendar {
  const { startDate, recruitmentDays = RECRUITMENT_DAYS, leadHours = 0 } = start;
  const first = calendarDay(startDate);
  if (first === undefined) throw new RangeError(`${startDate} is no calendar day (expected as 2025-01-31)`);
  const minutes = MINUTES_A_DAY * first;
  const room = Math.max(0, Math.ceil((leadHours - TREATMENT_HOUR) / 24));
  const randomisedAt = (subject: number): number => minutes + Math.floor(subject * recruitmentDays) * MINUTES_A_DAY;
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
