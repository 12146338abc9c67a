import { join } from 'node:path';
import { oneScenario, pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { writeTrialReport } from '../results/write-report.ts';
import { assertTrialsRequest, writeTrials } from '../results/write-trials.ts';
import { Progress } from '../terminal/progress.ts';

export const simulateCommand = defineCommand({
  usage: 'simulate <scenario>',
  summary: 'simulated trials as data files',
  positionals: oneScenario,
  options: {
    ...studyOptions,
    trials: { type: 'number', default: 1, describe: 'number of trials' },
    replicate: { type: 'number', default: 0, describe: 'number of the first trial, as counted by power from 0' },
    truth: { type: 'boolean', default: false, describe: 'also write truth.csv: every participant under every condition' },
    items: { type: 'boolean', default: false, describe: 'also write items.csv: every item of every rating' },
    out: { type: 'string', describe: 'folder for the files (default output/<name>)' },
    ...pick('figures'),
    report: { type: 'string', describe: 'also draw the first trial, participant by participant, as one HTML file' },
    ...pick('quiet'),
  },
  examples: [
    ['simulate scenarios/williams-2018.yaml', 'one trial into output/williams-2018/'],
    ['simulate scenarios/williams-2018.yaml --trials 100 --participants 40 --out output/hundred', 'a hundred trials of forty participants'],
  ],
  async run({ scenario, trials, replicate: first, truth, items, out, report, figures, quiet, ...changes }, session) {
    const loaded = loadStudy(scenario, changes);
    const { study, hash } = loaded;
    const request = { study, directory: out ?? join('output', study.name), first, trials, truth, items };
    assertTrialsRequest(request);
    tellWarnings([loaded], { withoutAnalyses: true });
    const progress = new Progress('writing', trials, 'trials', quiet);
    const paths = await writeTrials({ ...request, onTrial: (done) => progress.update(done), signal: session.signal }).finally(() =>
      progress.finish(),
    );
    if (report !== undefined) paths.push(...(await writeTrialReport(study, hash, first, report, figures)));
    process.stdout.write(`${paths.join('\n')}\n`);
  },
});
