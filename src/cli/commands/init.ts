import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { CommandModule } from 'yargs';
import { decimalNumber } from '../../parameters/decimal-number.ts';
import { readScenario } from '../../scenario/index.ts';
import { starterScenario } from '../../scenario/templates/starter-scenario.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { writeNamedFile } from '../files/output-file.ts';
import { programName } from '../terminal/program-name.ts';

interface InitArguments {
  readonly file: string;
  readonly participants?: number | undefined;
  readonly difference?: number | undefined;
  readonly sd?: number | undefined;
}

/** The three numbers people know, with what stands in for one that is not given. */
const numbers = {
  participants: { question: 'How many patients?', usual: 30 },
  difference: { question: 'Which difference between the treatments do you expect (in the unit of the endpoint)?', usual: 4 },
  sd: {
    question: 'Which SD does one period have within a patient (same unit; the difference of two periods then has √2 times it)?',
    usual: 5,
  },
} as const;

type Numbers = Readonly<Record<keyof typeof numbers, number>>;

/** How long the first line of a pipe is waited for (assumed). */
const PATIENCE_MS = 2000;

const names = Object.keys(numbers) as (keyof Numbers)[];

export const initCommand: CommandModule<object, InitArguments> = {
  command: 'init [file]',
  describe: 'write a commented starter scenario; without numbers it asks for them, or reads one a line from a pipe',
  builder: (argv) =>
    argv
      .positional('file', { type: 'string', default: 'my-trial.yaml', describe: 'file to write; an existing file is never overwritten' })
      .option('participants', { type: 'number', describe: 'number of patients (30 unless said otherwise)', requiresArg: true })
      .option('difference', {
        type: 'number',
        describe: 'expected difference between the treatments, in the unit of the endpoint (4)',
        requiresArg: true,
      })
      .option('sd', { type: 'number', describe: 'within-patient SD of one period, in the same unit (5)', requiresArg: true })
      .example('$0 init', 'write my-trial.yaml; asks for three numbers on a terminal, reads them from a pipe')
      .example('$0 init output/plan.yaml --participants 24 --difference 3 --sd 5', 'from the three numbers people know'),
  async handler({ file, ...given }) {
    if (existsSync(file)) throw new CommandFailure(2, `${file} exists already; give another name`);
    const none = Object.keys(numbers).every((name) => given[name as keyof Numbers] === undefined);
    const { known, told = '' } = none ? await answeredNumbers(file) : { known: withUsual(given) };
    const text = starterScenario(known);
    const problems = problemsOf(file, text);
    if (problems.length > 0) throw new CommandFailure(2, problems.join('\n'));
    writeNamedFile(file, text);
    process.stderr.write(told);
    process.stdout.write(`wrote ${file}\nnext: ${programName()} power ${file}\n`);
  },
};

function withUsual({ participants, difference, sd }: Partial<Record<keyof Numbers, number | undefined>>): Numbers {
  return {
    participants: participants ?? numbers.participants.usual,
    difference: difference ?? numbers.difference.usual,
    sd: sd ?? numbers.sd.usual,
  };
}

/** The numbers, and what is to be said of them on stderr. */
interface Answered {
  readonly known: Numbers;
  readonly told?: string;
}

/** The numbers as somebody answers: asked for on a terminal, else read from what is piped in. */
async function answeredNumbers(file: string): Promise<Answered> {
  if (!process.stdin.isTTY) return pipedNumbers();
  const shown = [process.stdout, process.stderr].find(({ isTTY }) => isTTY); // where somebody sees the questions
  return { known: shown === undefined ? withUsual({}) : await askedNumbers(file, shown) };
}

/** Asks for each number until it can be used; an empty answer takes the usual one. */
async function askedNumbers(file: string, output: NodeJS.WriteStream): Promise<Numbers> {
  const terminal = createInterface({ input: process.stdin, output });
  const lines = terminal[Symbol.asyncIterator](); // answers typed ahead wait in it
  const given: Partial<Record<keyof Numbers, number>> = {};
  try {
    for (const name of names) {
      for (let faults: readonly string[] | undefined; faults === undefined || faults.length > 0;) {
        for (const fault of faults ?? []) output.write(`  ${fault}\n`);
        terminal.setPrompt(`${numbers[name].question} [${numbers[name].usual}] `);
        terminal.prompt();
        const line = await lines.next();
        if (line.done === true) throw new CommandFailure(130, 'interrupted; nothing was written');
        const answer = line.value.trim();
        given[name] = numberIn(answer, name);
        faults = Number.isNaN(given[name]) ? [`expected a number, got '${answer}'`] : problemsOf(file, starterScenario(withUsual(given)));
      }
    }
  } finally {
    terminal.close();
  }
  return withUsual(given);
}

/**
 * The numbers from stdin, one a line in the order of the questions; an empty line, or none, takes the usual number.
 * @throws CommandFailure (2) naming every line that holds none
 */
async function pipedNumbers(): Promise<Answered> {
  const answers = await pipedLines();
  while (answers.at(-1) === '') answers.pop();
  const given = Object.fromEntries(names.map((name, i) => [name, numberIn(answers.at(i) ?? '', name)])) as unknown as Numbers;
  const problems = names.flatMap((name, i) =>
    Number.isNaN(given[name]) ? [`line ${i + 1} of stdin (${name}): expected a number, got '${answers[i]}'`] : [],
  );
  if (answers.length > names.length) problems.push(`stdin: expected ${names.length} lines (${names.join(', ')}), got ${answers.length}`);
  if (problems.length > 0) throw new CommandFailure(2, problems.join('\n'));
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

/** Which numbers stand in a file that nobody was asked about in words. */
function takenText(given: Numbers, answered: number): string {
  const said = names.map((name, i) => `${name} ${given[name]}${i < answered ? '' : ' (usual)'}`);
  return `${answered === 0 ? 'no answers on stdin' : 'from stdin'}: ${said.join(', ')}\n`;
}

/** A number as people type it, with a decimal point or comma; the usual one for an empty answer; NaN where it is none. */
function numberIn(answer: string, name: keyof Numbers): number {
  return answer === '' ? numbers[name].usual : decimalNumber(answer.replace(',', '.'));
}

/** What is wrong with the numbers: the starter goes through the same checks as any scenario before it is written. */
function problemsOf(file: string, text: string): string[] {
  const readFile = (path: string): string => {
    throw new RangeError(`a starter scenario extends nothing, got ${path}`);
  };
  const result = readScenario({ path: file, text }, { readFile });
  const lines = 'problems' in result ? result.problems.map(({ path, message }) => `${options[path] ?? path}: ${message}`) : [];
  return [...new Set(lines)];
}

const options: Readonly<Record<string, string>> = {
  'design.participants': '--participants',
  'gaussian.difference': '--difference',
  'gaussian.sdWithin': '--sd',
  'gaussian.sdBetween': '--sd',
};
