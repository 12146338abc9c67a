import { expect, it } from 'vitest';
import { datesOf } from '../../../src/cli/trials/date-options.ts';

const asked = (startDate: string | undefined, recruitmentRate?: number, participants = 20) =>
  datesOf({ startDate, recruitmentRate }, participants);

it('without a start there are no dates, and a rate is kept where one is given', () => {
  expect(asked(undefined)).toBeUndefined();
  expect(asked('2024-02-29')).toEqual({ startDate: '2024-02-29' });
  expect(asked('2024-02-29', 0.5)).toEqual({ startDate: '2024-02-29', recruitmentRate: 0.5 });
});

it.each(['31.01.2025', '2025-02-29', '2025-13-01', 'today', ''])('%j is no day to start on', (day) => {
  expect(() => asked(day)).toThrow('--start-date: expected a day of the calendar as 2025-01-31, got ');
});

it.each(['1900-12-31', '3000-01-01', '9999-12-31'])('%s is outside of the years in which every package writes dates', (day) => {
  expect(() => asked(day)).toThrow(`--start-date: expected a day from 1901-01-01 to 2999-12-31, got ${day}`);
});

it.each([0, -1, Infinity, NaN])('%d participants a week are refused', (rate) => {
  expect(() => asked('2025-01-31', rate)).toThrow(`--recruitment-rate: expected participants a week, above 0, got ${rate}`);
});

it('a rate at which recruitment takes thousands of years is refused', () => {
  expect(() => asked('2025-01-31', 0.0001)).toThrow(
    '--recruitment-rate: 20 participants at 0.0001 a week from 2025-01-31 may take until after the year 8999',
  );
  expect(() => asked('2025-01-31', undefined, 200_000)).toThrow('may take until after the year 8999; take a higher rate');
});
