import { allocationStep } from '../../power/sample-size/search-sample-size.ts';
import { onlyWhatDecides } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import { sampleSizeText } from '../../report/text/sample-size-text.ts';
import { oneScenario, pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { workersOf } from '../arguments/workers.ts';
import { assuranceSize } from '../questions/assurance-size.ts';
import { printAnalyticSize, unknownAnalysis } from '../questions/exact-sample-size.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { searchSize } from '../runs/search-size.ts';
import { usageError } from '../terminal/command-failure.ts';
import { terminalOf } from '../terminal/terminal.ts';

export const sampleSizeCommand = defineCommand({
  usage: 'sample-size <scenario>',
  summary: 'the smallest number of patients that reaches the target power',
  positionals: oneScenario,
  options: {
    ...studyOptions,
    target: { type: 'number', describe: 'power to reach (default power.target)' },
    analysis: { type: 'string', describe: 'analysis that must succeed (default: the claim)' },
    ...pick('replicates'),
    max: { type: 'number', default: 1000, describe: 'largest number of patients tried' },
    ...pick('workers'),
    analytic: { type: 'boolean', excludes: ['replicates'], describe: 'exact power by formula, without simulating' },
    assurance: {
      type: 'boolean',
      excludes: ['analytic'],
      describe: "the number whose power averaged over the scenario's uncertainty section reaches the target",
    },
    ...pick('json', 'quiet'),
  },
  examples: [
    ['sample-size scenarios/gaussian-textbook.yaml --target 0.9', 'patients for a power of 90 %'],
    ['sample-size scenarios/williams-2018.yaml --analysis hamd17-day1', 'patients for one analysis of several'],
    [
      'sample-size scenarios/williams-2018-uncertain.yaml --assurance --set uncertainty.draws=20',
      'patients for power on average over 20 draws from the priors',
    ],
  ],
  async run(argv, session) {
    const loaded = loadStudy(argv.scenario, argv);
    if (argv.assurance !== true) tellWarnings([loaded]);
    const { study, hash } = loaded;
    const { target = study.power.target, max, analysis, quiet, json } = argv;
    if (!(target > 0 && target < 1)) throw usageError(`--target: expected a power between 0 and 1, got ${target}`);
    const step = allocationStep(study);
    if (!(max >= 2 * step && max <= 100_000)) throw usageError(`--max: expected ${2 * step} to 100000 patients, got ${max}`);
    if (argv.analytic === true) return printAnalyticSize(study, hash, { target, step, max, analysis, json });
    const options = { workers: workersOf(argv.workers), quiet, signal: session.signal };
    const judged = asked(study, analysis);
    if (argv.assurance === true) {
      const found = await assuranceSize(argv, { target, max, analysis }, options);
      await emitAnswer(session, argv, found);
      if (!found.reached) process.exitCode = 1;
      return;
    }
    const answer = await searchSize(judged, { target, max, analysis }, options);
    const { answer: found, ...rest } = answer;
    await emitAnswer(session, argv, {
      document: { ...provenance(loaded), ...rest, ...found },
      text: () => sampleSizeText(study, answer, terminalOf(process.stdout).unicode),
      failures: answer.failures,
    });
    if (found === undefined) process.exitCode = 1;
  },
});

/**
 * The study with what decides about the analysis asked for, or about the claim.
 * @throws CommandFailure (2) if there is no such analysis, or it is not clear which one is meant
 */
function asked(study: Study, analysis: string | undefined): Study {
  const names = Object.keys(study.analyses);
  if (analysis === undefined) {
    if (study.claim === undefined && names.length > 1)
      throw usageError(`--analysis: ${study.name} has no claim and more than one analysis; say which of ${names.join(', ')} counts`);
    return onlyWhatDecides(study);
  }
  if (!names.includes(analysis)) throw usageError(unknownAnalysis(analysis, names));
  return onlyWhatDecides(study, [analysis]);
}
