import { bindAnalysis, methods, type MethodOptions } from '../../analysis/index.ts';
import { treatmentSummaries } from '../../analysis/selection/treatment-summary.ts';
import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import type { Observations } from '../../data-files/reading/read-observations.ts';
import type { Records } from '../../data-files/read-records.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import { analysisDocument } from '../../report/text/analysis-document.ts';
import { analysisText } from '../../report/text/analysis-answer.ts';
import { type CovariateSource, covariateSource, covariatesOf } from './analysis-covariates.ts';
import { requestOf, type AnalysisRequest } from '../arguments/analysis-request.ts';
import { analysisWords, type AnalyzeArguments } from '../arguments/analysis-words.ts';
import { type OpenedFile, recordsIn } from '../arguments/reading-options.ts';
import { inputError } from '../files/input-file.ts';
import type { Answer } from '../results/emit-answer.ts';
import { engineHead } from '../results/result-document.ts';

/** A file of observations as it was read, and what is asked of it. */
export interface RecordedQuestion {
  readonly opened: OpenedFile;
  readonly records: Records;
  readonly request: AnalysisRequest;
  readonly covariates: CovariateSource | undefined;
}

/**
 * Reads a file of observations, and what the command line asks of it.
 * @throws ExitError (2) with every problem of the file, or of the question
 */
export async function recordedQuestion(argv: AnalyzeArguments, opened: OpenedFile): Promise<RecordedQuestion> {
  const records = recordsIn(opened, argv);
  const request = requestOf(analysisWords(argv), records.observations);
  if ('problems' in request) throw inputError(request.problems);
  const { subjects, edited, csv: file } = argv;
  const { delimiter } = opened.opened;
  const { table, columns, isChanged } = records;
  const own = { file, table, columns, delimiter: isChanged ? undefined : delimiter, subjects, edited };
  const covariates = await covariateSource(request.question.covariates ?? [], own);
  return { opened, records, request, covariates };
}

/** What a document says of the file that was analysed. */
export function fileHead({ opened: { file, hash }, records: { said, isChanged } }: RecordedQuestion): object {
  return { data: { file, hash, ...(said !== '' && isChanged ? { read: said } : {}) }, ...engineHead() };
}

/** `analyze`: the estimate with its interval and test, or why there is none. @throws ExitError (2) where the method refuses the question */
export function recordedAnalysis(asked: RecordedQuestion, read: ReadTrial): Answer {
  const { request, covariates } = asked;
  const { method, question } = request;
  const options = allOptions(request);
  const data = { ...read.data, covariates: covariatesOf(covariates, read) };
  const outcome = asInputError(() => bindAnalysis(method, question, options)).run(data);
  return {
    document: { ...fileHead(asked), ...analysisDocument(method, question, outcome, read.notices) },
    timed: false,
    text: (layout) => analysisText({ method, question, options, outcome, summaries: treatmentSummaries(question, data) }, layout),
    failures: outcome.status === 'not-estimable' ? `not estimable: ${outcome.reason}` : undefined,
  };
}

/** The method's options, with the default of each that is not given. */
export function allOptions({ method, options }: AnalysisRequest): MethodOptions {
  return { ...defaultsOf(methods[method].options), ...options };
}

/** The trial of a file that is asked for, or its only one. @throws ExitError (2) where there are several, or none of the name */
export function trialOf({ trials }: Observations, name: string | undefined): ReadTrial {
  const found = name === undefined ? (trials.length === 1 ? trials[0] : undefined) : trials.find(({ trial }) => trial === name);
  if (found !== undefined) return found;
  const names = trials.map(({ trial }) => trial);
  const held = `the data hold trial${names.length === 1 ? '' : 's'} ${names.length > 10 ? `${names[0]} to ${names.at(-1)}` : names.join(', ')}`;
  throw inputError([
    name === undefined ? `--trial: ${held}; say which one, or --all for each of them` : `--trial: there is no trial '${name}'; ${held}`,
  ]);
}

/** What a method refuses when bound is a mistake of the command line. */
export function asInputError<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof RangeError) throw inputError([error.message]);
    throw error;
  }
}
