import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import { readGuesses } from '../../data-files/reading/read-guesses.ts';
import type { RecordTable } from '../../data-files/reading/record-table.ts';
import { listedNames, shortName } from '../../text/listed-names.ts';
import { guessQuestions, type GuessQuestion } from '../../trial/guesses.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';
import { guessKey } from './incomplete-trial.ts';

/** Guesses as columns by `guessKey`, of the questions of the design that the file has, in the order of the subjects of the observations. */
export function guessColumns(
  { file, table }: { readonly file: string; readonly table: RecordTable },
  { trial, subjects, data }: ReadTrial,
  model: MechanisticTrial,
): {
  readonly questions: readonly GuessQuestion['about'][];
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly problems: readonly string[];
} {
  const read = readGuesses(table);
  if ('problems' in read)
    return { questions: [], columns: new Map(), problems: read.problems.map(({ line, message }) => `${file}:${line} ${message}`) };
  const { periodCount, firstPeriod = 1 } = data;
  const columns = new Map<string, Float64Array>();
  const asked = guessQuestions(model);
  const problems: string[] = [];
  const strangers: string[] = [];
  const places = new Map(subjects.map((name, place) => [name, place]));
  const take = (line: number, field: (name: string) => string): void => {
    const question = asked.find(({ about }) => about === field('question'));
    const guess = field('guess');
    if (question === undefined || guess === '' || guess === 'NA') return;
    const period = Number(field('period') || 1);
    const row = (places.get(field('subject')) ?? NaN) * periodCount + period - firstPeriod;
    const isKnown = period >= firstPeriod && period < firstPeriod + periodCount && !Number.isNaN(row);
    const names = [question.treatment, question.other];
    if (!isKnown) strangers.push(`${shortName(field('subject'))} in period ${period}`);
    if (!names.includes(field('given')))
      problems.push(`${file}:${line} given: expected ${names.join(' or ')} as in the design, got '${shortName(field('given'))}'`);
    const key = guessKey(question);
    const column = columns.get(key) ?? new Float64Array(subjects.length * periodCount).fill(NaN);
    columns.set(key, column);
    if (isKnown) column[row] = guess === question.treatment ? 1 : 0;
  };
  for (const { line, fields } of table.rows()) {
    const field = (name: string): string => (fields[table.header.indexOf(name)] ?? '').trim();
    if ((field('trial') || '1') === trial) take(line, field);
  }
  if (strangers.length > 0) problems.push(`${file}: expected participants and periods of the observations, got ${listedNames(strangers)}`);
  return { questions: asked.filter((question) => columns.has(guessKey(question))).map(({ about }) => about), columns, problems };
}
