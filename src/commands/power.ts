import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import type { PowerResult } from '../power/power-result.ts';
import { jointDecision } from '../power/stopping-rule.ts';
import { tooManyFailures } from '../report/failure-text.ts';
import { powerBars } from '../report/power-bars.ts';
import { powerText } from '../report/power-text.ts';
import { summaryText } from '../report/summary-text.ts';
import { printAnalytic } from './analytic.ts';
import { CommandFailure } from './command-failure.ts';
import { engineVersion } from './engine-version.ts';
import { loadStudy, studyOptions, type LoadedStudy, type StudyArguments } from './load-study.ts';
import { writeOutput } from './output-file.ts';
import { replayedCurves, writeReport } from './write-report.ts';
import { assertExecutorOptions, executeElsewhere } from './execute-elsewhere.ts';
import { failWhenTooManyFailures, hashOfRun, powerDocument, resultDocument, resultText } from './power-document.ts';
import { decidedText, decisionOf, exitCodes, requirementsOf, ruleOf, type Decided } from './requirement.ts';
import { planningQuestion } from './planning-question.ts';
import { ResultsFolder } from './results-folder.ts';
import { makePlan } from './run-plan.ts';
import { runPower, type PowerRun } from './run-power.ts';
import { sameAgain } from './same-again.ts';
import { terminalOf, warn } from './terminal.ts';
import { workersOf } from './worker-count.ts';

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

