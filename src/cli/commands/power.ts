import { scenarioFiles } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { powerOptions } from '../arguments/power-options.ts';
import { workersOf } from '../arguments/workers.ts';
import { exactPower } from '../questions/exact-power.ts';
import { assertPowerOptions, estimatesOfPower, loadRequired, preparedParts, simulatedPower } from '../questions/power.ts';
import { planningQuestion } from '../questions/which-question.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { emitPower } from '../results/power-outputs.ts';
import { workersIn } from '../runs/with-workers.ts';

export const powerCommand = defineCommand({
  usage: 'power <scenario..>',
  summary: 'Monte-Carlo operating characteristics of the analyses and the claim',
  positionals: scenarioFiles,
  options: powerOptions,
  examples: [
    ['power scenarios/williams-2018.yaml', 'how likely is the 2018 trial to show its claim'],
    ['power scenarios/gaussian-textbook.yaml --participants 20 --require 0.8 --json', 'gate a protocol in CI'],
  ],
  async run(argv, session) {
    const workers = workersOf(argv.workers);
    assertPowerOptions(argv);
    if (await planningQuestion(argv, workers, session)) return;
    const studies = loadRequired(argv);
    if (argv.analytic === true) return emitAnswer(session, { json: argv.json }, exactPower(studies));
    const options = workersIn(session, workers);
    const parts = await preparedParts(argv, studies, session, options);
    if (parts === undefined) return;
    const cells = await simulatedPower(studies, parts, argv, options);
    await estimatesOfPower(cells, argv, options);
    await emitPower(session, cells, argv, options, parts.merged);
  },
});
