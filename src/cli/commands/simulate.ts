import { join } from 'node:path';
import { powerParameters, type Study } from '../../study/study.ts';
import { oneScenario, pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { writeTrialReport } from '../results/write-report.ts';
import { writeTrials } from '../results/write-trials.ts';
import { usageError } from '../terminal/exit-error.ts';
import { Progress } from '../terminal/progress.ts';

/** Trials are counted as `power` counts them, and no further. */
const MAX_TRIALS = powerParameters.replicates.max;

export const simulateCommand = defineCommand({
  usage: 'simulate <scenario>',
  summary: 'simulated trials as data files',
  positionals: oneScenario,
  options: {
    ...studyOptions,
    trials: { type: 'number', default: 1, describe: 'number of trials' },
    replicate: { type: 'number', default: 0, describe: 'number of the first trial, as counted by power from 0' },
    truth: { type: 'boolean', default: false, describe: 'also write truth.csv: every patient under every condition' },
    items: { type: 'boolean', default: false, describe: 'also write items.csv: every item of every rating' },
    out: { type: 'string', describe: 'folder for the files (default output/<name>)' },
    ...pick('figures'),
    report: { type: 'string', describe: 'also draw the first trial, patient by patient, as one HTML file' },
    ...pick('quiet'),
  },
  examples: [
    ['simulate scenarios/williams-2018.yaml', 'one trial into output/williams-2018/'],
    ['simulate scenarios/williams-2018.yaml --trials 100 --participants 40 --out output/hundred', 'a hundred trials of forty patients'],
  ],
  async run({ scenario, trials, replicate: first, truth, items, out, report, figures, quiet, ...changes }) {
    assertTrials(first, trials);
    const loaded = loadStudy(scenario, changes);
    tellWarnings([loaded]);
    const { study, hash } = loaded;
    if (items) assertItems(study);
    const progress = new Progress('writing', trials, 'trials', quiet);
    const onTrial = (done: number): void => progress.update(done);
    const paths = writeTrials({ study, directory: out ?? join('output', study.name), first, trials, truth, items, onTrial });
    progress.finish();
    if (report !== undefined) paths.push(...(await writeTrialReport(study, hash, first, report, figures)));
    process.stdout.write(`${paths.join('\n')}\n`);
  },
});

function assertTrials(first: number, trials: number): void {
  if (!Number.isInteger(trials) || trials < 1) throw usageError(`--trials: expected a whole number from 1, got ${trials}`);
  if (!Number.isInteger(first) || first < 0 || first + trials > MAX_TRIALS)
    throw usageError(
      `--replicate: expected a whole number from 0, and with --trials at most ${MAX_TRIALS}, got ${first} and ${trials} trials`,
    );
}

function assertItems({ trial }: Study): void {
  if (trial.kind !== 'mechanistic' || trial.measurement.mode !== 'items')
    throw usageError('--items: expected measurement.mode items, got totals; add --set measurement.mode=items');
}
