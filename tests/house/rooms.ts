/**
 * The rooms of `src`, the uppermost first: a room imports from rooms below it only. The test of the rooms enforces this list
 * and `npm run docs:rooms` draws it, with what each room really imports, into CONTRIBUTING.md.
 */
export const rooms = {
  explorer: 'the page on which a scenario is edited and simulated in a browser; it knows the public doors only',
  cli: 'the command line: the only room that needs Node; files, threads, clusters, the terminal',
  'index.ts': 'the surface of the library',
  report: 'results and trials as documents: console text, HTML, figures, JUnit, Markdown, R code',
  learning: 'published figures of studies to a posterior of the parameters',
  scenario: 'scenario files: text to a checked study, or every problem with its line',
  evidence: 'literature references, and the acceptance table that compares the model with published figures',
  'data-files': 'trial data as tables (writing) and recorded data from tables (reading)',
  power: 'replicates to operating characteristics, each with its Monte-Carlo error; sample size, sweeps, designs',
  study: 'the question as the engine takes it: trial, analyses, claim, interim and multiplicity plans',
  analysis: 'recorded data to an estimate, or the reason why there is none; one file per method',
  trial: 'design, model and random-number streams to recorded data and potential outcomes',
  outcomes: 'endpoints and scales, adverse effects, missing-data mechanisms',
  response: 'how the severity of depression moves: drug benefit, expectancy',
  pharmacology: 'doses to concentration and receptor blockade, in closed form',
  population: 'who enters: covariates, severity, correlated traits',
  design: 'sequences, periods, conditions, visits, allocation',
  statistics: 'distributions, tests, intervals and mixed models on plain arrays',
  random: 'seed to keys, streams and variates',
  elementary: 'exp, log, pow and their kin, the same bits on every engine',
  vectors: 'WebAssembly with vectors: the words of its text, and how a module is started',
  arguments: 'checks of what a caller hands in; the error names the argument',
  parameters: 'annotated parameter tables: default, unit, bounds, source',
  text: 'plain text: tables, escaping, nearest names',
} as const satisfies Readonly<Record<string, string>>;

/** The rooms inside `src/cli`, the uppermost first; `cli.ts` itself stands above them. */
export const commandLineRooms = {
  shell: 'what the tables of the commands say to a shell: help, manual page, completion',
  commands: 'one command a file: declares its arguments, calls one function',
  'large-runs': 'the commands of large runs: plan, shards, jobs, files for other schedulers',
  literature: 'commands about published figures',
  questions: 'what a command asks: power, sweep, tornado, assurance, comparison, reproduction, exact power',
  planned: 'questions about many cells: what they ask of a plan, and the answer from its results',
  results: 'stored results and reports: writing, reading, comparing',
  trials: 'simulated trials as data files: what is asked for, tables, datasets of CDISC, planted defects',
  targets: 'files for Kubernetes, AWS Batch, Snakemake and GNU parallel',
  cluster: 'Slurm jobs and their queue',
  starters: 'what init asks, and the files that the answers make',
  page: 'the page of explore: the scenario in it, the browser that opens it',
  arguments: 'options shared by commands, loading of studies, help of a command',
  runs: 'one study or many on worker threads, in memory or in a results folder',
  shards: 'plan, shard files, results folder, status, merge',
  workers: 'worker threads',
  files: 'input and output files',
  terminal: 'terminal, progress, interrupts, exit codes',
} as const satisfies Readonly<Record<string, string>>;
