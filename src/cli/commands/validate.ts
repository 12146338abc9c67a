import { pick, scenarioFiles, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { validation } from '../questions/validation.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { usageError } from '../terminal/exit-error.ts';
import { warn } from '../terminal/terminal.ts';

export const validateCommand = defineCommand({
  usage: 'validate <scenario..>',
  summary: 'every problem of scenario files at once',
  positionals: scenarioFiles,
  options: { ...studyOptions, ...pick('json') },
  examples: [
    ['validate scenarios/williams-2018.yaml scenarios/null.yaml', 'check two scenarios, all problems at once'],
    ['validate scenarios/null.yaml --set design.washoutDays=28', 'check a change before running it'],
    ['validate scenarios/null.yaml --json', 'problems and warnings with file, line and path, for a script'],
  ],
  async run(argv, session) {
    const { answer, warnings, failures } = validation(argv.scenario, argv);
    for (const warning of warnings) warn(warning);
    await emitAnswer(session, { json: argv.json }, answer);
    if (failures.length > 0) throw usageError(failures.join('\n'));
  },
});
