/** Closed forms, distributions and procedures of the book: which comparisons belong to each, and where its docstring stands. */
export const formulas: readonly { title: string; subjects: readonly string[]; file: string; declaration: string }[] = [
  { title: 'Power of t tests', subjects: ['power of t tests', 'sample size of t tests'], file: 'src/statistics/test-power/t-power.ts', declaration: 'function tTestPower' },
  { title: 'Power of TOST', subjects: ['power of TOST', 'sample size of TOST'], file: 'src/statistics/test-power/tost-power.ts', declaration: 'function tostPower' },
  { title: 'Power of McNemar’s test', subjects: ['power of McNemar', 'sample size of McNemar'], file: 'src/statistics/test-power/mcnemar-power.ts', declaration: 'function mcnemarPower' },
  { title: 'Group-sequential boundaries', subjects: ['group-sequential bounds'], file: 'src/statistics/group-sequential/boundary.ts', declaration: 'function efficacyBoundary' },
  { title: 'Multiplicity: Holm', subjects: ['adjusted p-values'], file: 'src/statistics/multiple-testing.ts', declaration: 'function holm' },
  { title: 'Multiplicity: Hochberg', subjects: ['adjusted p-values'], file: 'src/statistics/multiple-testing.ts', declaration: 'function hochberg' },
  { title: 'Multiplicity: fixed sequence', subjects: ['adjusted p-values'], file: 'src/statistics/multiple-testing.ts', declaration: 'function fixedSequence' },
  { title: 'Multiplicity: fallback', subjects: ['adjusted p-values'], file: 'src/statistics/multiple-testing.ts', declaration: 'function fallback' },
  { title: 'Intervals of a proportion', subjects: ['intervals of a proportion'], file: 'src/statistics/intervals/proportion-interval.ts', declaration: 'function wilsonInterval' },
  { title: 'Normal distribution at its tails', subjects: ['distribution function qnorm', 'distribution function pnorm'], file: 'src/statistics/distributions/normal-quantile.ts', declaration: 'function normalQuantile' },
  { title: 'Student’s t at its tails', subjects: ['distribution function pt_', 'distribution function qt'], file: 'src/statistics/distributions/student-t.ts', declaration: 'function studentTUpperTail' },
  { title: 'Noncentral t', subjects: ['distribution function nct'], file: 'src/statistics/distributions/noncentral-t.ts', declaration: 'function noncentralTUpperTail' },
  { title: 'F, beta and chi-square', subjects: ['distribution function pf', 'distribution function qf', 'distribution function pbeta', 'distribution function qbeta', 'distribution function pchisq', 'distribution function qchisq'], file: 'src/statistics/distributions/f-distribution.ts', declaration: 'function fUpperTail' },
]; // prettier-ignore
