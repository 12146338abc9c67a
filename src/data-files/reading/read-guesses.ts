import type { GuessTable } from '../../analysis/blinding.ts';
import { listedNames, shortName } from '../../text/listed-names.ts';
import { type Certainty, DO_NOT_KNOW } from '../../trial/guesses.ts';
import { grouped } from './grouped.ts';
import { dataLimits } from './limits.ts';
import { boundedTable, type RecordTable } from './record-table.ts';
import type { ReadProblem } from './row-faults.ts';

/** Columns that a file of guesses has, beside `trial`, `period` and `question`. */
const needed = ['subject', 'given', 'guess'] as const;

/** Other ways of writing that a subject does not know. */
const unknownWords: readonly string[] = [DO_NOT_KNOW, 'don’t know', "don't know", 'dk', 'unknown'];

/** Answers to the question how sure a subject is of a guess. */
const certainties: readonly Certainty[] = ['strongly', 'somewhat'];

/** Whether a header is that of a table of guesses (`guesses.csv`). */
export function holdsGuesses(header: readonly string[]): boolean {
  return needed.every((name) => header.includes(name));
}

/** One answer as the file gives it. */
interface Answer {
  readonly line: number;
  readonly trial: string;
  readonly question: string;
  readonly period: number;
  readonly subject: string;
  readonly given: string;
  readonly guess: string;
  /** How sure the subject is; undefined where the file does not say. */
  readonly certainty: string | undefined;
}

/**
 * Guesses of what was given, from a CSV laid out as `guesses.csv`: columns `subject`, `given`, `guess`, and where there are several `trial`, `period`, `question`. A guess is one of the names in the
 * column `given` of its question, or `do not know`; an empty one or `NA` is missing. A column `certainty`, `strongly` or `somewhat` for every guess, makes a questionnaire with five answers.
 *
 * @param text  of a CSV, or a table that was read from another file
 * @returns by trial, a table for every question and period; or everything that is wrong with the file, by line
 * @example
 * ```ts
 * import { readGuesses } from 'crossover-sim/data';
 * const read = readGuesses('subject,given,guess\n1,drug,drug\n2,placebo,do not know\n');
 * if ('problems' in read) throw new Error('not a table of guesses');
 * read.get('1')?.[0].unknown; // → [0, 1]
 * ```
 */
export function readGuesses(text: string | RecordTable): Map<string, GuessTable[]> | { problems: ReadProblem[] } {
  const table = boundedTable(text);
  if ('problems' in table) return table;
  const head = table.header;
  const missing = needed.filter((name) => !head.includes(name));
  if (missing.length > 0)
    return { problems: missing.map((name) => ({ line: 1, message: `the header has no column '${name}'; it has ${listedNames(head)}` })) };
  const problems: ReadProblem[] = [];
  const answers: Answer[] = [];
  for (const { line, fields } of table.rows()) {
    const answer = answerOf(
      fields.map((field) => field.trim()),
      head,
      line,
      problems,
    );
    if (answer !== undefined) answers.push(answer);
  }
  const trials = new Map<string, GuessTable[]>();
  for (const [trial, own] of grouped(answers, (answer) => answer.trial)) trials.set(trial, tablesOf(own, problems));
  if (answers.length === 0 && problems.length === 0) problems.push({ line: 1, message: 'the file holds no guess' });
  return problems.length > 0 ? { problems } : trials;
}

function answerOf(fields: readonly string[], head: readonly string[], line: number, problems: ReadProblem[]): Answer | undefined {
  if (fields.every((field) => field === '')) return undefined;
  const field = (name: string): string => fields[head.indexOf(name)] ?? '';
  const [subject, given, guess] = needed.map(field);
  const period = head.includes('period') ? Number(field('period')) : 1;
  const wrong = [
    ...(subject === '' ? ['the row names no subject'] : []),
    ...(given === '' || given === 'NA' ? ['the row does not say what was given'] : []),
    ...(Number.isInteger(period) ? [] : [`period: expected a whole number, got '${shortName(field('period'))}'`]),
  ];
  problems.push(...wrong.map((message) => ({ line, message })));
  if (wrong.length > 0 || guess === '' || guess === 'NA') return undefined;
  const certainty = head.includes('certainty') ? field('certainty') : undefined;
  return { line, trial: field('trial') || '1', question: field('question') || 'treatment', period, subject, given, guess, certainty };
}

/** The tables of one trial, in order of first use. */
function tablesOf(answers: readonly Answer[], problems: ReadProblem[]): GuessTable[] {
  return [...grouped(answers, ({ question }) => question)].flatMap(([question, asked]) => {
    const arms = [...new Set(asked.map(({ given }) => given))].sort();
    if (arms.length > dataLimits.treatments) {
      problems.push({
        line: asked[0].line,
        message: `${shortName(question)}: expected at most ${dataLimits.treatments} things given, got ${arms.length}`,
      });
      return [];
    }
    if (arms.length < 2)
      problems.push({
        line: asked[0].line,
        message: `${shortName(question)}: expected at least two things given, got ${listedNames(arms)} alone`,
      });
    const byPeriod = [...grouped(asked, ({ period }) => period)].sort(([a], [b]) => a - b);
    return byPeriod.map(([period, own]) => tableOf(question, period, arms, own, problems));
  });
}

function tableOf(
  question: string,
  period: number,
  arms: readonly string[],
  answers: readonly Answer[],
  problems: ReadProblem[],
): GuessTable {
  const guesses = arms.map(() => arms.map(() => 0));
  const strongly = arms.map(() => arms.map(() => 0));
  const unknown = arms.map(() => 0);
  const subjects = new Set<string>();
  const graded = answers.some(({ certainty }) => certainty !== undefined);
  for (const { line, subject, given, guess, certainty = '' } of answers) {
    if (subjects.has(subject))
      problems.push({ line, message: `subject ${shortName(subject)} answers twice about the ${shortName(question)} of period ${period}` });
    subjects.add(subject);
    const [row, column] = [arms.indexOf(guess), arms.indexOf(given)];
    if (row >= 0) {
      guesses[row][column]++;
      if (graded && isStrong(certainty, line, problems)) strongly[row][column]++;
    } else if (unknownWords.includes(guess.toLowerCase())) unknown[column]++;
    else problems.push({ line, message: `guess: expected ${listedNames(arms)} or ${DO_NOT_KNOW}, got '${shortName(guess)}'` });
  }
  return { question, period, arms, guesses, unknown, ...(graded ? { strongly } : {}) };
}

function isStrong(certainty: string, line: number, problems: ReadProblem[]): boolean {
  const said = certainties.find((each) => each === certainty.toLowerCase());
  if (said === undefined)
    problems.push({ line, message: `certainty: expected ${certainties.join(' or ')}, got '${shortName(certainty)}'` });
  return said === 'strongly';
}
