import { pick } from '../../arguments/common-options.ts';
import { defineCommand } from '../../arguments/define-command.ts';
import { learning, SHIPPED_EVIDENCE } from '../../questions/learning.ts';
import { emitAnswer } from '../../results/emit-answer.ts';

export const learnCommand = defineCommand({
  usage: 'learn [evidence]',
  summary: 'what published figures together say about the parameters, and what they leave open',
  positionals: {
    evidence: { type: 'string', describe: 'evidence file, or the one that comes with the program', default: SHIPPED_EVIDENCE },
  },
  options: {
    ...pick('seed', 'workers'),
    'leave-out': { type: 'boolean', default: false, describe: 'also the posterior without each of the studies' },
    'prior-sensitivity': { type: 'boolean', default: false, describe: 'also the posterior with wider priors' },
    out: {
      type: 'string',
      describe: 'FILE.json: draws of the posterior as a scenario that others extend; a results folder: finished shards too, and the result',
    },
    ...pick('resume', 'report', 'figures', 'json', 'quiet'),
  },
  examples: [
    ['learn', 'the evidence that comes with the program; some minutes'],
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
