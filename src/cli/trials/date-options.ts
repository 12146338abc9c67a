import { calendarDay, type TrialDates } from '../../data-files/dates/study-calendar.ts';
import { shortName } from '../../text/listed-names.ts';
import type { ArgumentTable, OptionValues } from '../arguments/define-command.ts';
import { usageError } from '../terminal/exit-error.ts';

/** Options of calendar dates. */
export const dateOptions = {
  'start-date': {
    type: 'string',
    describe: 'give the tables dates: day on which the first participant is randomised, as 2025-01-31',
  },
  'recruitment-rate': {
    type: 'number',
    needs: 'start-date',
    describe: 'participants a week, who come at random (default: one every week, on the same day of the week)',
  },
} as const satisfies ArgumentTable;

/** First and last start of a trial (assumed): Excel counts days right from March 1900, and a thousand years later every package still does. */
const STARTS = ['1901-01-01', '2999-12-31'] as const;
/** Day before which recruitment must be over, so that no later date has more than four digits of a year. */
const LAST_RECRUITED = '8999-12-31';

/**
 * The dates that a command line asks for; undefined where it asks for none.
 * @param participants  of a trial
 * @throws ExitError (2) for what is no day, or no rate, or a rate at which recruitment takes thousands of years
 */
export function datesOf({ startDate, recruitmentRate }: OptionValues<typeof dateOptions>, participants: number): TrialDates | undefined {
  if (startDate === undefined) return undefined;
  const day = calendarDay(startDate);
  if (day === undefined)
    throw usageError(
      `--start-date: expected a day of the calendar as 2025-01-31, got ${startDate === '' ? 'nothing' : shortName(startDate)}`,
    );
  const [earliest, latest] = STARTS;
  if (startDate < earliest || startDate > latest)
    throw usageError(`--start-date: expected a day from ${earliest} to ${latest}, got ${startDate}`);
  if (recruitmentRate !== undefined && !(recruitmentRate > 0 && recruitmentRate < Infinity))
    throw usageError(`--recruitment-rate: expected participants a week, above 0, got ${recruitmentRate}`);
  // A sum of k exponential gaps is above 3 k + 40 of their means once in 10¹⁶ trials.
  const longest = ((3 * participants + 40) * 7) / (recruitmentRate ?? 1);
  if (day + longest > (calendarDay(LAST_RECRUITED) ?? NaN))
    throw usageError(
      `--recruitment-rate: ${participants} participants at ${recruitmentRate ?? 1} a week from ${startDate} may take until after the year 8999; take a higher rate`,
    );
  return { startDate, ...(recruitmentRate === undefined ? {} : { recruitmentRate }) };
}
