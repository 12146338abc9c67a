import { methodNamed } from '../../analysis/index.ts';
import { references } from '../../evidence/references.ts';
import type { GaussianEndpoint } from '../../outcomes/parameters.ts';
import type { Study } from '../../study/study.ts';
import type { GaussianTrial, MechanisticTrial } from '../../trial/trial-model.ts';
import { effectUnit, responseWords } from '../sentences/analysis-sentence.ts';
import { givenWord } from '../../trial/drugs.ts';
import { drugsGiven } from '../sentences/drugs-given.ts';
import { listWords } from '../sentences/endpoint-words.ts';
import { unsupported } from '../sentences/source-counts.ts';
import { givenNumber, isExactEffect, optionalWords, trueEffectFigure } from '../sentences/figure-words.ts';
import type { ReportMaterial } from '../report-material.ts';

type Planned = Study['analyses'][string];

/** What the calculation rests on: the values of the normal model with their sources, or the mechanistic model and the effects that follow from it. */
export function basisSentences(material: Pick<ReportMaterial, 'study' | 'result' | 'values'>, names: readonly string[]): string[] {
  const { trial } = material.study;
  return trial.kind === 'gaussian' ? gaussianSentences(trial, material) : mechanisticSentences(trial, material, names);
}

/** The values of every endpoint in a sentence; of several each is named. */
function gaussianSentences(trial: GaussianTrial, material: Pick<ReportMaterial, 'study' | 'values'>): string[] {
  const { endpoints, correlations = [] } = trial.gaussian;
  if (endpoints === undefined) return [gaussianSentence(trial.design, trial.gaussian, 'gaussian', material)];
  const each = Object.entries(endpoints).map(([name, endpoint]) => {
    const sentence = gaussianSentence(trial.design, endpoint, `gaussian.endpoints.${name}`, material);
    return sentence.replace('The calculation assumes', `For ${endpoint.label ?? name} the calculation assumes`);
  });
  const together = correlations.map(
    ({ of, between, within }) =>
      `${of.map((name) => endpoints[name].label ?? name).join(' and ')} correlate ${givenNumber(between)} between participants and ${givenNumber(within)} within them`,
  );
  return together.length === 0 ? each : [...each, `The endpoints are correlated: ${listWords(together)}.`];
}

function gaussianSentence(
  design: GaussianTrial['design'],
  endpoint: GaussianEndpoint,
  at: string,
  { study, values }: Pick<ReportMaterial, 'study' | 'values'>,
): string {
  const { difference, effects, sdWithin, sdBetween, periodEffect, carryover, distribution, smallestDifference } = endpoint;
  const unit = endpoint.unit === undefined ? '' : ` ${endpoint.unit}`;
  const others = [...new Set(design.sequences.flat())].filter((condition) => condition !== design.reference);
  const differences = others.map((condition) => {
    const [value, name] = Object.hasOwn(effects, condition) ? [effects[condition], `effects.${condition}`] : [difference, 'difference'];
    return { path: `${at}.${name}`, words: `a mean difference of ${givenNumber(value)}${unit} (${condition} minus ${design.reference})` };
  });
  const twice = Number((Math.SQRT2 * sdWithin).toPrecision(3));
  const stated = [
    ...differences,
    {
      path: `${at}.sdWithin`,
      words: `a within-participant standard deviation of ${givenNumber(sdWithin)} in one period (${twice} for the difference of two periods)`,
    },
    ...(statesSpread(study, values, `${at}.sdBetween`)
      ? [{ path: `${at}.sdBetween`, words: `a between-participant standard deviation of ${givenNumber(sdBetween)}` }]
      : []),
    ...(periodEffect === 0 ? [] : [{ path: `${at}.periodEffect`, words: `a period effect of ${givenNumber(periodEffect)}` }]),
    ...(carryover === 0 ? [] : [{ path: `${at}.carryover`, words: `a carry-over effect of ${givenNumber(carryover)}` }]),
  ];
  const cited = stated.map(({ path, words }) => ({ words, source: sourceWords(values, path) }));
  const unsourced = cited.every(({ source }) => source === NO_SOURCE);
  const list = listWords(cited.map(({ words, source }) => (unsourced ? words : `${words} (${source})`)));
  const scale =
    distribution === 'lognormal' ? 'log-normally distributed outcomes, on the logarithmic scale' : 'normally distributed outcomes';
  return `The calculation assumes ${scale}, with ${list}${unsourced ? '; no source is given for these values' : ''}.${smallestDifference === undefined ? '' : ` A difference of ${givenNumber(smallestDifference)}${smallestDifference === 1 ? unit.replace(/points$/, 'point') : unit} is the smallest that is important to participants.`}`;
}

