import { join } from 'node:path';
import { concentrationHours, concentrationsOption } from '../trials/concentrations-option.ts';
import { cdiscOptions, cdiscRequest, optionsOfTables } from '../trials/cdisc-options.ts';
import { givenOptions, oneScenario, pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { executorOptions } from '../arguments/executor-options.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { dateOptions, datesOf } from '../trials/date-options.ts';
import { messOption, withMess } from '../trials/mess-option.ts';
import { fileOptions, trialFilesOf } from '../trials/file-options.ts';
import { assertExecutorOptions } from '../cluster/execute-on-cluster.ts';
import type { TrialFiles } from '../shards/planned-question.ts';
import { assertNewFile, forceOption } from '../files/assert-new-file.ts';
import { removeJobFiles } from '../cluster/job-script.ts';
import { trialsOnCluster } from '../planned/trials-on-cluster.ts';
import { codePath, syntaxOption } from '../trials/syntax-option.ts';
import { assertOwnCode } from '../trials/trial-folder.ts';
import { DATAPACKAGE_FILE } from '../../data-files/writing/formats/datapackage.ts';
import { writeCdisc } from '../trials/write-cdisc.ts';
import { writeTrialReport } from '../results/write-report.ts';
import { assertTrialsRequest } from '../trials/trials-request.ts';
import { writeTrials } from '../trials/write-trials.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { usageError } from '../terminal/exit-error.ts';
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
    ...fileOptions,
    ...syntaxOption,
    ...messOption,
    out: {
      type: 'string',
      describe:
        'folder for the files (default output/<name>), where a long run keeps finished shards; FILE.csv and the like: the measurements alone',
    },
    force: { ...forceOption, describe: 'write over FILE.csv and the like as --out, what stands beside it, and code of your own' },
    ...cdiscOptions,
    ...dateOptions,
    ...concentrationsOption,
    ...pick('figures'),
    report: { type: 'string', describe: 'also draw the first trial, participant by participant, as one HTML file' },
    ...executorOptions,
    shards: { ...executorOptions.shards, describe: 'with --executor: number of shards, or auto (500 000 values each)' },
    ...pick('resume', 'quiet'),
  },
  examples: [
    ['simulate scenarios/williams-2018.yaml', 'one trial into output/williams-2018/'],
    ['simulate scenarios/williams-2018.yaml --trials 100 --participants 40 --out output/hundred', 'a hundred trials of forty participants'],
    [
      'simulate scenarios/williams-2018.yaml --format sdtm --as xpt --start-date 2025-01-31',
      'SDTM datasets as SAS XPORT files, with Define-XML',
    ],
  ],
  async run(argv, session) {
    assertExecutorOptions(argv);
    const { scenario, trials, replicate: first, truth, items, out, report, figures, resume, quiet, executor } = argv;
    const loaded = loadStudy(scenario, argv);
    const { study, hash } = loaded;
    const dates = datesOf(argv, study.trial.design.participants);
    const cdisc = cdiscRequest(argv, dates, optionsOfTables(argv));
    if (cdisc !== undefined) {
      tellWarnings([loaded], { withoutAnalyses: true });
      const progress = new Progress('writing', trials, 'trials', quiet);
      const onTrial = (done: number): void => progress.update(done);
      const directory = out ?? join('output', study.name);
      const written = writeCdisc({ ...cdisc, study, hash, directory, first, trials, items, onTrial, signal: session.signal });
      process.stdout.write(`${(await written.finally(() => progress.finish())).join('\n')}\n`);
      return;
    }
    const files = trialFilesOf(argv);
    const asked = {
      study,
      directory: out ?? join('output', study.name),
      first,
      trials,
      truth,
      items,
      files,
      dates,
      concentrations: concentrationHours(argv, study.trial),
    };
    assertTrialsRequest(asked);
    if (files?.file !== undefined) assertOneFile(argv, files);
    else if (files !== undefined && !argv.force) assertOwnCode(asked.directory, files);
    const request = { ...asked, files: withMess(asked, argv) };
    tellWarnings([loaded], { withoutAnalyses: true });
    if (executor !== undefined) {
      if (resume) ResultsFolder.open(request.directory);
      if (!(await trialsOnCluster(request, argv, argv.wait === true ? session.signal : undefined))) return;
    }
    const progress = new Progress('writing', trials, 'trials', quiet);
    const kept = { resume: resume || executor !== undefined, onTrial: (done: number) => progress.update(done), signal: session.signal };
    const paths = await writeTrials({ ...request, ...kept }).finally(() => progress.finish());
    if (kept.resume) removeJobFiles(request.directory);
    if (report !== undefined) paths.push(...(await writeTrialReport(study, hash, first, report, figures)));
    process.stdout.write(`${paths.join('\n')}\n`);
  },
});

/** @throws ExitError (2) where what is asked for needs a folder and `--out` names a file, or where that file exists and there is no `--force` */
function assertOneFile(asked: { readonly force: boolean }, { file = '', syntax = [] }: TrialFiles): void {
  const given = givenOptions(asked);
  const option = ['truth', 'items', 'concentrations', 'resume', 'executor'].find((name) => given.has(name));
  if (option !== undefined) throw usageError(`--${option}: expected a folder as --out, got ${file}`);
  for (const path of [file, `${file}.${DATAPACKAGE_FILE}`, ...syntax.map((ending) => codePath(file, ending))])
    assertNewFile(path, asked.force);
}
