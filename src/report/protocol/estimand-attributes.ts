import { estimandOf } from '../../analysis/index.ts';
import type { Study } from '../../study/study.ts';
import { whyNoTruth } from '../../power/simulation/truth-applies.ts';
import { blockersGiven, drugsGiven } from '../sentences/drugs-given.ts';
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
    ['Variable', responseWords(planned, study.trial)],
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
  return `${compared}, ${whyNoTruth(planned, trial) === undefined ? 'each as a first treatment' : 'over the periods of the course'}`;
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
  const missed =
    trial.kind === 'gaussian'
      ? []
      : drugsGiven(trial)
          .pretreatments.filter(([name, given]) => blockersGiven(trial).includes(name) && given.declaration.adherence < 1)
          .map(([name]) => name);
  const parts = [
    ...(events.length === 0 ? [] : [`${listWords(events)}: hypothetical strategy (the response had the participant stayed in the trial)`]),
    ...(missed.length === 0
      ? []
      : [`${listWords(missed)} not taken: treatment-policy strategy (the response whether it was taken or not)`]),
  ];
  return parts.length === 0 ? 'None is simulated' : capitalised(parts.join('; '));
}

/** Ways in which participants of a trial leave it; none where the scenario has none. */
function withdrawalWords({ design, missingness }: Study['trial']): string[] {
  const { betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope, noShow, afterAdverseEffect } = missingness;
  const several = design.sequences[0].length > 1;
  return [
    ...(several && [betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope].some((each) => each !== 0)
      ? ['withdrawal between periods']
      : []),
    ...(several && noShow !== 0 ? ['failure to attend a later period'] : []),
    ...(several && afterAdverseEffect !== 0 ? ['withdrawal after an adverse effect'] : []),
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
