import { questionShape } from '../analysis/check-spec.ts';
import { methodNames } from '../analysis/methods/index.ts';
import { refuse } from '../arguments/refuse.ts';
import { check, type Shape } from '../arguments/shape.ts';
import { checkTrial } from '../trial/check-trial.ts';
import { futilityParameters, interimParameters } from './interim-plan.ts';
import { procedures } from './multiplicity-plan.ts';
import { directions, powerParameters, type PlannedAnalysis, type Study } from './study.ts';

const plannedShape: Shape = {
  every: [
    questionShape,
    { fields: { method: { oneOf: methodNames }, direction: { oneOf: directions }, alpha: 'fraction', options: 'object' } },
  ],
};

const interimShape: Shape = {
  every: [
    { parameters: interimParameters },
    {
      fields: {
        analysis: 'word',
        looks: { list: 'positive', least: 1 },
        'futility?': { every: [{ parameters: futilityParameters }, { fields: { bounds: { list: 'finite' } } }] },
      },
    },
  ],
};

const studyShape: Shape = {
  fields: {
    name: 'text',
    title: 'text',
    seed: 'text',
    trial: 'object',
    analyses: { record: plannedShape },
    'claim?': { fields: { name: 'text', all: { list: 'word', least: 1 }, 'holds?': 'boolean' } },
    'interim?': interimShape,
    'multiplicity?': {
      fields: {
        procedure: (name, value) => check(name, value, { oneOf: Object.keys(procedures) }),
        analyses: { list: 'word', least: 1 },
        'weights?': { list: 'amount' },
        alpha: 'fraction',
      },
    },
    power: { parameters: powerParameters },
    'posterior?': 'text',
  },
};

/**
 * Checks a study where it enters the library; what `readStudy` gives never fails.
 * @throws TypeError or RangeError that names the first value that no scenario could give, or the analysis that the study does not have
 */
export function checkStudy(name: string, study: Study): void {
  check(name, study, studyShape);
  checkTrial(`${name}.trial`, study.trial);
  const { claim, interim, multiplicity } = study;
  claim?.all.forEach((analysis, place) => checkAnalysisName(`${name}.claim.all[${place}]`, analysis, study));
  multiplicity?.analyses.forEach((analysis, place) => checkAnalysisName(`${name}.multiplicity.analyses[${place}]`, analysis, study));
  if (interim !== undefined) checkAnalysisName(`${name}.interim.analysis`, interim.analysis, study);
}

/** @throws TypeError or RangeError unless the argument is the name of an analysis of the study */
export function checkAnalysisName(name: string, analysis: unknown, { analyses }: Study): void {
  const names = Object.keys(analyses);
  if (typeof analysis !== 'string' || !Object.hasOwn(analyses, analysis))
    refuse(name, `an analysis of the study (${names.join(', ') || 'it has none'})`, analysis, 'string');
}

/** @throws TypeError or RangeError unless the argument is an analysis as a study plans it */
export function checkPlanned(name: string, planned: PlannedAnalysis): void {
  check(name, planned, plannedShape);
}
