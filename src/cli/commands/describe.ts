import { oneScenario, pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { description } from '../questions/description.ts';
import { emitAnswer } from '../results/emit-answer.ts';

export const describeCommand = defineCommand({
  usage: 'describe <scenario>',
  summary: 'the resolved scenario: every value with unit, source and origin, and derived figures',
  positionals: oneScenario,
  options: { ...studyOptions, ...pick('json') },
  examples: [
    ['describe scenarios/williams-2018.yaml', 'what the main scenario assumes, and why'],
    ['describe scenarios/williams-2018.yaml --set design.washoutDays=14', 'blockade and benefit left after two weeks'],
  ],
  async run(argv, session) {
    const loaded = loadStudy(argv.scenario, argv);
    tellWarnings([loaded], { withoutAnalyses: true });
    await emitAnswer(session, argv, description(loaded));
  },
});
