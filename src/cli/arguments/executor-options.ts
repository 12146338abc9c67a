import type { ArgumentTable, OptionValues } from './define-command.ts';

/** Options of what sends jobs to Slurm. */
export const jobOptions = {
  wait: { type: 'boolean', describe: 'come back when the jobs have ended, also those that follow from the results of others' },
  sbatch: { type: 'string', dashed: true, describe: 'options of the site for sbatch, as one word: "--partition=short --time=30"' },
  template: { type: 'string', describe: 'a job script of your own; {{run}} is replaced by the command that computes a shard' },
  'at-once': { type: 'number', describe: 'at most so many shards at the same time' },
} as const satisfies ArgumentTable;

/** The same for a command that plans, sends and may wait in one. */
export const executorOptions = {
  executor: { type: 'string', choices: ['slurm'], describe: 'compute the shards of --out elsewhere: plan and submit in one' },
  shards: { type: 'string', describe: 'with --executor: number of shards, or auto (10 minutes each by a short pilot)' },
  wait: { ...jobOptions.wait, describe: 'with --executor: come back when the jobs have ended' },
  sbatch: { ...jobOptions.sbatch, describe: 'with --executor: options of the site for sbatch, as one word' },
  template: { ...jobOptions.template, describe: 'with --executor: a job script of your own' },
  'at-once': { ...jobOptions['at-once'], describe: 'with --executor: at most so many shards at the same time' },
} as const satisfies ArgumentTable;

/** What jobs are sent with. */
export type JobOptions = Partial<OptionValues<typeof jobOptions>>;
