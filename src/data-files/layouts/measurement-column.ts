/** What the name of a column of measurements says. */
export interface MeasurementColumn {
  /** Empty where the name has none. */
  readonly endpoint: string;
  readonly visit?: string;
  readonly period?: number;
}

/** Words for a visit, and the visit that each means. */
const visits: ReadonlyMap<string, string> = new Map([
  ...['baseline', 'base', 'bl', 'bsl'].map((word): [string, string] => [word, 'baseline']),
  ...['screening', 'pre', 'post', 'end', 'eot', 'final', 'followup', 'fu'].map((word): [string, string] => [word, word]),
]);

/** Words before the number of a visit, and what they mean. */
const numbered: ReadonlyMap<string, string> = new Map([
  ['day', 'day'],
  ['d', 'day'],
  ['visit', 'visit'],
  ['v', 'visit'],
  ['week', 'week'],
  ['wk', 'week'],
  ['w', 'week'],
  ['month', 'month'],
  ['mo', 'month'],
  ['hour', 'hour'],
  ['hr', 'hour'],
  ['h', 'hour'],
  ['min', 'm'],
  ['m', 'm'],
  ['time', 't'],
  ['t', 't'],
]);

const periods: readonly string[] = ['p', 'per', 'period', 'phase', 'session'];

/** A hyphen after a divider and before a digit: the sign of `Day -1`. */
const SIGN = /(?<=[_.\s-])-(?=\d)/g;

/** The point in the number of a visit, as in `Week 2.5`. */
const POINT = new RegExp(`(?<=(?:^|[_.\\s-])(?:${[...numbered.keys()].join('|')})[_.\\s-]*\u2212?\\d+)\\.(?=\\d)`, 'g');

/** The number of a visit with its sign and point as `wordsOf` writes them. */
const aNumber = /^\u2212?\d+(?:,\d+)?$/;

/** A word with a number at its end. */
const numberedWord = /^([a-z]+)(\u2212?\d+(?:,\d+)?)$/;

/** Words of columns that describe a measurement and are none. */
const noMeasurements: readonly string[] = ['date', 'dt', 'dat', 'comment', 'note', 'notes', 'status', 'dose', 'rater', 'site'];

/**
 * What a name such as `hamd17_p1_day7`, `Day 7` or `P2.HAMD` says of endpoint, period and visit; undefined where it names neither a visit nor a period.
 */
export function measurementColumn(name: string): MeasurementColumn | undefined {
  const words = joinedNumbers(wordsOf(name)).map(wordOf);
  const period = words.find((word) => word.period !== undefined);
  const visit = words.find((word) => word.visit !== undefined);
  const rest = words.filter((word) => word !== period && word !== visit).map(({ text }) => text);
  if ((visit ?? period) === undefined || rest.some((word) => noMeasurements.includes(word))) return undefined;
  return {
    endpoint: rest.join('_'),
    ...(visit?.visit === undefined ? {} : { visit: visit.visit }),
    ...(period?.period === undefined ? {} : { period: period.period }),
  };
}

/** The words of a name. The sign and the point of a number divide no words: a minus sign and a comma stand in their places. */
function wordsOf(name: string): string[] {
  const signed = name.toLowerCase().replaceAll(SIGN, '\u2212');
  return signed.replaceAll(POINT, ',').split(/[_.\s-]+/);
}

/** What one word of a name may be. */
function wordOf(text: string): { readonly text: string; readonly visit?: string | undefined; readonly period?: number } {
  const [, stem = '', digits = ''] = numberedWord.exec(text) ?? [];
  if (periods.includes(stem) && /^\d+$/.test(digits)) return { text, period: Number(digits) };
  const number = Number(digits.replace('\u2212', '-').replace(',', '.'));
  return { text, visit: visits.get(text) ?? (numbered.has(stem) ? `${numbered.get(stem)}${number}` : undefined) };
}

/** Words with the numbers that follow them after a blank: `day`, `7` is `day7`. */
function joinedNumbers(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1) ?? '';
    if (aNumber.test(word) && (numbered.has(before) || periods.includes(before))) joined[joined.length - 1] = before + word;
    else if (word !== '') joined.push(word);
  }
  return joined;
}

/**
 * A visit as this program writes it, where it is a word with a number or the baseline: `Day 7` is `day7`, `Day -1` is `day-1`, `Baseline` is `baseline`.
 * A hyphen is a sign where a blank stands before it.
 */
export function plainVisit(visit: string): string {
  const found = /^(baseline|base|bl)$|^(day|week|visit|month|hour)(?:[\s_]+-?|-?)\d+(?:\.\d+)?$/i.test(visit.trim())
    ? measurementColumn(visit)
    : undefined;
  return found?.visit ?? visit;
}
