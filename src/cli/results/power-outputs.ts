import type { PowerOverUncertainty } from '../../power/uncertainty/power-over-uncertainty.ts';
import { withPowerSuppressed } from '../../power/characteristics/suppressed-power.ts';
import { furtherFigures } from '../../power/characteristics/further-figures.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';
import { jointDecision } from '../../power/stopping/stopping-rule.ts';
import { furtherPart } from '../../report/further-part.ts';
import { summaryText } from '../../report/pipeline/summary-text.ts';
import { solvedSentence } from '../../report/sentences/attenuation-sentences.ts';
import { decidedText } from '../../report/text/decision-text.ts';
import { powerBars } from '../../report/text/power-bars.ts';
import { powerText } from '../../report/text/power-text.ts';
import { followingCommand, reproducingCommand } from '../arguments/command-again.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { PowerArguments } from '../arguments/power-options.ts';
import { unmetText } from '../arguments/requirements.ts';
import { writeNamedFile } from '../files/output-file.ts';
import { replayedCurves } from '../runs/replay-curves.ts';
import type { PowerRun } from '../runs/run-one-study.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import { colouredDecision, exitCodes } from '../terminal/exit-codes.ts';
import type { Session } from '../terminal/session.ts';
import { printedLayout } from '../terminal/terminal.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { overPart, failWhenTooManyFailures, oneOrCells, powerDocument, resultDocument, type ResultDocument } from './result-document.ts';
import { annotations } from './annotations.ts';
import { emitAnswer, type Answer } from './emit-answer.ts';
import { writeReport } from './write-report.ts';

/** A scenario that was run, and how its requirements were judged. */
export interface PowerCell {
  readonly loaded: LoadedStudy;
  readonly run: PowerRun;
  readonly decided: GateResult | undefined;
  /** The range of power over what is not known, where the scenario says what that is. */
  readonly over: PowerOverUncertainty | undefined;
}

/**
 * Gives the result of `power`: files, text or JSON on stdout, what pipelines read, the report, and the exit code by what was decided.
 * @param merged  whether a merge has written the result of a folder that was computed elsewhere
 * @throws ExitError (4) where too many analyses could not be estimated
 */
export async function emitPower(
  session: Session,
  cells: readonly PowerCell[],
  argv: PowerArguments,
  options: WorkersOptions,
  merged: boolean,
): Promise<void> {
  const text = (): Promise<string> => printedText(cells, argv, options);
  await emitAnswer(session, { json: argv.json, out: merged ? undefined : argv.out }, { ...powerDocuments(cells, argv), text });
  await writePipelineFiles(cells, argv);
  await writePowerReport(cells[0], argv, options);
  concludePower(cells, argv);
}

/** The documents of the scenarios: as printed with timing, as a folder keeps them without; both with what was required and how that was decided, so that `report` can say it. Blinding and risks are simulated where a document is asked for. */
function powerDocuments(cells: readonly PowerCell[], { json, out }: PowerArguments): Omit<Answer, 'text'> {
  const furthers = cells.map(({ loaded }) => (json || out !== undefined ? furtherPart(loaded.study) : {}));
  const documentsOf = (withTiming: boolean): ResultDocument =>
    oneOrCells(
      cells.map(({ loaded, run, decided, over }, i) => ({
        ...(withTiming ? powerDocument(loaded, run, decided) : { ...resultDocument(loaded, run), ...decided }),
        ...overPart(over),
        ...furthers[i],
      })),
    );
  return { document: documentsOf(true), stored: documentsOf(false), name: 'power', timed: false };
}

/** Writes what pipelines read: the decisions as JUnit XML (`--junit`), a summary as Markdown (`--summary`). */
async function writePipelineFiles(cells: readonly PowerCell[], argv: PowerArguments): Promise<void> {
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

/** The result for people: the table of every scenario, its decisions and, where asked for, its curve. */
async function printedText(cells: readonly PowerCell[], argv: PowerArguments, options: WorkersOptions): Promise<string> {
  const printed = printedLayout(argv);
  const texts: string[] = [];
  for (const { loaded, run, decided, over } of cells) {
    const estimable = tooManyFailures(loaded.study, run.result).length === 0;
    const derived = loaded.solved === undefined ? [] : [solvedSentence(loaded.solved)];
    const judged = decided === undefined ? undefined : decidedText(loaded.study, decided, run.result, colouredDecision);
    const further = argv.details && estimable ? furtherFigures(loaded.study) : {};
    const layout = { ...printed, command: followingCommand(loaded.path, argv), derived, decided: judged, over, ...further };
    const table = estimable ? `${powerText(loaded.study, run.result, layout)}\n` : judged === undefined ? '' : `\n${judged}\n`;
    texts.push(estimable && argv.curve === true ? table + (await curveText(loaded, run, options)) : table);
  }
  return texts.join('\n');
}

/** Power over the number of patients as bars. */
async function curveText({ study }: LoadedStudy, { result }: PowerRun, options: WorkersOptions): Promise<string> {
  const curves = await replayedCurves(study, result, options);
  if (curves === undefined) return 'no curve: the analyses of this study could not be replayed at other numbers of participants\n';
  const [{ name, points }] = curves.curves;
  return `\npower of ${name} by number of participants, ${curves.trials} simulated trials replayed:\n${powerBars(points, curves.target, printedLayout())}\n`;
}

/** Writes the report of one scenario (`--report`, `--figures`, `--protocol`), and says on stderr which files it wrote. */
async function writePowerReport({ loaded, run, decided }: PowerCell, argv: PowerArguments, options: WorkersOptions): Promise<void> {
  const { report: out, figures, protocol, quiet, set = [] } = argv;
  const { study, hash, origins, path } = loaded;
  const scenario = [path, ...set.map((change) => `--set ${change}`)].join(' ');
  const result = withPowerSuppressed(study, run.result);
  const paths = await writeReport({ study, hash, result, decided, origins, scenario, out, figures, protocol }, options);
  if (!quiet && paths.length > 0) process.stderr.write(`${paths.join('\n')}\n`);
}

/**
 * Ends the command by what was decided: the requirements that were not met on stderr, whatever `--quiet` says, since a log that shows nothing else must
 * show why the run failed, and on a runner of GitHub as annotations of the scenario file; then the exit code.
 * @throws ExitError (4) where too many analyses could not be estimated
 */
function concludePower(cells: readonly PowerCell[], { require: typed }: Pick<PowerArguments, 'require'>): void {
  for (const { loaded, run } of cells) failWhenTooManyFailures(loaded.study, run.result);
  for (const { loaded, run, decided } of cells) {
    if (decided === undefined) continue;
    const requirements = decided.requirements.filter(({ decision }) => decision !== 'met');
    const lines = unmetText(decided, run.result).map((line) => (cells.length > 1 ? `${loaded.study.name}: ${line}` : line));
    const unmet = requirements.map((requirement, i) => ({ requirement, text: lines[i] }));
    const annotated = annotations(unmet, { path: loaded.path, isTyped: typed !== undefined });
    process.stderr.write([...lines, ...annotated].map((line) => `${line}\n`).join(''));
  }
  const decisions = cells.flatMap(({ decided }) => (decided === undefined ? [] : [decided.decision]));
  if (decisions.length > 0) process.exitCode = exitCodes[jointDecision(decisions)];
}
