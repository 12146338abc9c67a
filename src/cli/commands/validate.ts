import { solvedSentence } from '../../report/sentences/attenuation-sentences.ts';
import { variabilitySentences } from '../../report/sentences/variability-sentences.ts';
import { scenarioFiles, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy } from '../arguments/load-study.ts';
import { tellLosses } from '../arguments/margin-warnings.ts';
import { ExitError, usageError } from '../terminal/exit-error.ts';
import { warn } from '../terminal/terminal.ts';

export const validateCommand = defineCommand({
  usage: 'validate <scenario..>',
  summary: 'every problem of scenario files at once',
  positionals: scenarioFiles,
  options: studyOptions,
  examples: [
    ['validate scenarios/williams-2018.yaml scenarios/null.yaml', 'check two scenarios, all problems at once'],
    ['validate scenarios/null.yaml --set design.washoutDays=28', 'check a change before running it'],
  ],
  run(argv) {
    const failures: string[] = [];
    for (const path of argv.scenario) {
      try {
        const loaded = loadStudy(path, argv);
        const { warnings, hash, study, solved } = loaded;
        for (const warning of warnings) warn(warning);
        tellLosses(loaded);
        process.stdout.write(`${path}: valid (${hash.slice(0, 12)})\n`);
        if (solved !== undefined) process.stdout.write(`  ${solvedSentence(solved)}\n`);
        for (const line of study.trial.kind === 'gaussian' ? variabilitySentences(study.trial) : []) process.stdout.write(`  ${line}\n`);
      } catch (error) {
        if (!(error instanceof ExitError)) throw error;
        failures.push(error.message);
      }
    }
    if (failures.length > 0) throw usageError(failures.join('\n'));
  },
});
