/** Covariates of a virtual patient that a trial records, by their columns in `subjects.csv`, with what they hold. */
export const covariates = {
  sex: 'sex: 0 female, 1 male',
  age: 'age at screening, years, to 0.1',
  weight: 'body weight, kg, to 0.1',
  failed_courses: 'failed antidepressant courses before the trial',
  screening_hamd17: 'HAM-D17 total at screening, points',
} as const;

export type CovariateName = keyof typeof covariates;
export const covariateNames = Object.keys(covariates) as CovariateName[];
