import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';

/** Who enters: covariates, usual severity and its spread, the screening rule. */
export const populationParameters = {
  femaleShare: { default: 0.6, unit: 'fraction', min: 0, max: 1, about: 'share of women', source: 'assumed' },
  ageMean: { default: 42, unit: 'years', min: 18, max: 90, about: 'mean age before truncation to the eligible range', source: 'assumed' },
  ageSd: { default: 12, unit: 'years', min: 0.1, max: 40, about: 'SD of age before truncation', source: 'assumed' },
  ageMinimum: { default: 18, unit: 'years', min: 0, max: 100, about: 'youngest eligible age', source: 'NCT02911597' },
  ageMaximum: { default: 70, unit: 'years', min: 1, max: 120, about: 'oldest eligible age', source: 'NCT02911597' },
  weightWomen: { default: 75, unit: 'kg', min: 30, max: 200, about: 'median weight of women', source: 'assumed' },
  weightMen: { default: 87, unit: 'kg', min: 30, max: 200, about: 'median weight of men', source: 'assumed' },
  weightCv: { default: 0.2, unit: 'fraction', min: 0, max: 1, about: 'coefficient of variation of weight (lognormal)', source: 'assumed' },
  failedCoursesMean: {
    default: 9.8,
    unit: 'courses',
    min: 2,
    max: 50,
    about: 'mean number of failed antidepressant courses (at least 2)',
    source: 'carlat-2018',
  },
  severityMean: {
    default: 23.5,
    unit: 'HAM-D17 points',
    min: 0,
    max: 52,
    about: 'mean usual severity of the patients who come to screening',
    source: 'assumed',
  },
  severitySd: { default: 4, unit: 'HAM-D17 points', min: 0, max: 20, about: 'SD of usual severity between patients', source: 'assumed' },
  occasionSd: {
    default: 2,
    unit: 'HAM-D17 points',
    min: 0,
    max: 20,
    about: 'SD of a period’s severity about the patient’s usual severity',
    source: 'assumed',
  },
  screeningMinimum: {
    default: 20,
    unit: 'HAM-D17 points',
    min: 0,
    max: 52,
    about: 'lowest measured HAM-D17 total at screening that is eligible',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

export type PopulationParameters = ParameterValues<typeof populationParameters>;

/** Traits that vary together between patients, in the order of the rows of `population.correlations`. */
export const correlatedTraits = ['severity', 'response', 'dissociation', 'expectancy'] as const;
export type CorrelatedTrait = (typeof correlatedTraits)[number];

export interface PopulationModel extends PopulationParameters {
  /** Correlations of the patients' traits, 4 × 4 in the order of `correlatedTraits`: symmetric, unit diagonal, positive definite. */
  readonly correlations: readonly (readonly number[])[];
  /** Correlation of the response and the dissociation of one infusion, about the patient's own levels. */
  readonly occasionCorrelation: number;
}
