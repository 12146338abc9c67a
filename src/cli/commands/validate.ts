import type { CommandModule } from 'yargs';
import { CommandFailure } from '../terminal/command-failure.ts';
import { loadStudy, studyOptions, type StudyArguments } from '../arguments/load-study.ts';
import { warn } from '../terminal/terminal.ts';

interface ValidateArguments extends StudyArguments {
  readonly scenario: string[];
}

export const validateCommand: CommandModule<object, ValidateArguments> = {
  command: 'validate <scenario..>',
  describe: 'every problem of scenario files at once',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'scenario files' })
      .example('$0 validate scenarios/williams-2018.yaml scenarios/null.yaml', 'check two scenarios, all problems at once')
      .example('$0 validate scenarios/null.yaml --set design.washoutDays=28', 'check a change before running it'),
  handler(argv) {
    const failures: string[] = [];
    for (const path of argv.scenario) {
      try {
        const { warnings, hash } = loadStudy(path, argv);
        for (const warning of warnings) warn(warning);
        process.stdout.write(`${path}: valid (${hash.slice(0, 12)})\n`);
      } catch (error) {
        if (!(error instanceof CommandFailure)) throw error;
        failures.push(error.message);
      }
    }
    if (failures.length > 0) throw new CommandFailure(2, failures.join('\n'));
  },
};
