import { existsSync } from 'node:fs';
import { defineCommand } from '../arguments/define-command.ts';
import { writeNamedFile } from '../files/output-file.ts';
import { starter } from '../questions/starter.ts';
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
    const { text, told } = await starter(file, { participants, difference, sd });
    writeNamedFile(file, text);
    process.stderr.write(told);
    process.stdout.write(`wrote ${file}\nnext: ${programName()} power ${file}\n`);
  },
});
