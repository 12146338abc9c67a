import { join } from 'node:path';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';
import { jointDecision } from '../../power/stopping/stopping-rule.ts';
import { summaryText } from '../../report/pipeline/summary-text.ts';
import { solvedSentence } from '../../report/sentences/attenuation-sentences.ts';
import { decidedText } from '../../report/text/decision-text.ts';
import { powerBars } from '../../report/text/power-bars.ts';
import { powerText } from '../../report/text/power-text.ts';
import { reproducingCommand } from '../arguments/command-again.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { PowerArguments } from '../arguments/power-options.ts';
import { unmetText } from '../arguments/requirements.ts';
import { writeNamedFile, writeOutput } from '../files/output-file.ts';
import { replayedCurves } from '../runs/replay-curves.ts';
import type { PowerRun } from '../runs/run-one-study.ts';
import { colouredDecision, exitCodes } from '../terminal/exit-codes.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { engineVersion } from '../workers/engine-version.ts';
import {
  documentText,
  failWhenTooManyFailures,
  oneOrCells,
  powerDocument,
  resultDocument,
  withPowerSuppressed,
} from './result-document.ts';
import { writeReport } from './write-report.ts';

/** A scenario that was run, and how its requirements were judged. */
export interface PowerCell {
  readonly loaded: LoadedStudy;
  readonly run: PowerRun;
  readonly decided: GateResult | undefined;
}

/** Writes `power.json` into a results folder. */
export function writePowerResult(out: string, cells: readonly PowerCell[]): void {
  writeOutput(join(out, 'power.json'), documentText(oneOrCells(cells.map(({ loaded, run }) => resultDocument(loaded, run)))));
}

/** Writes what pipelines read: the decisions as JUnit XML (`--junit`), a summary as Markdown (`--summary`). */
export async function writePipelineFiles(cells: readonly PowerCell[], argv: PowerArguments): Promise<void> {
  const gated = cells.map(({ loaded: { path, study, hash }, run, decided }) => ({ file: path, study, hash, result: run.result, decided }));
  if (argv.junit !== undefined) {
    const { junitText } = await import('../../report/pipeline/junit-text.ts');
    writeNamedFile(argv.junit, junitText(gated));
  }
  if (argv.summary !== undefined) {
    const summarised = gated.map((one) => ({ ...one, command: reproducingCommand(one.file, argv, one.result.replicates) }));
    writeNamedFile(argv.summary, summaryText(summarised, engineVersion()));
  }
}

/** Prints the result: one document, or for people the table of every scenario, its decisions and, where asked for, its curve. */
export async function printPower(cells: readonly PowerCell[], argv: PowerArguments, workers: number | 'auto'): Promise<void> {
  if (argv.json) {
    process.stdout.write(documentText(oneOrCells(cells.map(({ loaded, run, decided }) => powerDocument(loaded, run, decided)))));
    return;
  }
  for (const { loaded, run, decided } of cells) {
    const estimable = tooManyFailures(loaded.study, run.result).length === 0;
    if (estimable && loaded.solved !== undefined) process.stdout.write(`${solvedSentence(loaded.solved)}\n`);
    if (estimable) process.stdout.write(`${powerText(loaded.study, run.result)}\n`);
    if (decided !== undefined) process.stdout.write(`${decidedText(loaded.study, decided, run.result, colouredDecision)}\n`);
    if (estimable && argv.curve === true) process.stdout.write(await curveText(loaded, run, workers, argv.quiet));
    process.stdout.write('\n');
  }
}

/** Power over the number of patients as bars. */
async function curveText({ study }: LoadedStudy, { result }: PowerRun, workers: number | 'auto', quiet: boolean): Promise<string> {
  const curves = await replayedCurves({ study, result, workers, quiet });
  if (curves === undefined) return 'no curve: the analyses of this study could not be replayed at other numbers of patients\n';
  const [{ name, points }] = curves.curves;
  return `\npower of ${name} by number of patients, ${curves.trials} trials replayed:\n${powerBars(points, curves.target, terminalOf(process.stdout).unicode)}\n`;
}

/** Writes the report of one scenario (`--report`, `--figures`), and says on stderr which files it wrote. */
export async function writePowerReport({ loaded, run }: PowerCell, argv: PowerArguments, workers: number | 'auto'): Promise<void> {
  const { report: out, figures, quiet, set = [] } = argv;
  if (out === undefined) return;
  const { study, hash, origins, path } = loaded;
  const scenario = [path, ...set.map((change) => `--set ${change}`)].join(' ');
  const result = withPowerSuppressed(study, run.result);
  const paths = await writeReport({ study, hash, result, origins, scenario, out, figures, workers, quiet });
  if (!quiet) process.stderr.write(`${paths.join('\n')}\n`);
}

/**
 * Ends the command by what was decided: the requirements that were not met on stderr, whatever `--quiet` says, since a log that shows nothing else must
 * show why the run failed; then the exit code.
 * @throws CommandFailure (4) where too many analyses could not be estimated
 */
export function concludePower(cells: readonly PowerCell[]): void {
  for (const { loaded, run } of cells) failWhenTooManyFailures(loaded.study, run.result);
  for (const { loaded, run, decided } of cells)
    for (const line of decided === undefined ? [] : unmetText(decided, run.result))
      process.stderr.write(`${cells.length > 1 ? `${loaded.study.name}: ` : ''}${line}\n`);
  const decisions = cells.flatMap(({ decided }) => (decided === undefined ? [] : [decided.decision]));
  if (decisions.length > 0) process.exitCode = exitCodes[jointDecision(decisions)];
}
