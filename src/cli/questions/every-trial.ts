import { bindAnalysis, type Outcome } from '../../analysis/index.ts';
import { effectWords, pWords } from '../../report/sentences/figure-words.ts';
import { analysisDocument } from '../../report/text/analysis-document.ts';
import { textTable } from '../../text/text-table.ts';
import { covariatesOf } from './analysis-covariates.ts';
import type { Answer } from '../results/emit-answer.ts';
import { allOptions, asInputError, fileHead, type RecordedQuestion } from './recorded-analysis.ts';

/** `analyze --all`: the same analysis of every trial of a file, a row each; exit code 4 where none can be estimated. @throws ExitError (2) where the method refuses the question */
export function everyTrial(asked: RecordedQuestion): Answer {
  const { records, request, covariates } = asked;
  const { method, question } = request;
  const analysis = asInputError(() => bindAnalysis(method, question, allOptions(request)));
  const results = records.observations.trials.map((read) => {
    const outcome = analysis.run({ ...read.data, covariates: covariatesOf(covariates, read) });
    return { trial: read.trial, outcome, document: { trial: read.trial, ...analysisDocument(method, question, outcome, read.notices) } };
  });
  const failed = results.filter(({ outcome }) => outcome.status === 'not-estimable').length;
  const level = Number((100 * question.level).toPrecision(6));
  return {
    document: {
      ...fileHead(asked),
      method,
      endpoint: question.endpoint,
      visit: question.visit,
      trials: results.map((each) => each.document),
    },
    timed: false,
    text: () =>
      [
        `${method}: ${question.endpoint} at ${question.visit}, ${question.measure}, ${question.comparator} minus ${question.reference}`,
        '',
        textTable([
          ['trial', 'participants', 'estimate', 'SE', `${level} % interval`, 'p'],
          ...results.map(({ trial, outcome }) => [trial, ...cells(outcome)]),
        ]),
        ...(failed === 0 ? [] : ['', `not estimable in ${failed} of ${results.length} trials`]),
      ].join('\n'),
    failures: failed === results.length ? `not estimable in any of the ${results.length} trials` : undefined,
  };
}

function cells(outcome: Outcome): string[] {
  if (outcome.status === 'not-estimable') return ['', '', '', '', `not estimable: ${outcome.reason}`];
  const { estimate, standardError, interval, pValue, counts } = outcome;
  const known = standardError > 0 ? standardError : null;
  const number = (value: number): string => (Number.isFinite(value) ? effectWords(value, known) : value > 0 ? '∞' : '−∞');
  return [
    String(counts.complete),
    number(estimate),
    Number.isFinite(standardError) ? number(standardError) : '',
    `${number(interval.lower)} to ${number(interval.upper)}`,
    pWords(pValue),
  ];
}
