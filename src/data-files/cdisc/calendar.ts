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

/** Days of an era of the Gregorian calendar, and of the days from its start to 1970. */
const [ERA_DAYS, EPOCH_DAY] = [146_097, 719_468];

/**
 * Number of a day since 1970-01-01 from its ISO 8601 text; undefined for what is no day of the calendar.
 * @see Hinnant, chrono-Compatible Low-Level Date Algorithms (days_from_civil), howardhinnant.github.io/date_algorithms.html
 */
export function calendarDay(word: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year, month, day] = parts;
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - 400 * era;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const number = ERA_DAYS * era + 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - EPOCH_DAY;
  return month >= 1 && month <= 12 && day >= 1 && dayText(number) === word ? number : undefined;
}

/** The ISO 8601 text of a day by its number since 1970-01-01: the inverse, by the same source (civil_from_days). */
function dayText(number: number): string {
  const shifted = number + EPOCH_DAY;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - ERA_DAYS * era;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const place = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * place + 2) / 5) + 1;
  const month = place < 10 ? place + 3 : place - 9;
  const year = 400 * era + yearOfEra + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
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
