import type { AnalysisSpec, MethodName, MethodOptions } from '../../../src/analysis/index.ts';

/** A question about one of the data sets of this folder. */
export interface DesignQuestion {
  readonly data: 'balaam' | 'extra-period' | 'four-condition' | 'parallel-groups';
  readonly method: MethodName;
  readonly options?: MethodOptions;
  readonly asked?: Partial<AnalysisSpec>;
}

const withKetamine = { reference: 'placebo+ketamine', comparator: 'naltrexone+ketamine' };
const differenceOfDifferences = { ...withKetamine, minus: { reference: 'placebo+saline', comparator: 'naltrexone+saline' } };
const carries = { carryover: 'first-order' };

/** What is asked about parallel groups and about designs with repeated treatments, more than two periods or more than two treatments. */
export const designQuestions: readonly DesignQuestion[] = [
  { data: 'parallel-groups', method: 'parallel-t' },
  { data: 'parallel-groups', method: 'parallel-t', options: { variance: 'welch' }, asked: { measure: 'change', alternative: 'greater' } },
  { data: 'parallel-groups', method: 'tost', options: { design: 'parallel', margin: 8 }, asked: { endpoint: 'cadss', visit: 'm40' } },
  {
    data: 'parallel-groups',
    method: 'tost',
    options: { design: 'parallel', scale: 'ratio-log1p' },
    asked: { endpoint: 'cadss', visit: 'm40' },
  },
  { data: 'parallel-groups', method: 'non-inferiority', options: { design: 'parallel', margin: 3 }, asked: { alternative: 'less' } },
  { data: 'balaam', method: 'parallel-t', options: { variance: 'welch' } },
  { data: 'balaam', method: 'mixed-model' },
  { data: 'balaam', method: 'mixed-model', options: carries },
  { data: 'balaam', method: 'mixed-model', options: { ...carries, df: 'satterthwaite' }, asked: { alternative: 'greater' } },
  { data: 'balaam', method: 'mixed-model', options: { ...carries, adjustment: 'baseline' }, asked: { level: 0.9 } },
  { data: 'balaam', method: 'tost', options: { design: 'model', margin: 8 }, asked: { endpoint: 'cadss', visit: 'm40' } },
  { data: 'extra-period', method: 'mixed-model' },
  { data: 'extra-period', method: 'mixed-model', options: carries },
  { data: 'extra-period', method: 'mixed-model', options: { ...carries, df: 'satterthwaite' }, asked: { measure: 'change' } },
  { data: 'extra-period', method: 'mixed-model', options: { ...carries, df: 'residual' } },
  { data: 'extra-period', method: 'non-inferiority', options: { design: 'model', margin: 3 }, asked: { alternative: 'less' } },
  { data: 'four-condition', method: 'mixed-model', asked: withKetamine },
  { data: 'four-condition', method: 'mixed-model', options: carries, asked: withKetamine },
  { data: 'four-condition', method: 'mixed-model', asked: differenceOfDifferences },
  { data: 'four-condition', method: 'mixed-model', options: { df: 'satterthwaite' }, asked: differenceOfDifferences },
  { data: 'four-condition', method: 'mixed-model', options: carries, asked: { ...differenceOfDifferences, alternative: 'greater' } },
  {
    data: 'four-condition',
    method: 'tost',
    options: { design: 'model', margin: 8 },
    asked: { ...differenceOfDifferences, endpoint: 'cadss', visit: 'm40' },
  },
];

/** The whole question: the defaults of the shipped designs where nothing else is asked. */
export function wholeQuestion({ asked = {} }: DesignQuestion): AnalysisSpec {
  return {
    ...{ endpoint: 'hamd17', visit: 'day1', baseline: 'baseline', measure: 'value', population: 'all' },
    ...{ reference: 'placebo', comparator: 'naltrexone', alternative: 'two-sided', level: 0.95 },
    ...asked,
  };
}

/** Name of a question in results.json and of its R script: data, place in the list, method. */
export function questionName(question: DesignQuestion): string {
  const place = designQuestions.filter(({ data }) => data === question.data).indexOf(question) + 1;
  return `${question.data}-${place}-${question.method}`;
}