export const powerCommand: CommandModule<object, PowerArguments> = {
  command: 'power <scenario..>',
  describe: 'Monte-Carlo operating characteristics of the analyses and the claim',
  builder: (argv) =>
    studyOptions(argv)
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
      .example('$0 power scenarios/gaussian-textbook.yaml --participants 20 --require 0.8 --json', 'gate a protocol in CI'),
  async handler(argv) {
    const workers = workersOf(argv.workers);
    if (argv.mcse !== undefined && !(argv.mcse >= 1e-6 && argv.mcse < 0.5)) {
      throw new CommandFailure(2, `--mcse: expected a standard error from 0.000001 to 0.5, got ${argv.mcse}`);
    }
    assertExecutorOptions(argv);
    if (await planningQuestion(argv, workers)) return;
    if (argv.report !== undefined && argv.scenario.length > 1) {
      throw new CommandFailure(2, `--report: expected one scenario, got ${argv.scenario.length}; run power for each`);
    }
    const loaded = argv.scenario.map((path) => loadStudy(path, argv));
    for (const { warnings } of loaded) for (const warning of warnings) if (!argv.quiet) warn(warning);
    if (argv.analytic === true) {
      const unjudged = loaded.filter(({ scenario }) => scenario.power.require !== undefined).map(({ study }) => study.name);
      if (unjudged.length > 0) warn(`power.require of ${unjudged.join(', ')} is judged by simulation; --analytic leaves it out`);
      printAnalytic(loaded, argv.json);
      return;
    }
    const required = loaded.map(({ study, scenario }) => requirementsOf(study, argv.require, scenario.power.require));
    if (argv.executor !== undefined && argv.resume === true) ResultsFolder.open(argv.out ?? '');
    const elsewhere = argv.executor === undefined ? undefined : await executeElsewhere(argv, loaded);
    if (argv.executor !== undefined && elsewhere === undefined) {
      if (!argv.quiet && required.some((each) => each.length > 0))
        warn('power.require is judged with --wait, or by the same command without --executor once the jobs have ended');
      return;
    }
    const growing = argv.mcse !== undefined || required.some((each) => each.length > 0);
    const folder = elsewhere ?? (argv.out === undefined ? undefined : folderFor(argv.out, loaded, growing, argv.resume));
    if (argv.resume === true && folder === undefined) throw new CommandFailure(2, '--resume: say with --out which folder to go on from');
    const cells: { loaded: LoadedStudy; run: PowerRun; decided: Decided | undefined }[] = [];
    for (const [cell, one] of loaded.entries()) {
      const options = {
        rule: ruleOf(one.study, argv.mcse, elsewhere === undefined ? required[cell] : []),
        ...(folder === undefined ? {} : { keep: { folder, cell } }),
      };
      const run = await runPower(one.study, one.hash, workers, argv.quiet, options);
      cells.push({ loaded: one, run, decided: decisionOf(one.study, run, required[cell]) });
    }
    const documents = cells.map(({ loaded: one, run, decided }) => powerDocument(one, run, decided));
    const document = documents.length === 1 ? documents[0] : { cells: documents.map((each) => ({ set: {}, ...each })) };
    // A merge has written the result of all parts of a folder that was computed elsewhere.
    if (argv.out !== undefined && elsewhere === undefined) {
      const stored = cells.map(({ loaded: one, run }) => resultDocument({ ...one, hash: hashOfRun(one.study, run) }, run));
      writeOutput(join(argv.out, 'power.json'), resultText(stored));
    }
    const gated = cells.map(({ loaded: one, run, decided }, cell) => ({
      file: argv.scenario[cell],
      study: one.study,
      hash: hashOfRun(one.study, run),
      result: run.result,
      decided,
    }));
    if (argv.junit !== undefined) {
      const { junitText } = await import('../report/junit-text.ts');
      writeOutput(argv.junit, junitText(gated));
    }
    if (argv.summary !== undefined) {
      const summarised = gated.map((one) => ({ ...one, command: sameAgain(one.file, argv, one.result.replicates) }));
      writeOutput(argv.summary, summaryText(summarised, engineVersion()));
    }
    if (argv.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    else {
      for (const { loaded: one, run, decided } of cells) {
        if (tooManyFailures(one.study, run.result).length === 0) process.stdout.write(`${powerText(one.study, run.result)}\n`);
        if (decided !== undefined) process.stdout.write(`${decidedText(decided, run.result)}\n`);
        if (argv.curve === true && tooManyFailures(one.study, run.result).length === 0)
          process.stdout.write(await curveText(one, run, workers, argv.quiet));
        process.stdout.write('\n');
      }
    }
    if (argv.report !== undefined) {
      const [{ loaded: one, run }] = cells;
      const scenario = [argv.scenario[0], ...(argv.set ?? []).map((change) => `--set ${change}`)].join(' ');
      const { study } = one;
      const { evidence } = one.scenario;
      const result = documents[0] as unknown as PowerResult;
      const paths = await writeReport({
        study,
        hash: hashOfRun(study, run),
        result,
        evidence,
        scenario,
        out: argv.report,
        figures: argv.figures,
        workers,
        quiet: argv.quiet,
      });
      if (!argv.quiet) process.stderr.write(`${paths.join('\n')}\n`);
    }
    for (const { loaded: one, run } of cells) failWhenTooManyFailures(one.study, run.result);
    const decisions = cells.flatMap(({ decided }) => (decided === undefined ? [] : [decided.decision]));
    if (decisions.length > 0) process.exitCode = exitCodes[jointDecision(decisions)];
  },
};

/** Power over the number of patients as bars. */
async function curveText({ study, hash }: LoadedStudy, { result }: PowerRun, workers: number | 'auto', quiet: boolean): Promise<string> {
  const curves = await replayedCurves({ study, hash, result, workers, quiet });
  if (curves === undefined) return 'no curve: the analyses of this study could not be replayed at other numbers of patients\n';
  const [{ name, points }] = curves.curves;
  return `\npower of ${name} by number of patients, ${curves.trials} trials replayed:\n${powerBars(points, curves.target, terminalOf(process.stdout).unicode)}\n`;
}

/** Opens the results folder; without trials to plan for (`--mcse`, requirements) the run grows by itself. */
function folderFor(path: string, loaded: readonly LoadedStudy[], growing: boolean, resume: boolean | undefined): ResultsFolder {
  if (resume === true) ResultsFolder.open(path);
  const plan = makePlan(
    loaded.map(({ study }) => study),
    undefined,
    loaded.map(({ scenario }) => scenario.evidence),
  );
  return ResultsFolder.prepare(path, growing ? { ...plan, cells: plan.cells.map((cell) => ({ ...cell, replicates: 0 })) } : plan);
}
