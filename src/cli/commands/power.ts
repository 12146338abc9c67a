import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import { jointDecision } from '../../power/stopping/stopping-rule.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { powerBars } from '../../report/text/power-bars.ts';
import { powerText } from '../../report/text/power-text.ts';
import { summaryText } from '../../report/pipeline/summary-text.ts';
import { printAnalytic } from '../questions/exact-power.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { loadStudy, tellWarnings, type LoadedStudy } from '../arguments/load-study.ts';
import { writeNamedFile, writeOutput } from '../files/output-file.ts';
import { writeReport } from '../results/write-report.ts';
import { replayedCurves } from '../runs/replay-curves.ts';
import { assertExecutorOptions, executeElsewhere } from '../cluster/execute-on-cluster.ts';
import { failWhenTooManyFailures, powerDocument, resultDocument, resultText } from '../results/result-document.ts';
import { powerOptions, type PowerArguments } from '../arguments/power-options.ts';
import { requirementsOf, unmetText } from '../arguments/requirements.ts';
import { decidedText } from '../../report/text/decision-text.ts';
import { type Decided, decisionOf, ruleOf } from '../../power/stopping/requirement.ts';
import { colouredDecision, exitCodes } from '../terminal/exit-codes.ts';
import { planningQuestion } from '../questions/which-question.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { makePlan } from '../shards/plan.ts';
import { runPower, type PowerRun } from '../runs/run-one-study.ts';
import { reproducingCommand } from '../arguments/command-again.ts';
import { terminalOf, warn } from '../terminal/terminal.ts';
import { workersOf } from '../arguments/workers.ts';

export const powerCommand: CommandModule<object, PowerArguments> = {
  command: 'power <scenario..>',
  describe: 'Monte-Carlo operating characteristics of the analyses and the claim',
  builder: powerOptions,
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
    tellWarnings(loaded);
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
      const stored = cells.map(({ loaded: one, run }) => resultDocument(one, run));
      writeOutput(join(argv.out, 'power.json'), resultText(stored));
    }
    const gated = cells.map(({ loaded: one, run, decided }, cell) => ({
      file: argv.scenario[cell],
      study: one.study,
      hash: one.hash,
      result: run.result,
      decided,
    }));
    if (argv.junit !== undefined) {
      const { junitText } = await import('../../report/pipeline/junit-text.ts');
      writeNamedFile(argv.junit, junitText(gated));
    }
    if (argv.summary !== undefined) {
      const summarised = gated.map((one) => ({ ...one, command: reproducingCommand(one.file, argv, one.result.replicates) }));
      writeNamedFile(argv.summary, summaryText(summarised, engineVersion()));
    }
    if (argv.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    else {
      for (const { loaded: one, run, decided } of cells) {
        if (tooManyFailures(one.study, run.result).length === 0) process.stdout.write(`${powerText(one.study, run.result)}\n`);
        if (decided !== undefined) process.stdout.write(`${decidedText(one.study, decided, run.result, colouredDecision)}\n`);
        if (argv.curve === true && tooManyFailures(one.study, run.result).length === 0)
          process.stdout.write(await curveText(one, run, workers, argv.quiet));
        process.stdout.write('\n');
      }
    }
    if (argv.report !== undefined) {
      const [{ loaded: one }] = cells;
      const scenario = [argv.scenario[0], ...(argv.set ?? []).map((change) => `--set ${change}`)].join(' ');
      const { study, origins } = one;
      const result = documents[0] as unknown as PowerResult;
      const paths = await writeReport({
        study,
        hash: one.hash,
        result,
        origins,
        scenario,
        out: argv.report,
        figures: argv.figures,
        workers,
        quiet: argv.quiet,
      });
      if (!argv.quiet) process.stderr.write(`${paths.join('\n')}\n`);
    }
    for (const { loaded: one, run } of cells) failWhenTooManyFailures(one.study, run.result);
    // Told whatever --quiet says: a log that shows nothing else must show why the run failed.
    for (const { loaded: one, run, decided } of cells)
      if (decided !== undefined)
        for (const line of unmetText(decided, run.result))
          process.stderr.write(`${cells.length > 1 ? `${one.study.name}: ` : ''}${line}\n`);
    const decisions = cells.flatMap(({ decided }) => (decided === undefined ? [] : [decided.decision]));
    if (decisions.length > 0) process.exitCode = exitCodes[jointDecision(decisions)];
  },
};

/** Power over the number of patients as bars. */
async function curveText({ study }: LoadedStudy, { result }: PowerRun, workers: number | 'auto', quiet: boolean): Promise<string> {
  const curves = await replayedCurves({ study, result, workers, quiet });
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
    loaded.map(({ origins }) => origins),
  );
  return ResultsFolder.prepare(path, growing ? { ...plan, cells: plan.cells.map((cell) => ({ ...cell, replicates: 0 })) } : plan);
}
