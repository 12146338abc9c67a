import type { CommandModule } from 'yargs';
import { submit, type SubmitArguments } from '../cluster/submit-jobs.ts';

export const submitCommand: CommandModule<object, SubmitArguments> = {
  command: 'submit <folder>',
  describe: 'sends the missing parts of a run to Slurm as one job array, and a merge after them; again is the resume',
  builder: (argv) =>
    argv
      .positional('folder', { type: 'string', demandOption: true, describe: 'a folder made by plan, that all nodes see' })
      .option('wait', { type: 'boolean', describe: 'come back when the jobs have ended' })
      .option('sbatch', {
        type: 'string',
        describe: 'options of the site for sbatch, as one word: "--partition=short --time=30"',
        requiresArg: true,
      })
      .option('template', {
        type: 'string',
        describe: 'a job script of your own; {{run}} stands for the command that computes a shard',
        requiresArg: true,
      })
      .option('at-once', { type: 'number', describe: 'at most so many parts at the same time', requiresArg: true })
      .option('quiet', { type: 'boolean', describe: 'no progress on stderr' })
      .example('$0 submit output/run', 'sends what is missing')
      .example('$0 submit output/run --sbatch "--partition=short --time=30" --wait', 'with options of the site, until it is done'),
  async handler(argv) {
    await submit(argv);
  },
};
