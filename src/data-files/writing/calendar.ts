import { refuse } from '../../arguments/refuse.ts';

const DAYS_OF_CYCLE = 146_097; // of 400 years of the Gregorian calendar
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The number of a calendar date, days after 1970-01-01.
 * @param date  as ISO 8601 has it: `2027-01-11`
 * @throws TypeError for what is no date of the Gregorian calendar
 * @see Hinnant (2021) chrono-compatible low-level date algorithms, days_from_civil
 */
export function dayNumber(date: string): number {
  const [, ...parts] = ISO_DATE.exec(date) ?? [];
  const [year, month, day] = parts.map(Number);
  const number = daysFromCivil(year, month, day);
  if (parts.length === 0 || isoDate(number) !== date) refuse('date', 'a date such as 2027-01-11', date);
  return number;
}

/** The days of months are counted from March, so that a leap day is the last one of its year. */
function daysFromCivil(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1;
  const cycle = Math.floor(fromMarch / 400);
  const ofCycle = fromMarch - cycle * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return cycle * DAYS_OF_CYCLE + ofCycle * 365 + Math.floor(ofCycle / 4) - Math.floor(ofCycle / 100) + ofYear - 719_468;
}

/** The calendar date of a number of days after 1970-01-01, as ISO 8601 has it. */
export function isoDate(number: number): string {
  const days = number + 719_468;
  const cycle = Math.floor(days / DAYS_OF_CYCLE);
  const ofCycle = days - cycle * DAYS_OF_CYCLE;
  const year = Math.floor((ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36_524) - Math.floor(ofCycle / 146_096)) / 365);
  const ofYear = ofCycle - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const civil = year + cycle * 400 + (month <= 2 ? 1 : 0);
  return `${String(civil).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
