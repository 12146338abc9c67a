import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import type { Decision } from '../power/decision.ts';
import {
  DECISION_ERROR,
  fixedNumber,
  precision,
  requiredSuccesses,
  sequentialDecision,
  sequentialInterval,
  untilDecided,
  type Requirement,
  type StoppingRule,
} from '../power/stopping-rule.ts';
import type { PowerResult } from '../power/power-result.ts';
import type { Study } from '../power/study.ts';
import { STREAM_VERSION } from '../random/index.ts';
import { failureText, tooManyFailures } from '../report/failure-text.ts';
import { powerText } from '../report/power-text.ts';
import { scenarioHash } from '../scenario/index.ts';
import { CommandFailure } from './command-failure.ts';
import { engineVersion } from './engine-version.ts';
import { loadStudy, studyOptions, type LoadedStudy, type StudyArguments } from './load-study.ts';
import { writeOutput } from './output-file.ts';
import { ResultsFolder } from './results-folder.ts';
import { makePlan } from './run-plan.ts';
import { runPower, type PowerRun } from './run-power.ts';

export interface PowerArguments extends StudyArguments {
  readonly scenario: string[];
  readonly workers: string;
  readonly require?: number | undefined;
  readonly mcse?: number | undefined;
  readonly resume?: boolean | undefined;
  readonly out?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

const exitCodes: Readonly<Record<Decision, number>> = { met: 0, missed: 1, undecided: 3 };

export const powerCommand: CommandModule<object, PowerArguments> = {
  command: 'power <scenario..>',
  describe: 'Monte-Carlo operating characteristics of the analyses and the claim',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'scenario files' })
      .option('replicates', { type: 'number', describe: 'number of simulated trials', requiresArg: true })
      .option('workers', { type: 'string', default: 'auto', describe: 'worker threads, or auto', requiresArg: true })
      .option('require', { type: 'number', describe: 'power that the claim (or the only analysis) must reach', requiresArg: true })
      .option('mcse', { type: 'number', describe: 'simulate until the standard error of the power is at most this', requiresArg: true })
      .option('out', { type: 'string', describe: 'results folder: finished parts are kept there, and the result', requiresArg: true })
      .option('resume', { type: 'boolean', default: false, describe: 'go on from what --out holds (it must hold a run already)' })
      .conflicts('mcse', 'replicates')
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 power scenarios/williams-2018.yaml', 'how likely is the 2018 trial to show its claim')
      .example('$0 power scenarios/gaussian-textbook.yaml --participants 20 --require 0.8 --json', 'gate a protocol in CI'),
  async handler(argv) {
    const workers = workersOf(argv.workers);
    if (argv.require !== undefined && !(argv.require > 0 && argv.require < 1)) {
      throw new CommandFailure(2, `--require: expected a power between 0 and 1, got ${argv.require}`);
    }
    if (argv.mcse !== undefined && !(argv.mcse >= 1e-6 && argv.mcse < 0.5)) {
      throw new CommandFailure(2, `--mcse: expected a standard error from 0.000001 to 0.5, got ${argv.mcse}`);
    }
    const loaded = argv.scenario.map((path) => loadStudy(path, argv));
    for (const { warnings } of loaded) for (const warning of warnings) if (!argv.quiet) process.stderr.write(`warning: ${warning}\n`);
    const folder = argv.out === undefined ? undefined : folderFor(argv.out, loaded, argv);
    if (argv.resume === true && folder === undefined) throw new CommandFailure(2, '--resume: say with --out which folder to go on from');
    const required = argv.require === undefined ? undefined : { power: argv.require, error: DECISION_ERROR };
    const cells: { loaded: LoadedStudy; run: PowerRun; decided: Decided | undefined }[] = [];
    for (const [cell, one] of loaded.entries()) {
      const options = { rule: ruleOf(one.study, argv.mcse, required), ...(folder === undefined ? {} : { keep: { folder, cell } }) };
      const run = await runPower(one.study, one.hash, workers, argv.quiet, options);
      cells.push({ loaded: one, run, decided: decisionOf(one.study, run, required) });
    }
    const documents = cells.map(({ loaded: one, run, decided }) => powerDocument(one, run, decided));
    const document = documents.length === 1 ? documents[0] : { cells: documents.map((each) => ({ set: {}, ...each })) };
    if (argv.out !== undefined) {
      const stored = cells.map(({ loaded: one, run }) => resultDocument({ study: one.study, hash: hashOfRun(one.study, run) }, run));
      writeOutput(join(argv.out, 'power.json'), resultText(stored));
    }
    if (argv.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    else {
      for (const { loaded: one, run, decided } of cells) {
        if (tooManyFailures(one.study, run.result).length === 0) process.stdout.write(`${powerText(one.study, run.result)}\n`);
        if (decided !== undefined) process.stdout.write(`${decidedText(decided, run.result.replicates)}\n`);
        process.stdout.write('\n');
      }
    }
    for (const { loaded: one, run } of cells) failWhenTooManyFailures(one.study, run.result);
    const worst = cells.map(({ decided }) => exitCodes[decided?.decision ?? 'met']).find((code) => code !== 0);
    if (worst !== undefined) process.exitCode = worst;
  },
};

