import { existsSync } from 'node:fs';
import { defineCommand } from '../arguments/define-command.ts';
import { writeNamedFile } from '../files/output-file.ts';
import { starter } from '../questions/starter.ts';
import { usageError } from '../terminal/exit-error.ts';
import { programName } from '../terminal/program-name.ts';

const mechanistic = { needs: 'mechanistic' } as const;
const normal = { excludes: ['mechanistic'] } as const;

export const initCommand = defineCommand({
  usage: 'init [file]',
  summary: 'write a commented starter scenario; without answers it asks for them, or reads them from a pipe, one a line',
  positionals: {
    file: { type: 'string', default: 'my-trial.yaml', describe: 'file to write' },
  },
  options: {
    mechanistic: { type: 'boolean', describe: 'participants, a drug and a blocker instead of a normal endpoint' },
    force: { type: 'boolean', default: false, describe: 'write over a file that exists' },
    participants: { type: 'number', describe: 'number of participants (30 unless said otherwise)' },
    endpoint: { type: 'string', describe: 'what the endpoint is; mechanistic: the primary endpoint, which the drug moves (hamd17)' },
    difference: { type: 'number', ...normal, describe: 'expected difference between the treatments, in the unit of the endpoint (4)' },
    sd: { type: 'number', ...normal, describe: 'SD of one period within a participant, in the same unit (5)' },
    'sd-difference': {
      type: 'number',
      excludes: ['mechanistic', 'sd'],
      describe: 'SD of the difference between two periods of a participant',
    },
    'sd-total': { type: 'number', excludes: ['mechanistic', 'sd', 'sd-difference'], needs: 'icc', describe: 'SD over participants' },
    icc: { type: 'number', ...normal, needs: 'sd-total', describe: 'intraclass correlation: share of that variance between participants' },
    treatments: { type: 'string', ...normal, describe: 'two names, the one to compare with first (placebo,active)' },
    drug: { type: 'string', ...mechanistic, describe: 'drug, one of the shipped declarations (ketamine)' },
    blocker: { type: 'string', ...mechanistic, describe: 'blocker, likewise (naltrexone)' },
    blocked: { type: 'number', ...mechanistic, describe: "share of the drug's benefit that full blockade removes (1)" },
    screening: { type: 'number', ...mechanistic, describe: 'lowest HAM-D17 score at screening (20)' },
    sequences: { type: 'string', ...mechanistic, describe: 'both (orders, at random) or placebo-first (both)' },
    washout: { type: 'number', ...mechanistic, describe: 'days from one dose of the drug to the next (30)' },
    visit: {
      type: 'string',
      ...mechanistic,
      describe: 'visit of the primary endpoint, or peak or average (day1; peak of ratings in the first hours)',
    },
    dropout: { type: 'number', ...mechanistic, describe: 'share of participants lost between the periods (0.143)' },
    claim: { type: 'string', ...mechanistic, describe: 'blocked, or blocked-alone: and the dissociation is the same (blocked)' },
  },
  examples: [
    ['init', 'write my-trial.yaml; asks five questions on a terminal, reads the answers from a pipe'],
    ['init output/plan.yaml --participants 24 --difference 3 --sd 5', 'from the three numbers people know'],
    ['init output/blockade.yaml --mechanistic --participants 24 --blocked 0.5', 'a drug after a blocker, the rest by default'],
  ],
  async run({ file, mechanistic: isMechanistic, force, ...given }) {
    if (existsSync(file) && !force) throw usageError(`${file} exists already; give another name, or --force to write over it`);
    const { text, transcript, echo } = await starter(file, isMechanistic === true, given);
    writeNamedFile(file, text);
    if (transcript !== '') process.stderr.write(transcript);
    process.stdout.write([`wrote ${file}`, ...echo, `next: ${programName()} power ${file}`, ''].join('\n'));
  },
});
