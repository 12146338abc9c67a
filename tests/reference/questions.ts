import { type AnalysisSpec, methods, type MethodName, type MethodOptions } from '../../src/analysis/index.ts';
import { defaultsOf } from '../../src/parameters/parameter-table.ts';
import { rCode, type RSource } from '../../src/report/r-code/index.ts';
import { designQuestions, questionName, wholeQuestion } from './designs/questions.ts';

/** A question that R is asked about a data set of this folder, in the R code of our own reports. */
export interface ReferenceQuestion {
  /** Its name in results.json. */
  readonly name: string;
  readonly method: MethodName;
  readonly options: MethodOptions;
  readonly question: AnalysisSpec;
  /** Where R finds the data, seen from the folder of the results. */
  readonly source: RSource;
}

/** A folder with a results.json, and what R was asked for it. */
export interface ReferenceSet {
  readonly folder: 'covariates' | 'designs' | 'non-inferiority' | 'shares-of-reference' | 'shares-in-models';
  /** Relative tolerance at which a correct program agrees. */
  readonly tolerance: number;
  readonly questions: readonly ReferenceQuestion[];
}

const columns = Object.fromEntries(
  ['trial', 'subject', 'sequence', 'period', 'treatment', 'visit', 'endpoint', 'value'].map((name) => [name, name]),
);
const asked = wholeQuestion({ data: 'parallel-groups', method: 'mixed-model' });

const covariates: readonly ReferenceQuestion[] = (['value', 'change'] as const).flatMap((measure) =>
  ['kenward-roger', 'satterthwaite'].map((df) => ({
    name: `${measure}/${df}`,
    method: 'mixed-model' as const,
    options: { df },
    question: { ...asked, measure, covariates: ['sex', 'age', 'failed_courses'] },
    source: {
      file: 'observations.csv',
      columns,
      trial: '1',
      covariates: { file: 'subjects.csv', delimiter: ',', subject: 'subject', trial: 'trial' },
    },
  })),
);

const designs: readonly ReferenceQuestion[] = designQuestions.map((each) => ({
  name: questionName(each),
  method: each.method,
  options: each.options ?? {},
  question: wholeQuestion(each),
  source: { file: `${each.data}.csv`, columns, trial: '1' },
}));

/** Columns of the simulated data sets, which have no trial and one column for each endpoint. */
const wideColumns = {
  subject: 'subject',
  sequence: 'sequence',
  period: 'period',
  treatment: 'treatment',
  visit: 'visit_day',
  value: 'hamd17',
};

const nonInferiority: readonly ReferenceQuestion[] = (
  [
    ['less', 3],
    ['greater', 1],
  ] as const
).map(([alternative, margin]) => ({
  name: `${alternative}-${margin}`,
  method: 'non-inferiority',
  options: { margin },
  question: { ...asked, visit: '1', baseline: '0', reference: 'A', comparator: 'B', alternative },
  source: { file: '../datasets/P01.csv', columns: wideColumns, trial: '1' },
}));

/** Margins that are shares of the mean under the reference. */
export const shareQuestions: readonly ReferenceQuestion[] = (
  [
    ['tost', 'two-sided'],
    ['non-inferiority', 'less'],
    ['non-inferiority', 'greater'],
  ] as const
).flatMap(([method, alternative]) =>
  (['crossover', 'paired', 'parallel'] as const).map((design) => ({
    name: `${method}-${alternative}-${design}`,
    method,
    options: { design, margin: 0.5, marginUnit: 'share-of-reference' },
    question: { ...asked, visit: '1', baseline: '0', reference: 'A', comparator: 'B', alternative },
    source: { file: '../datasets/P01.csv', columns: wideColumns, trial: '1' },
  })),
);

/** The same in mixed models, with equal variances and with one for each treatment, of complete data and of data with missing periods. */
export const modelShareQuestions: readonly ReferenceQuestion[] = (
  [
    ['P01', 'tost', 'two-sided'],
    ['two', 'tost', 'two-sided'],
    ['two', 'non-inferiority', 'less'],
    ['four', 'tost', 'two-sided'],
  ] as const
).flatMap(([data, method, alternative]) =>
  (['equal', 'by-treatment'] as const).map((variance) => {
    const [reference, comparator] = data === 'four' ? ['P+K', 'N+K'] : ['A', 'B'];
    return {
      name: `${data}-${method}-${variance}`,
      method,
      options: { design: 'model', variance, margin: 0.2, marginUnit: 'share-of-reference' },
      question: { ...asked, visit: data === 'P01' ? '1' : 'day1', baseline: '0', reference, comparator, alternative },
      source:
        data === 'P01'
          ? { file: '../datasets/P01.csv', columns: wideColumns, trial: '1' }
          : {
              file: `${data}.csv`,
              columns: { subject: 'subject', sequence: 'sequence', period: 'period', treatment: 'treatment', value: 'y' },
              trial: '1',
            },
    };
  }),
);

/** Every set of figures that R made from our own R code. */
export const referenceSets: readonly ReferenceSet[] = [
  { folder: 'covariates', tolerance: 1e-6, questions: covariates },
  { folder: 'designs', tolerance: 1e-6, questions: designs },
  { folder: 'non-inferiority', tolerance: 1e-9, questions: nonInferiority },
  { folder: 'shares-of-reference', tolerance: 1e-9, questions: shareQuestions },
  { folder: 'shares-in-models', tolerance: 1e-6, questions: modelShareQuestions },
];

/** lme4 driven as far as it goes; its default stops at about 1e-4 of the variances. */
const toTheEnd =
  'REML = TRUE, control = lmerControl(optCtrl = list(xtol_abs = 1e-13, xtol_rel = 1e-13, ftol_abs = 1e-14, ftol_rel = 1e-15)))';

/**
 * The R script of a question, runnable in the folder of its set.
 * @throws Error when the method has no R code
 */
export function scriptOf({ name, method, options, question, source }: ReferenceQuestion): string {
  const code = rCode(method, question, { ...defaultsOf(methods[method].options), ...options }, source);
  if (code === undefined) throw new Error(`${name}: ${method} has no R code`);
  return code.replaceAll('REML = TRUE)', toTheEnd);
}
