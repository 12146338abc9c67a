import { boundWords } from '../../power/stopping/requirement.ts';
import { describeText } from '../../report/text/describe-text.ts';
import { attenuationSentence, solvedSentence } from '../../report/sentences/attenuation-sentences.ts';
import { sourceCounts } from '../../report/sentences/source-counts.ts';
import { derivedFigures } from '../../trial/mechanistic/derived-figures.ts';
import { describedStudy, unreadValues, type DescribedValue } from '../../scenario/index.ts';
import { oneScenario, pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { requirementsOf } from '../arguments/requirements.ts';
import { impliedAttenuation } from '../questions/implied-attenuation.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';

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
    tellWarnings([loaded]);
    const { study, scenario, origins, hash } = loaded;
    const required = requirementsOf(study, undefined, scenario.power.require).map(({ of, power, bound }) =>
      bound === undefined ? { of, power } : { of, power, bound },
    );
    const values = describedStudy(study, origins);
    const figures = study.trial.kind === 'mechanistic' ? derivedFigures(study.trial) : undefined;
    const requirements = required
      .map(({ of, power, bound }) => `${bound === undefined ? 'power' : 'rate of success'} of ${of} ${boundWords({ power, bound })}`)
      .join(', ');
    const implied = impliedAttenuation(study);
    const { solved } = loaded;
    await emitAnswer(session, argv, {
      document: {
        ...provenance(loaded),
        study,
        parameters: values.map(parameterEntry),
        sources: sourceCounts(values),
        ...(required.length === 0 ? {} : { required }),
        derived: figures ?? null,
        ...(implied === undefined ? {} : { attenuation: implied }),
      },
      timed: false,
      text: () =>
        [
          describeText(study, hash, values, unreadValues(study, origins), figures),
          ...(implied === undefined ? [] : [attenuationSentence(implied)]),
          ...(solved === undefined ? [] : [solvedSentence(solved)]),
          ...(required.length === 0 ? [] : [`required: ${requirements}`]),
        ].join('\n'),
    });
  },
});

/** A value as the document lists it. */
function parameterEntry({ path, value, parameter, source, origin }: DescribedValue) {
  return { path, value, unit: 'unit' in parameter ? parameter.unit : null, source, origin, about: parameter.about };
}
