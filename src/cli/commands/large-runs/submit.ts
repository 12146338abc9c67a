import { pick } from '../../arguments/common-options.ts';
import { defineCommand } from '../../arguments/define-command.ts';
import { jobOptions } from '../../arguments/executor-options.ts';
import { submit } from '../../cluster/submit-jobs.ts';

export const submitCommand = defineCommand({
  usage: 'submit <folder>',
  summary: 'submits the missing shards of a run to Slurm as one job array, and a merge after them; run it again to resume',
  positionals: { folder: { type: 'string', describe: 'a folder made by plan, that all nodes see' } },
  options: { ...jobOptions, ...pick('quiet') },
  examples: [
    ['submit output/run', 'sends what is missing'],
    ['submit output/run --sbatch "--partition=short --time=30" --wait', 'with options of the site, until it is done'],
  ],
  interrupted: 'jobs that were sent go on: run the same command again to send the others',
  // Without --wait, an interrupt ends the program at once.
  run: (argv, session) => submit({ ...argv, ...(argv.wait === true ? { signal: session.signal } : {}) }),
});
