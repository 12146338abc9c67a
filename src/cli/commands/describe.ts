import type { CommandModule } from 'yargs';
import { describeText } from '../../report/text/describe-text.ts';
import { sourceCounts } from '../../report/sentences/source-counts.ts';
import { derivedFigures } from '../../trial/mechanistic/derived-figures.ts';
import { loadStudy, studyOptions, tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { requirementsOf } from '../arguments/requirements.ts';
import { describedStudy, unreadValues } from '../../scenario/index.ts';

interface DescribeArguments extends StudyArguments {
  readonly scenario: string;
  readonly json: boolean;
}

export const describeCommand: CommandModule<object, DescribeArguments> = {
  command: 'describe <scenario>',
  describe: 'the resolved scenario: every value with unit, source and origin, and derived figures',
  builder: (argv) =>
    studyOptions(argv)
      .positional('scenario', { type: 'string', demandOption: true, describe: 'scenario file' })
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .example('$0 describe scenarios/williams-2018.yaml', 'what the main scenario assumes, and why')
      .example('$0 describe scenarios/williams-2018.yaml --set design.washoutDays=14', 'blockade and benefit left after two weeks'),
  handler(argv) {
    const loaded = loadStudy(argv.scenario, argv);
    tellWarnings([loaded]);
    const { study, scenario, origins, hash } = loaded;
    const required = requirementsOf(study, undefined, scenario.power.require).map(({ of, power }) => ({ of, power }));
    const values = describedStudy(study, origins);
    const figures = study.trial.kind === 'mechanistic' ? derivedFigures(study.trial) : undefined;
    if (argv.json) {
      const parameters = values.map(({ path, value, parameter, source, origin }) => ({
        path,
        value,
        unit: 'unit' in parameter ? parameter.unit : null,
        source,
        origin,
        about: parameter.about,
      }));
      process.stdout.write(
        `${JSON.stringify({ scenario: { name: study.name, hash }, study, parameters, sources: sourceCounts(values), ...(required.length === 0 ? {} : { required }), derived: figures ?? null }, null, 2)}\n`,
      );
      return;
    }
    process.stdout.write(`${describeText(study, hash, values, unreadValues(study, origins), figures)}\n`);
    if (required.length > 0)
      process.stdout.write(`required: ${required.map(({ of, power }) => `power of ${of} at least ${power}`).join(', ')}\n`);
  },
};
