import { existsSync } from 'node:fs';
import { readScenario } from '../../scenario/index.ts';
import { starterScenario, type StarterNumbers } from '../../scenario/templates/starter-scenario.ts';
import { answeredNumbers, withDefaults } from '../arguments/ask-numbers.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { writeNamedFile } from '../files/output-file.ts';
import { usageError } from '../terminal/exit-error.ts';
import { programName } from '../terminal/program-name.ts';

export const initCommand = defineCommand({
  usage: 'init [file]',
  summary: 'write a commented starter scenario; without numbers it asks for them, or reads one a line from a pipe',
  positionals: {
    file: { type: 'string', default: 'my-trial.yaml', describe: 'file to write; an existing file is never overwritten' },
  },
  options: {
    participants: { type: 'number', describe: 'number of patients (30 unless said otherwise)' },
    difference: { type: 'number', describe: 'expected difference between the treatments, in the unit of the endpoint (4)' },
    sd: { type: 'number', describe: 'within-patient SD of one period, in the same unit (5)' },
  },
  examples: [
    ['init', 'write my-trial.yaml; asks for three numbers on a terminal, reads them from a pipe'],
    ['init output/plan.yaml --participants 24 --difference 3 --sd 5', 'from the three numbers people know'],
  ],
  async run({ file, participants, difference, sd }) {
    if (existsSync(file)) throw usageError(`${file} exists already; give another name`);
    const given = { participants, difference, sd };
    const isAsked = Object.values(given).every((value) => value === undefined);
    const faultsOf = (numbers: StarterNumbers): string[] => problemsOf(file, starterScenario(numbers));
    const { known, told = '' } = isAsked ? await answeredNumbers(faultsOf) : { known: withDefaults(given) };
    const problems = faultsOf(known);
    if (problems.length > 0) throw usageError(problems.join('\n'));
    writeNamedFile(file, starterScenario(known));
    process.stderr.write(told);
    process.stdout.write(`wrote ${file}\nnext: ${programName()} power ${file}\n`);
  },
});

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
