import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { powerParameters } from '../../study/study.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { loadStudy, studyOptions, tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { Progress } from '../terminal/progress.ts';
import { writeTrialReport } from '../results/write-report.ts';
import { writeTrials } from '../results/write-trials.ts';

/** Trials are counted as `power` counts them, and no further. */
const MOST_TRIALS = powerParameters.replicates.max;

interface SimulateArguments extends StudyArguments {
  readonly scenario: string;
  readonly trials: number;
  readonly replicate: number;
  readonly truth: boolean;
  readonly items: boolean;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
  readonly quiet: boolean;
}

export const simulateCommand: CommandModule<object, SimulateArguments> = {
  command: 'simulate <scenario>',
  describe: 'simulated trials as data files',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', demandOption: true, describe: 'scenario file' })
      .option('trials', { type: 'number', default: 1, describe: 'number of trials', requiresArg: true })
      .option('replicate', {
        type: 'number',
        default: 0,
        describe: 'number of the first trial, as counted by power from 0',
        requiresArg: true,
      })
      .option('truth', { type: 'boolean', default: false, describe: 'also write truth.csv: every patient under every condition' })
      .option('items', { type: 'boolean', default: false, describe: 'also write items.csv: every item of every rating' })
      .option('out', { type: 'string', describe: 'folder for the files (default output/<name>)', requiresArg: true })
      .option('figures', { type: 'string', describe: 'with --report: folder for its pictures as SVG and PNG', requiresArg: true })
      .implies('figures', 'report')
      .option('report', { type: 'string', describe: 'also draw the first trial, patient by patient, as one HTML file', requiresArg: true })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 simulate scenarios/williams-2018.yaml', 'one trial into output/williams-2018/')
      .example(
        '$0 simulate scenarios/williams-2018.yaml --trials 100 --participants 40 --out output/hundred',
        'a hundred trials of forty patients',
      ),
  async handler(argv) {
    const { trials, replicate } = argv;
    if (!Number.isInteger(trials) || trials < 1) throw new CommandFailure(2, `--trials: expected a whole number from 1, got ${trials}`);
    if (!Number.isInteger(replicate) || replicate < 0 || replicate + trials > MOST_TRIALS) {
      throw new CommandFailure(
        2,
        `--replicate: expected a whole number from 0, and with --trials at most ${MOST_TRIALS}, got ${replicate} and ${trials} trials`,
      );
    }
    const loaded = loadStudy(argv.scenario, argv);
    tellWarnings([loaded]);
    const { study, hash } = loaded;
    if (argv.items && (study.trial.kind !== 'mechanistic' || study.trial.measurement.mode !== 'items')) {
      throw new CommandFailure(2, '--items: expected measurement.mode items, got totals; add --set measurement.mode=items');
    }
    const directory = argv.out ?? join('output', study.name);
    const progress = new Progress('writing', trials, 'trials', argv.quiet);
    const paths = writeTrials({
      study,
      directory,
      first: replicate,
      trials,
      truth: argv.truth,
      items: argv.items,
      onTrial: (done) => progress.update(done),
    });
    progress.finish();
    if (argv.report !== undefined) {
      paths.push(...(await writeTrialReport(study, hash, replicate, argv.report, argv.figures)));
    }
    process.stdout.write(`${paths.join('\n')}\n`);
  },
};
