import { estimandOf } from '../../analysis/index.ts';
import type { Study } from '../../study/study.ts';
import { givenWord } from '../../trial/drugs.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';
import { comparedResponses } from '../../analysis/bind-analysis.ts';
import { effectAimedAt } from '../../power/simulation/truth-applies.ts';
import { drugsGiven } from '../sentences/drugs-given.ts';
import { enrichmentWords } from '../sentences/design-sentence.ts';
import { eligibilityRules } from '../sentences/eligibility.ts';
import { comparisonWords, responseWords } from '../sentences/analysis-sentence.ts';
import { listWords } from '../sentences/endpoint-words.ts';

type Planned = Study['analyses'][string];

/** One attribute of an estimand, and what it is. */
export type EstimandAttribute = readonly [attribute: string, words: string];

/**
 * The estimand of an analysis, whose value in the simulation is its true effect, in the five attributes of ICH E9(R1).
 * @see ICH E9(R1) (2019) Addendum on estimands and sensitivity analysis in clinical trials, section A.3.3
 */
export function estimandAttributes(study: Study, planned: Planned): EstimandAttribute[] {
  return [
    ['Treatment', treatmentWords(study, planned)],
    ['Population', populationWords(study, planned)],
    ['Variable', variableWords(study, planned)],
    ['Intercurrent events', intercurrentWords(study)],
    ['Population-level summary', capitalised(estimandOf(planned.method, planned.options).words)],
  ];
}

/** The estimand in one sentence without its full stop. */
export function estimandSentence(study: Study, planned: Planned): string {
  return `${estimandOf(planned.method, planned.options).words}; ${responseWords(planned, study.trial)}, ${treatmentWords(study, planned)}`;
}

/** Treatments, and when they are given: in a course, where most periods repeat a treatment, over its periods. */
function treatmentWords({ trial }: Study, planned: Planned): string {
  const compared = comparisonWords({ ...planned, covariates: [] });
  if (trial.kind === 'gaussian') return trial.gaussian.carryover === 0 ? compared : `${compared}, without carry-over`;
  return `${compared}, ${effectAimedAt(planned, trial) === 'first' ? 'each as a first treatment' : courseWords(planned)}`;
}

/** In which periods of a course the treatments are compared. */
function courseWords({ method, options }: Planned): string {
  if (comparedResponses(method, options) === 'arms') return 'each in every period of the course, which is followed to its end';
  return comparedResponses(method, options) === 'pairs'
    ? 'over the periods of the sequences that give both, each sequence followed to its end; what its order does is part of the effect'
    : 'in the periods in which both are given, over the sequences, each followed to its end';
}

/** The response; in a course its average over the periods. */
function variableWords({ trial }: Study, planned: Planned): string {
  const response = responseWords(planned, trial);
  if (comparedResponses(planned.method, planned.options) === 'arms') return `${response} of the last period`;
  return effectAimedAt(planned, trial) === 'first' ? response : `${response}, averaged over the periods under each treatment`;
}

function populationWords({ trial }: Study, { population, reference }: Planned): string {
  const rules = eligibilityRules(trial);
  const eligible = `Participants${rules.length === 0 ? '' : ` eligible at screening (${listWords(rules)})`}${enrichmentWords(trial)}`;
  return {
    all: eligible,
    completers: `${eligible}; the analysis uses those who complete every period`,
    'placebo-responders': `${eligible} and who would respond under ${reference} (a principal stratum)`,
  }[population];
}

/** Events after randomisation that the simulation has, each with its strategy: what the true effect assumes of it. */
function intercurrentWords({ trial }: Study): string {
  const events = withdrawalWords(trial);
  const missed = trial.kind === 'gaussian' ? [] : notAlwaysTaken(trial);
  const parts = [
    ...(events.length === 0 ? [] : [`${listWords(events)}: hypothetical strategy (the response had the participant stayed in the trial)`]),
    ...(postpones(trial)
      ? [
          `postponed ${trial.kind === 'mechanistic' ? givenWord(trial) : 'infusion'}: hypothetical strategy (the response had it been given as planned)`,
        ]
      : []),
    ...(missed.length === 0
      ? []
      : [`${listWords(missed)} not taken: treatment-policy strategy (the response whether it was taken or not)`]),
  ];
  return parts.length === 0 ? 'None is simulated' : capitalised(parts.join('; '));
}

/** Drugs of a trial that participants sometimes do not take. */
function notAlwaysTaken(trial: MechanisticTrial): string[] {
  const { pretreatments, infusions } = drugsGiven(trial);
  const isMissed = ([, { isActive, declaration }]: (typeof pretreatments)[number]): boolean => isActive && declaration.adherence < 1;
  return [...pretreatments, ...infusions].filter(isMissed).map(([name]) => name);
}

/** Whether an infusion waits for the score to come back. */
function postpones({ kind, design }: Study['trial']): boolean {
  return kind === 'mechanistic' && design.sequences[0].length > 1 && design.rebaselineShare > 0;
}

/** Ways in which participants of a trial leave it; none where the scenario has none. */
function withdrawalWords(trial: Study['trial']): string[] {
  const { design, missingness } = trial;
  const { betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope, noShow, afterAdverseEffect } = missingness;
  const several = design.sequences[0].length > 1;
  return [
    ...(several && [betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope].some((each) => each !== 0)
      ? ['withdrawal between periods']
      : []),
    ...(several && noShow !== 0 ? ['failure to attend a later period'] : []),
    ...(postpones(trial) ? ['withdrawal because the score does not come back'] : []),
    ...(trial.kind === 'mechanistic' && afterAdverseEffect !== 0 ? ['withdrawal after an adverse effect'] : []),
  ];
}

/** Parameters of missing data that lose nothing by themselves. */
const HARMLESS = ['scoreCentre', 'visitWindowDays'];

/** Whether values of a trial can be missing. */
export function losesValues({ trial: { missingness } }: Study): boolean {
  return Object.entries(missingness).some(([name, value]) => value !== 0 && !HARMLESS.includes(name));
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
