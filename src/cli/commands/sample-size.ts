import type { CommandModule } from 'yargs';
import { allocationStep } from '../../power/sample-size/search-sample-size.ts';
import { onlyWhatDecides } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import { STREAM_VERSION } from '../../random/index.ts';
import { sampleSizeText } from '../../report/text/sample-size-text.ts';
import { printAnalyticSize, unknownAnalysis } from '../questions/exact-sample-size.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { loadStudy, studyOptions, tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { workersOf } from '../arguments/workers.ts';
import { searchSize } from '../runs/search-size.ts';

interface SampleSizeArguments extends StudyArguments {
  readonly scenario: string;
  readonly target?: number | undefined;
  readonly analysis?: string | undefined;
  readonly max: number;
  readonly workers: string;
  readonly analytic?: boolean | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

export const sampleSizeCommand: CommandModule<object, SampleSizeArguments> = {
  command: 'sample-size <scenario>',
  describe: 'the smallest number of patients that reaches the target power',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', demandOption: true, describe: 'scenario file' })
      .option('target', { type: 'number', describe: 'power to reach (default power.target)', requiresArg: true })
      .option('analysis', { type: 'string', describe: 'analysis that must succeed (default: the claim)', requiresArg: true })
      .option('replicates', { type: 'number', describe: 'number of simulated trials', requiresArg: true })
      .option('max', { type: 'number', default: 1000, describe: 'largest number of patients tried', requiresArg: true })
      .option('workers', { type: 'string', default: 'auto', describe: 'worker threads, or auto', requiresArg: true })
      .option('analytic', { type: 'boolean', describe: 'exact power by formula, without simulating' })
      .conflicts('analytic', 'replicates')
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 sample-size scenarios/gaussian-textbook.yaml --target 0.9', 'patients for a power of 90 %')
      .example('$0 sample-size scenarios/williams-2018.yaml --analysis hamd17-day1', 'patients for one analysis of several'),
  async handler(argv) {
    const loaded = loadStudy(argv.scenario, argv);
    tellWarnings([loaded]);
    const { study, hash } = loaded;
    const target = argv.target ?? study.power.target;
    if (!(target > 0 && target < 1)) throw new CommandFailure(2, `--target: expected a power between 0 and 1, got ${target}`);
    const step = allocationStep(study);
    if (!(argv.max >= 2 * step && argv.max <= 100_000))
      throw new CommandFailure(2, `--max: expected ${2 * step} to 100000 patients, got ${argv.max}`);
    if (argv.analytic === true) {
      printAnalyticSize(study, hash, { target, step, max: argv.max, analysis: argv.analysis, json: argv.json });
      return;
    }
    const started = performance.now();
    const question = { target, max: argv.max, analysis: argv.analysis };
    const answer = await searchSize(asked(study, argv.analysis), question, { workers: workersOf(argv.workers), quiet: argv.quiet });
    const { answer: found, ...rest } = answer;
    const timing = { seconds: (performance.now() - started) / 1000 };
    const head = {
      scenario: { name: study.name, hash },
      engine: { version: engineVersion(), streamVersion: STREAM_VERSION },
      seed: study.seed,
    };
    process.stdout.write(
      argv.json
        ? `${JSON.stringify({ ...head, ...rest, ...found, timing }, null, 2)}\n`
        : `${sampleSizeText(study, answer, terminalOf(process.stdout).unicode)}\n`,
    );
    if (answer.failures !== undefined) throw new CommandFailure(4, answer.failures);
    if (found === undefined) process.exitCode = 1;
  },
};

/**
 * The study with what decides about the analysis asked for, or about the claim.
 * @throws CommandFailure (2) if there is no such analysis, or it is not clear which one is meant
 */
function asked(study: Study, analysis: string | undefined): Study {
  const names = Object.keys(study.analyses);
  if (analysis === undefined) {
    if (study.claim === undefined && names.length > 1)
      throw new CommandFailure(
        2,
        `--analysis: ${study.name} has no claim and more than one analysis; say which of ${names.join(', ')} counts`,
      );
    return onlyWhatDecides(study);
  }
  if (!names.includes(analysis)) throw new CommandFailure(2, unknownAnalysis(analysis, names));
  return onlyWhatDecides(study, [analysis]);
}
