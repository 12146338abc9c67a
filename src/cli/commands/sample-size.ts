import { oneScenario, pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { executorOptions } from '../arguments/executor-options.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { workersOf } from '../arguments/workers.ts';
import { assertExecutorOptions } from '../cluster/execute-on-cluster.ts';
import { assertResumable } from '../planned/answer-question.ts';
import { posedAssuranceSize } from '../planned/assurance-size.ts';
import { answeredAnywhere } from '../planned/on-cluster.ts';
import { exactSampleSize } from '../questions/exact-sample-size.ts';
import { posedSampleSize, sizeQuestion } from '../planned/sample-size.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { workersIn } from '../runs/with-workers.ts';

export const sampleSizeCommand = defineCommand({
  usage: 'sample-size <scenario>',
  summary: 'the smallest number of participants that reaches the target power',
  positionals: oneScenario,
  options: {
    ...studyOptions,
    target: { type: 'number', describe: 'power to reach (default power.target)' },
    analysis: { type: 'string', describe: 'analysis that must succeed (default: the claim)' },
    ...pick('replicates'),
    max: { type: 'number', default: 1000, describe: 'largest number of participants tried' },
    ...pick('workers'),
    analytic: { type: 'boolean', excludes: ['replicates', 'out', 'resume'], describe: 'exact power by formula, without simulating' },
    assurance: {
      type: 'boolean',
      excludes: ['analytic'],
      describe: "the number whose power averaged over the scenario's uncertainty section reaches the target",
    },
    out: { type: 'string', describe: 'results folder: finished shards are kept there, and sample-size.json' },
    ...executorOptions,
    ...pick('resume', 'details', 'json', 'quiet'),
  },
  examples: [
    ['sample-size scenarios/gaussian-textbook.yaml --target 0.9', 'participants for a power of 90 %'],
    ['sample-size scenarios/williams-2018.yaml --analysis hamd17-day1', 'participants for one analysis of several'],
    [
      'sample-size scenarios/williams-2018.yaml --assurance --target 0.3 --set uncertainty.draws=20',
      'participants for an average power of 30 % over its priors',
    ],
  ],
  async run(argv, session) {
    assertExecutorOptions(argv);
    const loaded = loadStudy(argv.scenario, argv);
    if (argv.assurance !== true) tellWarnings([loaded]);
    const question = sizeQuestion(loaded.study, argv);
    if (argv.analytic === true) return emitAnswer(session, argv, exactSampleSize(loaded, question));
    const options = workersIn(session, workersOf(argv.workers));
    assertResumable(argv);
    const posed = argv.assurance === true ? await posedAssuranceSize(argv, question, options) : posedSampleSize(loaded, question);
    const answer = await answeredAnywhere(posed, argv, options);
    if (answer !== undefined) await emitAnswer(session, argv, answer);
  },
});