/** Whether the SD between participants is stated: somebody set it, or an analysis compares different participants. */
function statesSpread({ analyses }: Study, values: ReportMaterial['values'], path: string): boolean {
  const isSet = values.find((each) => each.path === path)?.origin !== 'default of the program';
  return isSet || Object.values(analyses).some(({ method, options }) => methodNamed(method).pairing(options) === 'parallel');
}

/** What of a patient moves over time: severity, and the ratings that a scenario declares. */
function courseWords(trial: MechanisticTrial): string {
  const article = givenWord(trial) === 'infusion' ? 'an' : 'a';
  const rated = Object.values(trial.outcomes).flatMap((outcome) => {
    const declared = outcome?.declared;
    return declared === undefined || declared.items !== undefined ? [] : [declared.shortLabel];
  });
  const moved = listWords(['severity', ...rated]);
  return `the course of ${moved} after ${article} ${givenWord(trial)}, and ${rated.length === 0 ? 'its' : 'their'} rating`;
}

function mechanisticSentences(
  trial: MechanisticTrial,
  { study, result, values }: Pick<ReportMaterial, 'study' | 'result' | 'values'>,
  names: readonly string[],
): string[] {
  const { pretreatments, infusions } = drugsGiven(trial);
  const drugs = [...infusions, ...pretreatments].filter(([, { isActive }]) => isActive);
  const pharmacology = drugs.length === 0 ? '' : `the pharmacology of ${listWords([...new Set(drugs.map(([name]) => name))])}, `;
  return [
    `The calculation rests on a simulation model of virtual participants (${pharmacology}${courseWords(trial)}) with ${values.length} values, of which ${unsupported(values)} have no source of their own; the report lists them.`,
    ...names.flatMap((name) => {
      const { trueEffect, empiricalSe } = result.analyses[name];
      if (trueEffect === null) return [];
      const planned = study.analyses[name];
      const simulated = isExactEffect(result.analyses[name]) ? '' : ', ± Monte-Carlo standard error';
      const sd = differenceSd(study, name, result);
      const spread =
        sd === undefined
          ? ''
          : `, which corresponds to a standard deviation of about ${Number(sd.toPrecision(2))} for the difference within a participant`;
      const error = empiricalSe === null ? '' : `; its estimate has a standard error of ${optionalWords(empiricalSe, 2)}${spread}`;
      return `For the ${responseWords(planned, trial)} the true effect under this model is ${trueEffectFigure(result.analyses[name])} ${effectUnit(planned)} (${planned.comparator} minus ${planned.reference}${simulated})${error}.`;
    }),
  ];
}

/**
 * SD of the difference within a participant that the standard error of an estimate corresponds to, SE · √n with n the mean number who complete. Only where that is
 * the variance of the estimate: a paired or crossover t test of recorded values in a balanced two-period crossover whose participants
 * miss no visit.
 */
function differenceSd(
  { analyses, trial: { design, missingness } }: Study,
  name: string,
  { analyses: results, flow }: ReportMaterial['result'],
): number | undefined {
  const { empiricalSe } = results[name];
  const { sequences, weights } = design;
  const isBalanced = sequences.length === 2 && sequences.every(({ length }) => length === 2) && new Set(weights).size === 1;
  const isComplete = missingness.perVisit === 0 && missingness.perVisitScoreSlope === 0;
  if (empiricalSe === null || !isBalanced || !isComplete || !isPairedDifference(analyses[name])) return undefined;
  return empiricalSe * Math.sqrt(flow.completed);
}

/** Whether an analysis is a t test of differences within participants, of recorded values or changes, in everybody and without covariates. */
function isPairedDifference({ method, options, measure, population, covariates = [] }: Planned): boolean {
  const tested = methodNamed(method);
  const isPaired = tested.judgedBy === 't' && ['crossover', 'paired'].includes(tested.pairing(options));
  const isDifference = (options.scale ?? 'difference') === 'difference' && (measure === 'value' || measure === 'change');
  return isPaired && isDifference && population === 'all' && covariates.length === 0 && tested.readsBaselines?.(options) !== true;
}

const NO_SOURCE = 'no source given';

function sourceWords(values: ReportMaterial['values'], path: string): string {
  const source = values.find((each) => each.path === path)?.source ?? '';
  if (!isReference(source)) return NO_SOURCE;
  const { authors, year } = references[source];
  return `${authors} ${year}`;
}

function isReference(source: string): source is keyof typeof references {
  return Object.hasOwn(references, source);
}
