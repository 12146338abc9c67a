import { pick, studyOptions, type scenarioFiles } from './common-options.ts';
import type { ArgumentTable, OptionValues, PositionalValues } from './define-command.ts';
import { forceOption } from '../files/assert-new-file.ts';
import { executorOptions } from './executor-options.ts';

/** The options of `power`: those of a run, of questions about many runs, of the results, and of a cluster. */
export const powerOptions = {
  ...studyOptions,
  ...pick('replicates', 'workers'),
  require: {
    type: 'string',
    many: true,
    describe:
      "power that the claim (or the only analysis) must reach, name=power for an analysis, 'name < rate' for an upper bound (repeatable)",
  },
  junit: { type: 'string', describe: 'also write the decisions as JUnit XML' },
  summary: { type: 'string', describe: 'also write a summary as Markdown' },
  mcse: { type: 'number', excludes: ['replicates'], describe: 'simulate until the standard error of the power is at most this' },
  analytic: {
    type: 'boolean',
    excludes: ['mcse', 'require', 'out', 'report', 'protocol', 'junit', 'summary'],
    describe: 'exact power by formula, without simulating',
  },
  vary: { type: 'string', many: true, describe: 'path=a,b,c or path=from:to:step: power at every value (repeatable: the full grid)' },
  sample: { type: 'string', describe: 'lhs:N or sobol:N points in the ranges of --vary path=from:to' },
  tornado: { type: 'boolean', describe: 'what power depends on: each uncertain value (or those of --vary path=low:high) to its ends' },
  assurance: { type: 'boolean', describe: "power averaged over the scenario's uncertainty section" },
  learning: { type: 'boolean', describe: 'what a trial is expected to teach about an uncertain parameter, from the uncertainty section' },
  parameter: { type: 'string', needs: 'learning', describe: 'with --learning: path of the parameter (default response.opioidDependence)' },
  threshold: { type: 'number', needs: 'learning', describe: 'with --learning: above it or not is the conclusion (default: prior median)' },
  certainty: {
    type: 'number',
    needs: 'learning',
    describe: 'with --learning: posterior probability that a conclusion needs (default 0.9)',
  },
  stated: { type: 'boolean', describe: 'power at the stated values alone, without its range over the uncertainty section' },
  out: { type: 'string', describe: 'results folder: finished shards are kept there, and the result' },
  ...pick('report', 'figures', 'protocol'),
  estimates: {
    type: 'string',
    excludes: ['analytic'],
    describe: 'FILE.csv, .parquet, …: also write what every analysis estimates in every simulated trial',
  },
  force: { ...forceOption, needs: 'estimates', describe: 'with --estimates: write over its file where it exists' },
  curve: { type: 'boolean', describe: 'also draw power over the number of participants on the terminal' },
  ...executorOptions,
  ...pick('resume', 'details', 'json', 'quiet'),
} as const satisfies ArgumentTable;

/** What `power` is asked with. */
export type PowerArguments = PositionalValues<typeof scenarioFiles> & OptionValues<typeof powerOptions>;
