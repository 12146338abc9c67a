import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acceptanceTable } from '../../evidence/acceptance-table.ts';
import { evaluateEvidence } from '../../evidence/evaluate.ts';
import { references } from '../../evidence/references.ts';
import { rootKey } from '../../random/index.ts';
import { evidenceText } from '../../report/text/evidence-text.ts';
import { oneScenario, pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { usageError } from '../terminal/exit-error.ts';
import { Progress } from '../terminal/progress.ts';

/** The scenario that comes with the program, wherever it is run. */
const SCENARIO = relative('.', fileURLToPath(new URL('../../../scenarios/williams-2018.yaml', import.meta.url)));

/** Most virtual patients: all conditions of all are held in memory at once; assumed, about 1.5 GB. */
const MAX_PATIENTS = 1_000_000;

export const evidenceCommand = defineCommand({
  usage: 'evidence [scenario]',
  summary: 'the model held against published figures',
  positionals: { scenario: { ...oneScenario.scenario, default: SCENARIO } },
  options: {
    ...studyOptions,
    patients: { type: 'number', default: 20_000, describe: 'virtual patients per condition' },
    ...pick('json', 'quiet'),
  },
  examples: [
    ['evidence --patients 5000 --json', 'a quick look, for a script'],
    ['evidence', 'figure, source, target, simulated value and verdict; exit code 1 if a row is missed'],
  ],
  async run(argv, session) {
    const { patients, scenario: path, quiet } = argv;
    if (!Number.isInteger(patients) || patients < 200 || patients > MAX_PATIENTS)
      throw usageError(`--patients: expected a whole number from 200 to ${MAX_PATIENTS}, got ${patients}`);
    const loaded = loadStudy(path, argv);
    tellWarnings([loaded]);
    const { trial, seed } = loaded.study;
    if (trial.kind !== 'mechanistic') throw usageError(`${path}: expected model mechanistic, got ${trial.kind}`);
    const progress = new Progress('comparing', acceptanceTable.length, 'figures', quiet);
    const results = evaluateEvidence(trial, rootKey(seed), patients, acceptanceTable, (done) => progress.update(done));
    progress.finish();
    const met = results.every((result) => result.met);
    const rows = results.map((result) => ({ ...result, sources: result.sources.map((key) => ({ key, ...references[key] })) }));
    const document = { ...provenance(loaded), patients, met, rows };
    await emitAnswer(session, argv, { document, timed: false, text: () => evidenceText(results, patients) });
    if (!met) process.exitCode = 1;
  },
});