/** Opens the results folder; without trials to plan for (`--mcse`, `--require`) the run grows by itself. */
function folderFor(path: string, loaded: readonly LoadedStudy[], { mcse, require, resume }: PowerArguments): ResultsFolder {
  if (resume === true) ResultsFolder.open(path);
  const growing = mcse !== undefined || require !== undefined;
  const plan = makePlan(loaded.map(({ study }) => study));
  return ResultsFolder.prepare(path, growing ? { ...plan, cells: plan.cells.map((cell) => ({ ...cell, replicates: 0 })) } : plan);
}

/** The hash of the scenario as it was run, with the number of trials that were taken. */
function hashOfRun(study: Study, { total }: PowerRun): string {
  return scenarioHash({ ...study, power: { ...study.power, replicates: total.trials } });
}

function ruleOf(study: Study, mcse: number | undefined, required: Requirement | undefined): StoppingRule {
  const rule = mcse === undefined ? fixedNumber(study.power.replicates) : precision(study, mcse);
  return required === undefined ? rule : untilDecided(study, required, rule);
}

/** @throws CommandFailure (2) */
export function workersOf(text: string): number | 'auto' {
  if (text === 'auto') return 'auto';
  const workers = Number(text);
  if (!Number.isInteger(workers) || workers < 1 || workers > 1024) {
    throw new CommandFailure(2, `--workers: expected a whole number from 1 to 1024, or auto, got ${text}`);
  }
  return workers;
}

/** The result as `--json` prints it; `timing` is the only part that differs between runs of the same seed. */
export function powerDocument(loaded: Pick<LoadedStudy, 'study' | 'hash'>, run: PowerRun, decided?: Decided): Record<string, unknown> {
  return { ...resultDocument(loaded, run), ...decided, timing: run.timing };
}

/** The result as files keep it: the same bytes for every run of the same seed. Where too many analyses failed there is no power. */
export function resultDocument(
  { study, hash }: Pick<LoadedStudy, 'study' | 'hash'>,
  { result }: Pick<PowerRun, 'result'>,
): Record<string, unknown> {
  return {
    scenario: { name: study.name, hash },
    engine: { version: engineVersion(), streamVersion: STREAM_VERSION },
    seed: study.seed,
    ...withoutFailedPower(study, result),
  };
}

/** The text of `power.json`. */
export function resultText(documents: readonly Record<string, unknown>[]): string {
  const document = documents.length === 1 ? documents[0] : { cells: documents.map((each) => ({ set: {}, ...each })) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function withoutFailedPower(study: Study, result: PowerResult): Record<string, unknown> {
  const failed = tooManyFailures(study, result);
  if (failed.length === 0) return { ...result };
  const analyses = Object.fromEntries(
    Object.entries(result.analyses).map(([name, analysis]) => [name, failed.includes(name) ? { ...analysis, power: null } : analysis]),
  );
  const claimed = study.claim?.all.some((name) => failed.includes(name)) === true;
  return { ...result, analyses, ...(claimed && result.claim ? { claim: { ...result.claim, power: null } } : {}) };
}

/** How a requirement was judged: by an interval that stays valid however often one looks. */
interface Decided {
  readonly decision: Decision;
  readonly requirement: { readonly power: number; readonly level: number; readonly lower: number; readonly upper: number };
}

/** The requirement is on the claim, or on the analysis when there is only one. */
function decisionOf(study: Study, { total }: PowerRun, required: Requirement | undefined): Decided | undefined {
  if (required === undefined) return undefined;
  const successes = requiredSuccesses(study, total);
  const interval = sequentialInterval(successes, total.trials, required.error);
  return {
    decision: sequentialDecision(successes, total.trials, required),
    requirement: { power: required.power, level: 1 - required.error, ...interval },
  };
}

function decidedText({ decision, requirement: { power, level, lower, upper } }: Decided, trials: number): string {
  const interval = `${lower.toFixed(4)}–${upper.toFixed(4)}`;
  return `required ${power}: ${decision} after ${trials} trials (${100 * level} % confidence sequence ${interval}, valid at every look)`;
}

/** @throws CommandFailure (4) naming the analyses that failed too often */
export function failWhenTooManyFailures(study: Study, result: PowerResult): void {
  const text = failureText(study, result);
  if (text !== undefined) throw new CommandFailure(4, text);
}
