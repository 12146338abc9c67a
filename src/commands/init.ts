import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { CommandModule } from 'yargs';
import { readScenario } from '../scenario/index.ts';
import { starterScenario } from '../scenario/starter-scenario.ts';
import { CommandFailure } from './command-failure.ts';
import { writeOutput } from './output-file.ts';
import { programName } from './program-name.ts';

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
  sd: { question: 'How much does one patient differ from one period to the next (SD, same unit)?', usual: 5 },
} as const;

type Numbers = Readonly<Record<keyof typeof numbers, number>>;

export const initCommand: CommandModule<object, InitArguments> = {
  command: 'init [file]',
  describe: 'write a commented starter scenario; on a terminal it asks for the numbers',
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
      .example('$0 init', 'write my-trial.yaml; asks for three numbers on a terminal')
      .example('$0 init output/plan.yaml --participants 24 --difference 3 --sd 5', 'from the three numbers people know'),
  async handler({ file, ...given }) {
    if (existsSync(file)) throw new CommandFailure(2, `${file} exists already; give another name`);
    const missing = Object.keys(numbers).every((name) => given[name as keyof Numbers] === undefined);
    const asks = missing && process.stdin.isTTY && process.stdout.isTTY;
    const known: Numbers = asks ? await askedNumbers(file) : withUsual(given);
    const text = starterScenario(known);
    const problems = problemsOf(file, text);
    if (problems.length > 0) throw new CommandFailure(2, problems.join('\n'));
    writeOutput(file, text);
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

/** Asks for each number until it can be used; an empty answer takes the usual one. */
async function askedNumbers(file: string): Promise<Numbers> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const lines = terminal[Symbol.asyncIterator](); // answers typed ahead wait in it
  const given: Partial<Record<keyof Numbers, number>> = {};
  try {
    for (const [name, { question, usual }] of Object.entries(numbers) as [keyof Numbers, (typeof numbers)[keyof Numbers]][]) {
      for (let faults: readonly string[] | undefined; faults === undefined || faults.length > 0;) {
        for (const fault of faults ?? []) process.stdout.write(`  ${fault}\n`);
        terminal.setPrompt(`${question} [${usual}] `);
        terminal.prompt();
        const line = await lines.next();
        if (line.done === true) throw new CommandFailure(130, 'interrupted; nothing was written');
        const answer = line.value.trim();
        const number = answer === '' ? usual : Number(answer.replace(',', '.'));
        const usable = Number.isFinite(number);
        faults = usable
          ? problemsOf(file, starterScenario(withUsual({ ...given, [name]: number })))
          : [`expected a number, got '${answer}'`];
        given[name] = number;
      }
    }
  } finally {
    terminal.close();
  }
  return withUsual(given);
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
