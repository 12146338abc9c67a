import { boundWords } from '../../power/stopping/requirement.ts';
import { attenuationSentence, solvedSentence } from '../../report/sentences/attenuation-sentences.ts';
import { sourceCounts } from '../../report/sentences/source-counts.ts';
import { describeText } from '../../report/text/describe-text.ts';
import { describedStudy, unreadValues, type DescribedValue } from '../../scenario/index.ts';
import { derivedFigures } from '../../trial/mechanistic/derived-figures.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import { requirementsOf } from '../arguments/requirements.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { impliedAttenuation } from './implied-attenuation.ts';

/** `describe`: every value of a resolved scenario with unit, source and origin, and derived figures. */
export function description(loaded: LoadedStudy): Answer {
  const { study, scenario, origins, hash, solved } = loaded;
  const required = requirementsOf(study, undefined, scenario).map(({ of, power, bound }) =>
    bound === undefined ? { of, power } : { of, power, bound },
  );
  const values = describedStudy(study, origins);
  const figures = study.trial.kind === 'mechanistic' ? derivedFigures(study.trial) : undefined;
  const requirements = required
    .map(({ of, power, bound }) => `${bound === undefined ? 'power' : 'rate of success'} of ${of} ${boundWords({ power, bound })}`)
    .join(', ');
  const implied = impliedAttenuation(study);
  return {
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
        describeText(study, hash, values, unreadValues(study, origins), figures, loaded.path),
        ...(implied === undefined ? [] : [attenuationSentence(implied)]),
        ...(solved === undefined ? [] : [solvedSentence(solved)]),
        ...(required.length === 0 ? [] : [`required: ${requirements}`]),
      ].join('\n'),
  };
}

/** A value as the document lists it. */
function parameterEntry({ path, value, unit, parameter, source, origin }: DescribedValue) {
  return { path, value, unit: 'unit' in parameter ? unit : null, source, origin, about: parameter.about };
}
