import { describe, expect, it } from 'vitest';
import { readCovariates } from '../../../src/data-files/reading/read-covariates.ts';
import { readGuesses } from '../../../src/data-files/reading/read-guesses.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';

const many = (count: number, text: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(between);
const header = 'subject,period,treatment,value';

/** What is wrong with a table of observations. */
function problemsIn(text: string): string[] {
  const read = readObservations(text, {}, { endpoint: 'value', visit: 'visit' });
  return 'problems' in read ? read.problems.map(({ message }) => message) : [];
}

/** Milliseconds after which reading counts as slow; some times more than it takes here. */
const SLOW = 5000;

describe('a table beyond a limit is refused at once, with the limit and what was found', () => {
  it.each([
    ['10 000 columns', `${many(10_000, (i) => `c${i}`, ',')}\n`, 'expected at most 1000 columns, got 10000'],
    [
      'a million columns',
      many(1_000_000, () => 'c', ','),
      'expected lines of at most 200000 characters, got one of 1999999: does the file have line breaks?',
    ],
    [
      'one line of ten million characters',
      'x'.repeat(10_000_000),
      'expected lines of at most 200000 characters, got one of 10000000: does the file have line breaks?',
    ],
    [
      'a second line of commas',
      `${header}\n${','.repeat(300_000)}`,
      'expected lines of at most 200000 characters, got one of 300000: does the file have line breaks?',
    ],
    ['20 000 treatments', `${header}\n${many(20_000, (i) => `s${i},1,t${i},1`)}`, 'expected at most 100 treatments, got 20000'],
    ['20 000 endpoints', `${header},endpoint\n${many(20_000, (i) => `s${i},1,t,1,e${i}`)}`, 'expected at most 1000 endpoints, got 20000'],
    ['2000 visits', `${header},visit\n${many(2000, (i) => `s${i},1,t,1,v${i}`)}`, 'expected at most 1000 visits, got 2000'],
    [
      '3000 sequences',
      `${header},sequence\n${many(3000, (i) => `s${i},1,t,1,q${i}`)}`,
      'expected at most 1000 different sequences in a trial, got 3000',
    ],
    [
      'few rows of very many participants, periods and visits',
      `${header},visit\n${many(40_000, (i) => `s${i},${i % 99},t,1,v${i % 900}`)}`,
      'the table of every participant, period, endpoint and visit would take 71.3 GB of memory, more than 1 GB: analyse fewer trials, endpoints or visits of the file at a time',
    ],
  ])('a table of %s is told in one line', (_, text, message) => {
    const started = performance.now();
    expect(problemsIn(text)).toEqual([message]);
    expect(performance.now() - started).toBeLessThan(SLOW);
  });

  it('tables of covariates and of guesses have the same limits', () => {
    const line = 'x'.repeat(300_000);
    for (const read of [readCovariates(line, ['age'], { trial: '1', subjects: ['1'] }), readGuesses(line)])
      expect(read).toMatchObject({
        problems: [{ message: expect.stringContaining('expected lines of at most 200000 characters') as string }],
      });
    const arms = `subject,given,guess\n${many(300, (i) => `s${i},g${i},g${i}`)}`;
    expect(readGuesses(arms)).toMatchObject({ problems: [{ message: 'treatment: expected at most 100 things given, got 300' }] });
  });
});

describe('messages are short whatever a table holds', () => {
  const long = 'n'.repeat(100_000);
  it.each([
    ['names of columns', `${long},${long}2\n1,2\n`],
    ['many columns', `${many(900, (i) => `column${i}`, ',')}\n`],
    ['a name of a subject twice', `${header}\n${long},1,A,1\n${long},1,A,2\n`],
    ['a value', `${header}\ns,1,A,${long}\n`],
    ['a period', `${header}\ns,${long},A,1\n`],
    ['a treatment that differs', `${header}\ns,1,${long},1\ns,1,B,2\n`],
    ['an endpoint', `${header},endpoint\ns,1,A,1,@${long}\n`],
  ])('a problem with long %s is told in less than a thousand characters', (_, text) => {
    const problems = problemsIn(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(Math.max(...problems.map(({ length }) => length))).toBeLessThan(1000);
  });
});

it('twelve periods of thousands of participants in as many orders as there may be are read in seconds', () => {
  const order = (subject: number, period: number): number => ((subject % 900) * 7919 + period * (subject % 900)) % 5;
  const text = `${header}\n${many(3000 * 12, (i) => `s${Math.floor(i / 12)},${1 + (i % 12)},t${order(Math.floor(i / 12), i % 12)},1`)}`;
  const started = performance.now();
  expect(problemsIn(text)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(2 * SLOW);
});
