import type { Argv } from 'yargs';
import { studyOptions, type StudyArguments } from './load-study.ts';

/** What `power` is asked with. */
export interface PowerArguments extends StudyArguments {
  readonly scenario: string[];
  readonly workers: string;
  readonly require?: string[] | undefined;
  readonly junit?: string | undefined;
  readonly summary?: string | undefined;
  readonly mcse?: number | undefined;
  readonly analytic?: boolean | undefined;
  readonly resume?: boolean | undefined;
  readonly executor?: string | undefined;
  readonly shards?: string | undefined;
  readonly wait?: boolean | undefined;
  readonly sbatch?: string | undefined;
  readonly template?: string | undefined;
  readonly atOnce?: number | undefined;
  readonly curve?: boolean | undefined;
  readonly vary?: string[] | undefined;
  readonly sample?: string | undefined;
  readonly tornado?: boolean | undefined;
  readonly assurance?: boolean | undefined;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The options of `power`, with the examples of its help. */
export function powerOptions(argv: Argv): Argv<PowerArguments> {
  return studyOptions(argv)
    .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'scenario files' })
    .option('replicates', { type: 'number', describe: 'number of simulated trials', requiresArg: true })
    .option('workers', { type: 'string', default: 'auto', describe: 'worker threads, or auto', requiresArg: true })
    .option('require', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'power that the claim (or the only analysis) must reach, or name=power for an analysis (repeatable)',
    })
    .option('junit', { type: 'string', describe: 'also write the decisions as JUnit XML', requiresArg: true })
    .option('summary', { type: 'string', describe: 'also write a summary as Markdown', requiresArg: true })
    .option('mcse', { type: 'number', describe: 'simulate until the standard error of the power is at most this', requiresArg: true })
    .option('analytic', { type: 'boolean', describe: 'exact power by formula, without simulating' })
    .conflicts('analytic', ['mcse', 'require', 'out', 'report', 'junit', 'summary'])
    .option('vary', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'path=a,b,c or path=from:to:step: power at every value (repeatable: the full grid)',
    })
    .option('sample', { type: 'string', describe: 'lhs:N or sobol:N points in the ranges of --vary path=from:to', requiresArg: true })
    .option('tornado', {
      type: 'boolean',
      describe: 'what power hangs on: each uncertain value (or those of --vary path=low:high) to its ends',
    })
    .option('assurance', { type: 'boolean', describe: "power averaged over the scenario's uncertainty section" })
    .option('out', { type: 'string', describe: 'results folder: finished parts are kept there, and the result', requiresArg: true })
    .option('report', { type: 'string', describe: 'also write the result as one HTML file', requiresArg: true })
    .option('figures', { type: 'string', describe: 'with --report: folder for its pictures as SVG and PNG', requiresArg: true })
    .implies('figures', 'report')
    .option('curve', { type: 'boolean', describe: 'also draw power over the number of patients on the terminal' })
    .option('executor', { choices: ['slurm'], describe: 'compute the parts of --out elsewhere: plan and submit in one' })
    .option('shards', {
      type: 'string',
      describe: 'with --executor: number of parts, or auto (10 minutes each by a short pilot)',
      requiresArg: true,
    })
    .option('wait', { type: 'boolean', describe: 'with --executor: come back when the jobs have ended' })
    .option('sbatch', { type: 'string', describe: 'with --executor: options of the site for sbatch, as one word', requiresArg: true })
    .option('template', { type: 'string', describe: 'with --executor: a job script of your own', requiresArg: true })
    .option('at-once', { type: 'number', describe: 'with --executor: at most so many parts at the same time', requiresArg: true })
    .option('resume', { type: 'boolean', default: false, describe: 'go on from what --out holds (it must hold a run already)' })
    .conflicts('mcse', 'replicates')
    .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
    .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
    .example('$0 power scenarios/williams-2018.yaml', 'how likely is the 2018 trial to show its claim')
    .example('$0 power scenarios/gaussian-textbook.yaml --participants 20 --require 0.8 --json', 'gate a protocol in CI');
}
