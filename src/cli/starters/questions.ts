import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { usageError } from '../terminal/exit-error.ts';
import { interrupted } from '../terminal/interrupt.ts';
import { whilePrompting } from '../terminal/printable.ts';

/** One question of a starter. */
export interface Question {
  /** The option that answers it too. */
  readonly name: string;
  readonly text: string;
  /** What an empty answer stands for, as it would be typed; it may depend on the answers before it. */
  readonly usual: string | ((before: Answers) => string);
  /** Where the usual answer comes from: a source key, or `assumed`. */
  readonly source: string;
  /** What is wrong with an answer by itself. */
  readonly faultIn: (answer: string) => string | undefined;
  /** What follows from an answer, to be said at once. */
  readonly echo?: (answer: string) => string;
}

/** Answers by the name of the question, as they are typed; an answer that is not given is the usual one. */
export type Answers = Readonly<Record<string, string>>;

/** What is wrong with answers that are fit by themselves; nothing where a scenario can be made of them. */
export type FaultsOf = (answers: Answers) => readonly string[];

/** Answers, and what is to be said of them on stderr. */
export interface Answered {
  readonly answers: Answers;
  readonly transcript: string;
}

/** How long the first line of a pipe is waited for (assumed). */
const PATIENCE_MS = 2000;

/** What an empty answer stands for. @param before  answers to the questions before it */
function usualAnswer({ usual }: Question, before: Answers): string {
  return typeof usual === 'string' ? usual : usual(before);
}

/** An answer to every question, in their order: that which is given, else the usual one. */
function completed(questions: readonly Question[], given: (question: Question, place: number) => string | undefined): Answers {
  const answers: Record<string, string> = {};
  questions.forEach((question, place) => {
    answers[question.name] = given(question, place) ?? usualAnswer(question, answers);
  });
  return answers;
}

/** The answers that are given, and the usual one to every other question. @throws ExitError (2) where one is unfit by itself */
export function givenAnswers(questions: readonly Question[], given: Readonly<Record<string, string | number | undefined>>): Answers {
  const answers = completed(questions, ({ name }) => (given[name] === undefined ? undefined : String(given[name])));
  const problems = questions.flatMap(({ name, faultIn }) => {
    const fault = faultIn(answers[name]);
    return fault === undefined ? [] : [`--${name}: ${fault}`];
  });
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return answers;
}

/** The answers that somebody gives: asked for on a terminal, else read from what is piped in. */
export async function askedAnswers(questions: readonly Question[], faultsOf: FaultsOf): Promise<Answered> {
  if (!process.stdin.isTTY) return pipedAnswers(questions);
  const shown = [process.stdout, process.stderr].find(({ isTTY }) => isTTY); // where somebody sees the questions
  return {
    answers: shown === undefined ? givenAnswers(questions, {}) : await whilePrompting(() => promptAnswers(questions, faultsOf, shown)),
    transcript: '',
  };
}

/** Asks each question until its answer can be used; an empty answer takes the usual one. */
async function promptAnswers(questions: readonly Question[], faultsOf: FaultsOf, output: NodeJS.WriteStream): Promise<Answers> {
  const terminal = createInterface({ input: process.stdin, output });
  const lines = terminal[Symbol.asyncIterator](); // answers typed ahead wait in it
  let ended = false;
  terminal.once('close', () => (ended = true));
  const given: Record<string, string> = {};
  const complete = (): Answers => completed(questions, ({ name }) => given[name]);
  try {
    for (const question of questions) {
      const { name, text, source, faultIn, echo } = question;
      const usual = usualAnswer(question, given);
      for (let faults: readonly string[] | undefined; faults === undefined || faults.length > 0;) {
        for (const fault of faults ?? []) output.write(`  ${fault}\n`);
        terminal.setPrompt(`${text} [${usual}; ${source}] `);
        if (!ended) terminal.prompt(); // that of a closed terminal would read on, and the program would not end
        const line = await lines.next();
        if (line.done === true) throw interrupted(undefined, 'nothing was written');
        given[name] = line.value.trim() === '' ? usual : line.value.trim();
        const fault = faultIn(given[name]);
        faults = fault === undefined ? faultsOf(complete()) : [fault];
      }
      if (echo !== undefined) output.write(`  ${echo(given[name])}\n`);
    }
  } finally {
    terminal.close();
  }
  return complete();
}

/**
 * The answers from stdin, one a line in the order of the questions; an empty line, or none, takes the usual answer.
 * @throws ExitError (2) naming every line that is unfit
 */
async function pipedAnswers(questions: readonly Question[]): Promise<Answered> {
  const lines = await pipedLines();
  while (lines.at(-1) === '') lines.pop();
  const answers = completed(questions, (_, i) => ((lines.at(i) ?? '') === '' ? undefined : lines[i]));
  const problems = questions.flatMap(({ name, faultIn }, i) => {
    const fault = faultIn(answers[name]);
    return fault === undefined ? [] : [`line ${i + 1} of stdin (${name}): ${fault}`];
  });
  const names = questions.map(({ name }) => name).join(', ');
  if (lines.length > questions.length) problems.push(`stdin: expected ${questions.length} lines (${names}), got ${lines.length}`);
  if (problems.length > 0) throw usageError(problems.join('\n'));
  const said = questions.map(({ name }, i) => `${name} ${answers[name]}${(lines.at(i) ?? '') === '' ? ' (usual)' : ''}`);
  return { answers, transcript: `${lines.length === 0 ? 'no answers on stdin' : 'from stdin'}: ${said.join('; ')}\n` };
}

/** The lines of stdin to its end. A pipe into which nobody writes (that of a program which started this one) is not waited for. */
async function pipedLines(): Promise<string[]> {
  const lines: string[] = [];
  const input = createInterface({ input: process.stdin });
  const patience = setTimeout(() => input.close(), PATIENCE_MS);
  input.on('line', (line) => {
    clearTimeout(patience);
    lines.push(line.trim());
  });
  await once(input, 'close');
  clearTimeout(patience);
  return lines;
}
