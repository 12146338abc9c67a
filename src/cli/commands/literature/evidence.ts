import { oneScenario, pick, studyOptions } from '../../arguments/common-options.ts';
import { defineCommand } from '../../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../../arguments/load-study.ts';
import { assertPatients, evidence, loadPosterior } from '../../questions/evidence.ts';
import { emitAnswer } from '../../results/emit-answer.ts';

/** The scenario that comes with the program, wherever it is run. */
const SCENARIO = 'williams-2018';

export const evidenceCommand = defineCommand({
  usage: 'evidence [scenario]',
  summary: 'the model compared with published figures',
  positionals: { scenario: { ...oneScenario.scenario, default: SCENARIO } },
  options: {
    ...studyOptions,
    patients: { type: 'number', default: 20_000, describe: 'virtual patients per condition' },
    posterior: { type: 'string', describe: 'file of learn --out: what a new study would report stands beside each figure' },
    ...pick('json', 'quiet'),
  },
  examples: [
    ['evidence --patients 5000 --json', 'a quick look, for a script'],
    ['evidence', 'figure, source, target, simulated value and verdict; exit code 1 if a row is missed'],
  ],
  interrupted: 'nothing is kept of a comparison with published figures: run the same command again',
  async run(argv, session) {
    assertPatients(argv.patients);
    const loaded = loadStudy(argv.scenario, argv);
    tellWarnings([loaded], { withoutAnalyses: true });
    const posterior = argv.posterior === undefined ? undefined : loadPosterior(argv.scenario, argv, argv.posterior);
    await emitAnswer(session, argv, await evidence(loaded, argv.patients, session, posterior));
  },
});
