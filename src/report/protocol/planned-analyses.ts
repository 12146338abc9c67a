import { methodNamed, type Pairing } from '../../analysis/index.ts';
import type { Study } from '../../study/study.ts';
import { losesValues } from './estimand-attributes.ts';
import { marginWords, responseWords } from '../sentences/analysis-sentence.ts';
import { listWords } from '../sentences/endpoint-words.ts';

type Planned = Study['analyses'][string];

/** Which contrast a method tests whose options name it. */
const contrastPhrases: Readonly<Record<Pairing, string>> = {
  crossover: ' adjusted for period',
  paired: ' of the paired differences',
  parallel: ' of the first period',
  arms: ' of the last period',
  model: ' in a linear mixed model',
};

const populationPhrases: Readonly<Record<Planned['population'], (reference: string) => string>> = {
  all: () => '',
  completers: () => ' in participants with every period',
  'placebo-responders': (reference) => ` in participants who respond under ${reference}`,
};

/** One planned analysis: what is compared, by which method, and how it is judged. */
export function plannedAnalysisSentence(planned: Planned, trial: Study['trial']): string {
  const { method, options, comparator, reference, minus, population, covariates = [] } = planned;
  const response = responseWords(planned, trial);
  const compared =
    minus === undefined
      ? `The ${response} under ${comparator} will be compared with that under ${reference}`
      : `The difference in the ${response} between ${comparator} and ${reference} will be compared with that between ${minus.comparator} and ${minus.reference}`;
  const tested = methodNamed(method);
  const contrast = options.design === undefined && options.period === undefined ? '' : contrastPhrases[tested.pairing(options)];
  const adjusted = covariates.length === 0 ? '' : `, with the covariates ${listWords(covariates)}`;
  return `${compared}${populationPhrases[population](reference)} by ${tested.phrase}${contrast}${adjusted}, ${levelWords(planned)}.`;
}

function levelWords({ method, alpha, alternative, direction, options, comparator, reference }: Planned): string {
  const side = { either: '', greater: 'above', less: 'below' }[direction];
  const only = side === '' ? '' : `; only a difference (${comparator} minus ${reference}) ${side} zero counts as success`;
  const { nullHypothesis } = methodNamed(method);
  const [lower, upper] = marginWords({ method, options, reference });
  if (nullHypothesis === 'equivalence') {
    return `each at the ${alpha} level, with ${options.scale === 'difference' ? '' : 'ratio '}margins of ${lower} and ${upper}${only}`;
  }
  if (nullHypothesis === 'non-inferiority')
    return `at a one-sided significance level of ${alpha} with a margin of ${upper} (${alternative === 'less' ? 'lower' : 'higher'} values are better)${only}`;
  if (alternative === 'two-sided') return `at a two-sided significance level of ${alpha}${only}`;
  return `at a one-sided significance level of ${alpha} (alternative: a difference ${alternative === 'less' ? 'below' : 'above'} zero)${direction === alternative ? '' : only}`;
}

const spendingNames: Readonly<Record<NonNullable<Study['interim']>['spending'], string>> = {
  'obrien-fleming': 'O’Brien–Fleming-type',
  pocock: 'Pocock-type',
  'kim-demets': 'Kim–DeMets',
  'hwang-shih-decani': 'Hwang–Shih–DeCani',
};

/** What a procedure for multiplicity is called within a sentence. */
export const procedureNames: Readonly<Record<NonNullable<Study['multiplicity']>['procedure'], string>> = {
  holm: 'Holm’s procedure',
  hochberg: 'Hochberg’s procedure',
  'fixed-sequence': 'a fixed sequence',
  fallback: 'the fallback procedure',
};

/** What each way of comparing leaves out where values are missing. */
const leftOut: Readonly<Record<Pairing, string>> = {
  crossover: 'participants without a value under both treatments are left out',
  paired: 'participants without a value under both treatments are left out',
  parallel: 'participants without a value in the first period are left out',
  arms: 'participants without a value in the last period are left out',
  model: 'all recorded values are used',
};

/** How the analyses deal with missing values; nothing in a study that has none. */
export function missingDataSentences(study: Study, names: readonly string[]): string[] {
  if (!losesValues(study)) return [];
  const ways = new Map<string, string[]>();
  for (const name of names) {
    const planned = study.analyses[name];
    const way = leftOut[methodNamed(planned.method).pairing(planned.options)];
    ways.set(way, [...(ways.get(way) ?? []), `the ${responseWords(planned, study.trial)}`]);
  }
  const parts = [...ways].map(([way, responses]) => `in the analysis of ${listWords(responses)} ${way}`);
  return [`Missing values are not imputed: ${parts.join('; ')}.`];
}

/** What must hold together, interim analyses, and adjustment for multiplicity. */
export function jointSentences({ claim, interim, multiplicity, trial, analyses }: Study, names: readonly string[]): string[] {
  const all = names.length === 2 ? 'both' : `all ${names.length}`;
  return [
    ...(claim === undefined || names.length < 2
      ? []
      : [`The claim “${claim.name}” requires ${all} of these analyses to succeed in the same trial.`]),
    ...(interim === undefined ? [] : [interimSentence(interim, analyses[interim.analysis], trial)]),
    ...(multiplicity === undefined
      ? []
      : [
          `The analyses of ${listWords(multiplicity.analyses.map((name) => `the ${responseWords(analyses[name], trial)}`))} are adjusted for multiplicity by ${procedureNames[multiplicity.procedure]} at a familywise level of ${multiplicity.alpha}.`,
        ]),
  ];
}

function interimSentence({ looks, spending, futility }: NonNullable<Study['interim']>, planned: Planned, trial: Study['trial']): string {
  const { participants } = trial.design;
  const what = `of the ${responseWords(planned, trial)} ${looks.length === 1 ? 'is' : 'are'} planned after ${listWords(looks.map(String))} of ${participants} participants`;
  const stopping = futility === undefined ? '' : `, and ${futility.binding ? 'binding' : 'non-binding'} stopping for futility`;
  return `${looks.length === 1 ? 'An interim analysis' : 'Interim analyses'} ${what}, with ${spendingNames[spending]} spending of the significance level${stopping}.`;
}
