import { existsSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { readScenario } from '../scenario/index.ts';
import { starterScenario } from '../scenario/starter-scenario.ts';
import { CommandFailure } from './command-failure.ts';
import { writeOutput } from './output-file.ts';

interface InitArguments {
  readonly file: string;
  readonly participants: number;
  readonly difference: number;
  readonly sd: number;
}

export const initCommand: CommandModule<object, InitArguments> = {
  command: 'init [file]',
  describe: 'write a commented starter scenario',
  builder: (argv) =>
    argv
      .positional('file', { type: 'string', default: 'my-trial.yaml', describe: 'file to write; an existing file is never overwritten' })
      .option('participants', { type: 'number', default: 30, describe: 'number of patients', requiresArg: true })
      .option('difference', {
        type: 'number',
        default: 4,
        describe: 'expected difference between the treatments, in the unit of the endpoint',
        requiresArg: true,
      })
      .option('sd', { type: 'number', default: 5, describe: 'within-patient SD of one period, in the same unit', requiresArg: true })
      .example('$0 init', 'write my-trial.yaml, a crossover of 30 patients to change')
      .example('$0 init output/plan.yaml --participants 24 --difference 3 --sd 5', 'from the three numbers people know'),
  handler({ file, participants, difference, sd }) {
    if (existsSync(file)) throw new CommandFailure(2, `${file} exists already; give another name`);
    const text = starterScenario({ participants, difference, sd });
    const problems = problemsOf(file, text);
    if (problems.length > 0) throw new CommandFailure(2, problems.join('\n'));
    writeOutput(file, text);
    process.stdout.write(`wrote ${file}\nnext: crossover-sim power ${file}\n`);
  },
};

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
