import type { TrialData } from '../../trial/trial-data.ts';

/** Codes of CDISC's codelist SEX that are used. */
export const sexCodes = {
  codes: [
    ['F', 'Female'],
    ['M', 'Male'],
    ['U', 'Unknown'],
  ],
} as const;

/** Sex of a subject; unknown in the normal model, which has none. */
export function sexOf({ covariates }: TrialData, subject: number): 'F' | 'M' | 'U' {
  const sex = covariates.get('sex')?.[subject];
  if (sex === undefined) return 'U';
  return sex === 0 ? 'F' : 'M';
}

/** Age at screening in whole years; nothing in the normal model. */
export function wholeAge({ covariates }: TrialData, subject: number): number | null {
  const age = covariates.get('age')?.[subject];
  return age === undefined ? null : Math.floor(age);
}

/** Body weight at screening, kg to 0.1; nothing in the normal model. */
export function weightOf({ covariates }: TrialData, subject: number): number | null {
  const weight = covariates.get('weight')?.[subject];
  return weight === undefined ? null : Number(weight.toFixed(1));
}
