import { pick } from '../../arguments/common-options.ts';
import { defineCommand } from '../../arguments/define-command.ts';
import { readingOptions } from '../../arguments/reading-options.ts';
import { learning, SHIPPED_EVIDENCE } from '../../questions/learning.ts';
import { emitAnswer } from '../../results/emit-answer.ts';

/** An option that goes with individual data. */
const withData = <Option extends object>(option: Option) => ({ ...option, needs: 'observations' as const });
const ofObservations = {
  columns: withData(readingOptions.columns),
  layout: withData(readingOptions.layout),
  values: withData(readingOptions.values),
  missing: withData(readingOptions.missing),
  where: withData(readingOptions.where),
  decimal: withData(readingOptions.decimal),
  delimiter: withData(readingOptions.delimiter),
  encoding: withData(readingOptions.encoding),
  sheet: withData(readingOptions.sheet),
  edited: withData(readingOptions.edited),
} satisfies Readonly<Record<keyof typeof readingOptions, unknown>>;

export const learnCommand = defineCommand({
  usage: 'learn [evidence]',
  summary: 'what published figures together say about the parameters, and what they leave open',
  positionals: {
    evidence: { type: 'string', describe: 'evidence file, or the one that comes with the program', default: SHIPPED_EVIDENCE },
  },
  options: {
    ...pick('seed', 'workers'),
    'leave-out': {
      type: 'boolean',
      default: false,
      describe: 'also the posterior without each of the studies, and what it predicts of them',
    },
    'prior-sensitivity': { type: 'boolean', default: false, describe: 'also the posterior with wider priors' },
    robust: { type: 'boolean', default: false, describe: 'also the posterior in which figures that do not fit may be adjusted' },
    out: {
      type: 'string',
      describe: 'FILE.json: draws of the posterior as a scenario that others extend; a results folder: finished shards too, and the result',
    },
    observations: {
      type: 'string',
      needs: 'design',
      describe: 'individual data of a study of your own, added to the evidence: FILE of analyze',
    },
    design: {
      type: 'string',
      needs: 'observations',
      describe: 'scenario of that study; participants and missing values are those of the data',
    },
    trial: { type: 'string', needs: 'observations', describe: 'which trial, when the file holds several' },
    endpoint: { type: 'string', needs: 'observations', describe: 'what the endpoint of a file is called that does not name it' },
    visit: { type: 'string', needs: 'observations', describe: 'what the visit of a file is called that does not name it' },
    ...ofObservations,
    ...pick('resume', 'report', 'figures', 'json', 'quiet'),
  },
  examples: [
    ['learn', 'the evidence that comes with the program; some minutes'],
    ['learn --observations pilot/observations.csv --design pilot.yaml', 'the same with the patients of a pilot'],
    ['learn --leave-out --out output/posterior.json', 'how much rests on each study, and draws for power --assurance'],
    ['learn --leave-out --prior-sensitivity --report output/posterior.html', 'with pictures of the posterior, as one HTML file'],
    ['learn --out output/learned', 'kept on the way: run it again with --resume after an interruption, or on several machines at once'],
  ],
  interrupted: 'nothing is kept of a posterior without --out DIR: run the same command again',
  async run(argv, session) {
    const { answer, folder } = await learning(argv, session);
    const { json, report, figures } = argv;
    await emitAnswer(session, { json, report, figures, out: folder }, answer);
  },
});
