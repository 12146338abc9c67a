import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayNumber, isoDate } from '../../../src/data-files/writing/calendar.ts';

it('days and dates are those of the Gregorian calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_000, max: 2_900_000 }), (day) => {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect([isoDate(day), dayNumber(date)]).toEqual([date, day]);
    }),
  );
});

it.each(['2027-02-29', '2027-13-01', '2027-00-10', '2027-1-1', '11.01.2027', ''])('%j is no date', (date) => {
  expect(() => dayNumber(date)).toThrow(/expected a date|a date such as/);
});
