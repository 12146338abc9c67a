import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandModule } from 'yargs';
import { acceptanceTable } from '../../evidence/acceptance-table.ts';
import { evaluateEvidence } from '../../evidence/evaluate.ts';
import { references } from '../../evidence/references.ts';
import { rootKey } from '../../random/index.ts';
import { evidenceText } from '../../report/text/evidence-text.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { loadStudy, studyOptions, tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { Progress } from '../terminal/progress.ts';

interface EvidenceArguments extends StudyArguments {
  readonly scenario: string;
  readonly patients: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The scenario that comes with the program, wherever it is run. */
const SCENARIO = relative('.', fileURLToPath(new URL('../../../scenarios/williams-2018.yaml', import.meta.url)));

/** Most virtual patients: all conditions of all are held in memory at once; assumed, about 1.5 GB. */
const MOST_PATIENTS = 1_000_000;

export const evidenceCommand: CommandModule<object, EvidenceArguments> = {
  command: 'evidence [scenario]',
  describe: 'the model held against published figures',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', default: SCENARIO, describe: 'scenario file' })
      .option('patients', { type: 'number', default: 20_000, describe: 'virtual patients per condition', requiresArg: true })
      .option('json', { type: 'boolean', default: false, describe: 'one JSON document on stdout' })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 evidence --patients 5000 --json', 'a quick look, for a script')
      .example('$0 evidence', 'figure, source, target, simulated value and verdict; exit code 1 if a row is missed'),
  handler({ patients, json, quiet, scenario, ...changes }) {
    if (!Number.isInteger(patients) || patients < 200 || patients > MOST_PATIENTS) {
      throw new CommandFailure(2, `--patients: expected a whole number from 200 to ${MOST_PATIENTS}, got ${patients}`);
    }
    const loaded = loadStudy(scenario, changes);
    tellWarnings([loaded]);
    const { study, hash } = loaded;
    if (study.trial.kind !== 'mechanistic') throw new CommandFailure(2, `${scenario}: expected model mechanistic, got ${study.trial.kind}`);
    const progress = new Progress('comparing', acceptanceTable.length, 'figures', quiet);
    const update = (done: number): void => progress.update(done);
    const results = evaluateEvidence(study.trial, rootKey(study.seed), patients, acceptanceTable, update);
    progress.finish();
    if (json) {
      const rows = results.map((result) => ({ ...result, sources: result.sources.map((key) => ({ key, ...references[key] })) }));
      const document = { scenario: { name: study.name, hash }, seed: study.seed, patients, met: results.every(({ met }) => met), rows };
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else process.stdout.write(`${evidenceText(results, patients)}\n`);
    if (!results.every(({ met }) => met)) process.exitCode = 1;
  },
};
