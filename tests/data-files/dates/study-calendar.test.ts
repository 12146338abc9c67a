import { expect, it } from 'vitest';
import { calendarDay, isoDate, isoDateTime, isoDuration, studyDay } from '../../../src/data-files/dates/study-calendar.ts';

it('every day of four centuries is counted as ECMAScript counts it', () => {
  const first = Date.UTC(1896, 0, 1) / 86_400_000;
  for (let day = first; day < first + 146_200; day += 7) {
    const text = new Date(86_400_000 * day).toISOString().slice(0, 10);
    expect(isoDate(1440 * day)).toBe(text);
    expect(calendarDay(text)).toBe(day);
  }
});

it.each(['2023-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-4-1', '01.04.2024', 'today'])(
  '%s is no day of the calendar',
  (word) => {
    expect(calendarDay(word)).toBeUndefined();
  },
);

it('a moment has minutes, also before 1970', () => {
  expect(isoDateTime(0)).toBe('1970-01-01T00:00');
  expect(isoDateTime(-1)).toBe('1969-12-31T23:59');
});

it('the day before the first study day is day -1', () => {
  expect([-1441, -1440, -1, 0, 1439, 1440].map((minutes) => studyDay(minutes, 60))).toEqual([-2, -1, -1, 1, 1, 2]);
});

it('durations are those of ISO 8601', () => {
  expect([0, 0.6666666667, -1.5, 26, -240].map(isoDuration)).toEqual(['PT0H', 'PT40M', '-PT1H30M', 'P1DT2H', '-P10D']);
});
