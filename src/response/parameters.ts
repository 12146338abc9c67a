import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';

// One table per section of a scenario, a row per value: longer than other files, since a table is looked up and not read.

/** How severity moves after an infusion: drug benefit, its opioid dependence, and the rival explanations. */
export const responseParameters = {
  opioidDependence: {
    default: 1,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the drug’s antidepressant benefit that full opioid blockade removes (mean over patients)',
    source: 'williams-2018',
  },
  opioidDependenceSd: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 0.5,
    about: 'SD of that share between patients (beta distribution); 0 = the same in all',
    source: 'assumed',
  },
  otherDependence: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the benefit removed by full blockade of the other, non-opioid target',
    source: 'abdallah-2020',
  },
  gate: {
    kind: 'choice',
    default: 'induction',
    options: ['induction', 'maintenance'],
    about: 'blockade acts on the induction of the benefit (hours after the dose) or on its maintenance (at the time of rating)',
    source: 'assumed',
  },
  inductionHours: {
    default: 6,
    unit: 'h',
    min: 0.1,
    max: 168,
    about: 'length of the induction window over which blockade is averaged',
    source: 'assumed',
  },
  benefit: {
    default: 0.27,
    unit: 'fraction of severity',
    min: 0,
    max: 0.99,
    about: 'benefit of the median patient after 0.5 mg/kg, at full effect',
    source: 'calibrated',
  },
  benefitLogitSd: {
    default: 1.1,
    unit: 'logit',
    min: 0,
    max: 5,
    about: 'SD of the logit of the benefit over patients and occasions together',
    source: 'calibrated',
  },
  benefitCorrelation: {
    default: 0.5,
    unit: 'correlation',
    min: 0,
    max: 1,
    about: 'correlation of a patient’s benefit (logit) between two periods',
    source: 'assumed',
  },
  halfEffectDoseMgPerKg: {
    default: 0.15,
    unit: 'mg/kg',
    min: 0.001,
    max: 10,
    about: 'dose of the infused drug with half-maximal benefit; the benefit is scaled to 1 at 0.5 mg/kg',
    source: 'assumed',
  },
  onsetHalfHours: { default: 2, unit: 'h', min: 0.01, max: 72, about: 'half-time of onset of the benefit', source: 'assumed' },
  persistenceScaleDays: {
    default: 9.8,
    unit: 'days',
    min: 0.1,
    max: 1000,
    about: 'median over patients and periods of the time in which the benefit falls to 1/e: the Weibull scale of its waning',
    source: 'calibrated',
  },
  persistenceShape: {
    default: 4,
    unit: '1',
    min: 0.2,
    max: 10,
    about: 'Weibull shape of the waning in one patient; above 1 it accelerates',
    source: 'assumed',
  },
  persistenceLogSd: {
    default: 0.37,
    unit: 'log units',
    min: 0,
    max: 3,
    about: 'SD of the logarithm of that time over patients and periods together; 0 = the same in all',
    source: 'calibrated',
  },
  persistenceCorrelation: {
    default: 0.5,
    unit: 'correlation',
    min: 0,
    max: 1,
    about: 'correlation of that logarithm between two periods of one patient',
    source: 'assumed',
  },
  repeatFactor: {
    default: 1,
    unit: 'ratio',
    min: 0,
    max: 2,
    about: 'factor on the benefit for every earlier dose of the drug; below 1 tolerance, above 1 accumulation',
    source: 'assumed',
  },
  failedCoursesLogit: {
    default: 0,
    unit: 'logit per course',
    min: -2,
    max: 2,
    about:
      'change of the logit of the benefit with every failed antidepressant course above population.failedCoursesMean; 0 = treatment resistance does not change the response',
    source: 'assumed',
  },
  naturalImprovement: {
    default: 0.03,
    unit: 'fraction of severity',
    min: 0,
    max: 1,
    about: 'improvement of the natural course that a period reaches',
    source: 'assumed',
  },
  naturalHalfDays: { default: 5, unit: 'days', min: 0.1, max: 365, about: 'half-time of the natural improvement', source: 'assumed' },
  expectancy: {
    default: 0.25,
    unit: 'fraction of severity',
    min: 0,
    max: 1,
    about: 'improvement of the median patient who is sure to have been given the active drug unblocked',
    source: 'calibrated',
  },
  expectancyLogitSd: {
    default: 1.7,
    unit: 'logit',
    min: 0,
    max: 5,
    about: 'SD of the logit of the expectancy effect over patients and periods together',
    source: 'calibrated',
  },
  expectancyCorrelation: {
    default: 0.5,
    unit: 'correlation',
    min: 0,
    max: 1,
    about: 'correlation of a patient’s expectancy effect (logit) between two periods; 1 = the same in both',
    source: 'assumed',
  },
  expectancyOnsetHalfHours: {
    default: 2,
    unit: 'h',
    min: 0.01,
    max: 72,
    about: 'half-time of onset of the expectancy effect',
    source: 'assumed',
  },
  expectancyPlateauDays: {
    default: 7,
    unit: 'days',
    min: 0,
    max: 365,
    about: 'time from the dose for which the expectancy effect does not wane',
    source: 'assumed',
  },
  expectancyHalfDays: {
    default: 12,
    unit: 'days',
    min: 0.1,
    max: 3650,
    about: 'half-time of the waning of the expectancy effect after that',
    source: 'calibrated',
  },
  nonspecificOpioidDependence: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the non-drug improvement that full opioid blockade removes',
    source: 'assumed',
  },
  antagonistMoodPoints: {
    default: 0,
    unit: 'HAM-D17 points',
    min: -10,
    max: 20,
    about: 'worsening of mood by full opioid blockade itself',
    source: 'amiaz-letter',
  },
  periodEffectPoints: {
    default: 0,
    unit: 'HAM-D17 points',
    min: -20,
    max: 20,
    about: 'shift of severity in every period after the first',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

export type ResponseParameters = ParameterValues<typeof responseParameters>;

export interface ResponseModel extends ResponseParameters {
  /** Psychological carry-over: points added to severity in the period after the named condition. */
  readonly carryoverPoints: Readonly<Record<string, number>>;
  /**
   * Share of a drug's benefit that full blockade of a target removes, by target. What it names goes before `opioidDependence` and `otherDependence`
   * (the short form for the targets `opioid` and `other`) and before what a drug says of its own effect on severity.
   */
  readonly dependence?: Readonly<Record<string, number>>;
}

/** What the patient notices, and what it makes them believe. */
export const beliefParameters = {
  dissociationNoticeScale: {
    default: 3,
    unit: 'CADSS points',
    min: 0.01,
    max: 100,
    about: 'peak dissociation that is noticed with probability 1 − 1/e',
    source: 'assumed',
  },
  activeIfNoticed: {
    default: 0.9,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'belief in having been given the active drug when something was felt',
    source: 'assumed',
  },
  activeIfUnnoticed: {
    default: 0.79,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'the same belief when nothing was felt',
    source: 'calibrated',
  },
  blockerIfSick: {
    default: 0.5,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'belief in having been given the blocker after nausea or vomiting',
    source: 'williams-2018',
  },
  blockerIfWell: {
    default: 0.5,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'the same belief without nausea and vomiting',
    source: 'williams-2018',
  },
  dontKnow: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'probability of answering “do not know” when asked to guess the treatment; changes what is answered, not what is believed',
    source: 'assumed',
  },
  strongly: {
    default: 0.37,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the guesses that are strongly believed, of a questionnaire that asks how sure; the others are somewhat believed',
    source: 'bang-2004',
  },
  blockerNocebo: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the expectancy effect lost by a patient who is sure of the blocker',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

export type BeliefModel = ParameterValues<typeof beliefParameters>;
