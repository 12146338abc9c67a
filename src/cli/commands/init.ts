import { defineCommand } from '../arguments/define-command.ts';
import { assertNewFile, forceOption } from '../files/assert-new-file.ts';
import { writeNamedFile } from '../files/output-file.ts';
import { readingOptions } from '../arguments/reading-options.ts';
import { pilotStarter } from '../questions/pilot-starter.ts';
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
    from: {
      type: 'string',
      excludes: ['mechanistic'],
      describe: 'file of recorded data: means, difference, SDs and what is not known of them are estimated',
    },
    mechanistic: { type: 'boolean', describe: 'participants, a drug and a blocker instead of a normal endpoint' },
    force: forceOption,
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
      describe:
        'visit of the primary endpoint, or peak or average (mechanistic: day1, peak of ratings in the first hours; of data: the only one)',
    },
    measure: {
      type: 'string',
      needs: 'from',
      choices: ['value', 'change', 'percent-change'],
      describe: 'what is estimated from the data (value)',
    },
    trial: { type: 'string', needs: 'from', describe: 'which trial of the data, where there are several' },
    dropout: { type: 'number', ...mechanistic, describe: 'share of participants lost between the periods (0.143)' },
    claim: { type: 'string', ...mechanistic, describe: 'blocked, or blocked-alone: and the dissociation is the same (blocked)' },
    ...readingOptions,
  },
  examples: [
    ['init', 'write my-trial.yaml; asks five questions on a terminal, reads the answers from a pipe'],
    ['init output/plan.yaml --participants 24 --difference 3 --sd 5', 'from the three numbers people know'],
    ['init output/next.yaml --from output/williams-2018/observations.csv --endpoint hamd17 --visit day1', 'from the data of a pilot trial'],
    ['init output/blockade.yaml --mechanistic --participants 24 --blocked 0.5', 'a drug after a blocker, the rest by default'],
  ],
  async run({ file, mechanistic: isMechanistic, force, from, ...given }) {
    assertNewFile(file, force);
    if (from !== undefined) {
      const unused = estimated.filter((name) => given[name] !== undefined);
      if (unused.length > 0)
        throw usageError(`--from estimates it from the data: leave out ${unused.map((name) => `--${name}`).join(', ')}`);
      const { text, read, echo } = await pilotStarter(file, { ...given, from });
      return written(file, text, echo, read === '' ? '' : `Read ${from}: ${read}.\n`, ' --assurance');
    }
    const isOfData = (name: string): boolean => Object.hasOwn(readingOptions, name);
    const answers: Record<string, string | number | undefined> = {};
    for (const [name, value] of Object.entries(given))
      if (!isOfData(name) && (typeof value === 'string' || typeof value === 'number')) answers[name] = value;
    const stray = Object.entries(given).flatMap(([name, value]) =>
      isOfData(name) && value !== undefined && value !== false ? [`--${name}`] : [],
    );
    if (given.visit !== undefined && isMechanistic !== true) stray.push('--visit (or with --mechanistic)');
    if (stray.length > 0) throw usageError(`${stray.join(', ')}: only with --from, a file of recorded data`);
    const { sd, sdDifference, sdTotal, icc } = given;
    const { text, transcript, echo } = await starter(file, isMechanistic === true, { ...answers, sd, sdDifference, sdTotal, icc });
    written(file, text, echo, transcript);
  },
});

/** Answers that data give. */
const estimated = ['difference', 'sd', 'sdDifference', 'sdTotal', 'icc'] as const;

/** Writes the scenario, then says what was read and what comes next. */
function written(file: string, text: string, echo: readonly string[], said: string, options = ''): void {
  writeNamedFile(file, text);
  if (said !== '') process.stderr.write(said);
  process.stdout.write([`wrote ${file}`, ...echo, `next: ${programName()} power ${file}${options}`, ''].join('\n'));
}
