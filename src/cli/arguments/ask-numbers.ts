import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { decimalNumber } from '../../parameters/decimal-number.ts';
import type { StarterNumbers } from '../../scenario/templates/starter-scenario.ts';
import { usageError } from '../terminal/exit-error.ts';
import { interrupted } from '../terminal/interrupt.ts';

/** The three numbers people know, with the default of each that is not given. */
const starterNumbers = {
  participants: { question: 'How many patients?', usual: 30 },
  difference: { question: 'Which difference between the treatments do you expect (in the unit of the endpoint)?', usual: 4 },
  sd: {
    question: 'Which SD does one period have within a patient (same unit; the difference of two periods then has √2 times it)?',
    usual: 5,
  },
} as const;

/** How long the first line of a pipe is waited for (assumed). */
const PATIENCE_MS = 2000;

const names = Object.keys(starterNumbers) as (keyof StarterNumbers)[];

/** What is wrong with numbers; nothing where a scenario can be made of them. */
type FaultsOf = (numbers: StarterNumbers) => readonly string[];

/** The numbers that are given, and the usual one for each that is not. */
export function withDefaults({ participants, difference, sd }: Partial<Record<keyof StarterNumbers, number | undefined>>): StarterNumbers {
  return {
    participants: participants ?? starterNumbers.participants.usual,
    difference: difference ?? starterNumbers.difference.usual,
    sd: sd ?? starterNumbers.sd.usual,
  };
}

/** The numbers, and what is to be said of them on stderr. */
export interface Answered {
  readonly known: StarterNumbers;
  readonly told?: string;
}

/** The numbers as somebody answers: asked for on a terminal, else read from what is piped in. */
export async function answeredNumbers(faultsOf: FaultsOf): Promise<Answered> {
  if (!process.stdin.isTTY) return pipedNumbers();
  const shown = [process.stdout, process.stderr].find(({ isTTY }) => isTTY); // where somebody sees the questions
  return { known: shown === undefined ? withDefaults({}) : await promptNumbers(faultsOf, shown) };
}

/** Asks for each number until it can be used; an empty answer takes the usual one. */
async function promptNumbers(faultsOf: FaultsOf, output: NodeJS.WriteStream): Promise<StarterNumbers> {
  const terminal = createInterface({ input: process.stdin, output });
  const lines = terminal[Symbol.asyncIterator](); // answers typed ahead wait in it
  const given: Partial<Record<keyof StarterNumbers, number>> = {};
  try {
    for (const name of names) {
      for (let faults: readonly string[] | undefined; faults === undefined || faults.length > 0;) {
        for (const fault of faults ?? []) output.write(`  ${fault}\n`);
        terminal.setPrompt(`${starterNumbers[name].question} [${starterNumbers[name].usual}] `);
        terminal.prompt();
        const line = await lines.next();
        if (line.done === true) throw interrupted(undefined, 'nothing was written');
        const answer = line.value.trim();
        given[name] = numberIn(answer, name);
        faults = Number.isNaN(given[name]) ? [`expected a number, got '${answer}'`] : faultsOf(withDefaults(given));
      }
    }
  } finally {
    terminal.close();
  }
  return withDefaults(given);
}

/**
 * The numbers from stdin, one a line in the order of the questions; an empty line, or none, takes the usual number.
 * @throws ExitError (2) naming every line that holds none
 */
async function pipedNumbers(): Promise<Answered> {
  const answers = await pipedLines();
  while (answers.at(-1) === '') answers.pop();
  const given = Object.fromEntries(names.map((name, i) => [name, numberIn(answers.at(i) ?? '', name)])) as Record<
    keyof StarterNumbers,
    number
  >;
  const problems = names.flatMap((name, i) =>
    Number.isNaN(given[name]) ? [`line ${i + 1} of stdin (${name}): expected a number, got '${answers[i]}'`] : [],
  );
  if (answers.length > names.length) problems.push(`stdin: expected ${names.length} lines (${names.join(', ')}), got ${answers.length}`);
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return { known: given, told: takenText(given, answers.length) };
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

/** Names the numbers of a file that were not asked for. */
function takenText(given: StarterNumbers, answered: number): string {
  const said = names.map((name, i) => `${name} ${given[name]}${i < answered ? '' : ' (usual)'}`);
  return `${answered === 0 ? 'no answers on stdin' : 'from stdin'}: ${said.join(', ')}\n`;
}

/** A number as people type it, with a decimal point or comma; the usual one for an empty answer; NaN where it is none. */
function numberIn(answer: string, name: keyof StarterNumbers): number {
  return answer === '' ? starterNumbers[name].usual : decimalNumber(answer.replace(',', '.'));
}
