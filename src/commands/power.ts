import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { decide, type Decision } from '../power/decision.ts';
import type { PowerResult } from '../power/power-result.ts';
import { STREAM_VERSION } from '../random/index.ts';
import { powerText } from '../report/power-text.ts';
import { CommandFailure } from './command-failure.ts';
import { engineVersion } from './engine-version.ts';
import { loadStudy, studyOptions, type LoadedStudy, type StudyArguments } from './load-study.ts';
import { writeOutput } from './output-file.ts';
import { runPower, type PowerRun } from './run-power.ts';

export interface PowerArguments extends StudyArguments {
  readonly scenario: string[];
  readonly workers: string;
  readonly require?: number | undefined;
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
      .option('out', { type: 'string', describe: 'folder for the result file', requiresArg: true })
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 power scenarios/williams-2018.yaml', 'how likely is the 2018 trial to show its claim')
      .example('$0 power scenarios/gaussian-textbook.yaml --participants 20 --require 0.8 --json', 'gate a protocol in CI'),
  async handler(argv) {
    const workers = workersOf(argv.workers);
    if (argv.require !== undefined && !(argv.require > 0 && argv.require < 1)) {
      throw new CommandFailure(2, `--require: expected a power between 0 and 1, got ${argv.require}`);
    }
    const loaded = argv.scenario.map((path) => loadStudy(path, argv));
    for (const { warnings } of loaded) for (const warning of warnings) if (!argv.quiet) process.stderr.write(`warning: ${warning}\n`);
    const cells: { loaded: LoadedStudy; run: PowerRun; decision: Decision | undefined }[] = [];
    for (const one of loaded) {
      const run = await runPower(one.study, one.hash, workers, argv.quiet);
      cells.push({ loaded: one, run, decision: decisionOf(run.result, argv.require) });
    }
    const documents = cells.map(({ loaded: one, run, decision }) => powerDocument(one, run, decision));
    const document = documents.length === 1 ? documents[0] : { cells: documents.map((each) => ({ set: {}, ...each })) };
    if (argv.out !== undefined) writeOutput(join(argv.out, 'power.json'), `${JSON.stringify(document, null, 2)}\n`);
    if (argv.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    else {
      for (const { loaded: one, run, decision } of cells) {
        process.stdout.write(`${powerText(one.study, run.result)}\n`);
        if (decision !== undefined) process.stdout.write(`required ${argv.require}: ${decision}\n`);
        process.stdout.write('\n');
      }
    }
    for (const { loaded: one, run } of cells) failWhenTooManyFailures(one, run);
    const worst = cells.map(({ decision }) => exitCodes[decision ?? 'met']).find((code) => code !== 0);
    if (worst !== undefined) process.exitCode = worst;
  },
};

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
export function powerDocument(
  { study, hash }: Pick<LoadedStudy, 'study' | 'hash'>,
  { result, timing }: PowerRun,
  decision?: Decision,
): Record<string, unknown> {
  return {
    scenario: { name: study.name, hash },
    engine: { version: engineVersion(), streamVersion: STREAM_VERSION },
    seed: study.seed,
    ...result,
    ...(decision === undefined ? {} : { decision }),
    timing,
  };
}

/** The requirement is on the claim, or on the analysis when there is only one. */
function decisionOf(result: PowerResult, required: number | undefined): Decision | undefined {
  if (required === undefined) return undefined;
  const analyses = Object.values(result.analyses);
  const power = result.claim?.power ?? (analyses.length === 1 ? analyses[0].power : undefined);
  if (power === undefined) throw new CommandFailure(2, '--require: the scenario has no claim and more than one analysis; declare a claim');
  return decide(power, required);
}

function failWhenTooManyFailures({ study }: LoadedStudy, { result }: PowerRun): void {
  const limit = study.power.maxFailures;
  const failed = Object.entries(result.analyses).filter(([, { notEstimable }]) => notEstimable.share > limit);
  if (failed.length === 0) return;
  const lines = failed.map(
    ([name, { notEstimable }]) => `${name}: ${(100 * notEstimable.share).toFixed(2)} % of trials could not be analysed`,
  );
  throw new CommandFailure(4, [...lines, `more than power.maxFailures (${100 * limit} %): the power above is not to be used`].join('\n'));
}
