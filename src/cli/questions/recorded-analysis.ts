import { bindAnalysis, methods, type MethodOptions } from '../../analysis/index.ts';
import { treatmentSummaries } from '../../analysis/selection/treatment-summary.ts';
import type { ColumnNames } from '../../data-files/reading/observation-rows.ts';
import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import { readObservations, type Observations } from '../../data-files/reading/read-observations.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import { analysisDocument } from '../../report/text/analysis-document.ts';
import { analysisText } from '../../report/text/analysis-answer.ts';
import { sha256 } from '../../text/sha256.ts';
import { covariatesOf } from '../arguments/analysis-covariates.ts';
import { requestOf, type AnalysisRequest } from '../arguments/analysis-request.ts';
import { analysisWords, columnNames, type AnalyzeArguments } from '../arguments/analysis-words.ts';
import { inputError } from '../files/input-file.ts';
import type { TableOptions } from '../files/read-table.ts';
import type { Answer } from '../results/emit-answer.ts';
import { engineHead } from '../results/result-document.ts';

/** A file of observations as it was read. */
export interface RecordedFile extends TableOptions {
  readonly file: string;
  readonly text: string;
  readonly columns: ColumnNames;
  readonly defaults: { readonly endpoint: string; readonly visit: string };
  /** The file named by `--subjects`. */
  readonly subjects: string | undefined;
  readonly observations: Observations;
}

/** A recorded trial, and what is asked of it. */
export interface RecordedQuestion {
  readonly recorded: RecordedFile;
  readonly read: ReadTrial;
  readonly request: AnalysisRequest;
}

/**
 * Reads a file of observations, and what the command line asks of it.
 * @param text  of the file
 * @throws ExitError (2) with every problem of the file, or of the question
 */
export function recordedQuestion(argv: AnalyzeArguments, text: string): RecordedQuestion {
  const { csv: file, endpoint, visit = 'visit', subjects, edited } = argv;
  const columns = columnNames(argv.columns ?? []);
  const defaults = { endpoint: endpoint ?? columns.value ?? 'value', visit };
  const observations = readObservations(text, columns, defaults);
  if ('problems' in observations) throw inputError(observations.problems.map(({ line, message }) => `${file}:${line} ${message}`));
  const request = requestOf(analysisWords(argv), observations);
  if ('problems' in request) throw inputError(request.problems);
  const recorded = { file, text, columns, defaults, subjects, edited, observations };
  return { recorded, read: trialOf(observations, argv.trial), request };
}

/** `analyze`: the estimate with its interval and test, or why there is none. @throws ExitError (2) where the method refuses the question */
export function recordedAnalysis({ recorded, read, request }: RecordedQuestion): Answer {
  const { method, question } = request;
  const options = allOptions(request);
  const data = { ...read.data, covariates: covariatesOf(question, recorded, read).values };
  const outcome = asInputError(() => bindAnalysis(method, question, options)).run(data);
  const head = { data: { file: recorded.file, hash: sha256(recorded.text) }, ...engineHead() };
  return {
    document: { ...head, ...analysisDocument(method, question, outcome, read.notices) },
    timed: false,
    text: (layout) => analysisText({ method, question, options, outcome, summaries: treatmentSummaries(question, data) }, layout),
    failures: outcome.status === 'not-estimable' ? `not estimable: ${outcome.reason}` : undefined,
  };
}

/** The method's options, with the default of each that is not given. */
export function allOptions({ method, options }: AnalysisRequest): MethodOptions {
  return { ...defaultsOf(methods[method].options), ...options };
}

function trialOf({ trials }: Observations, name: string | undefined): ReadTrial {
  const found = name === undefined ? (trials.length === 1 ? trials[0] : undefined) : trials.find(({ trial }) => trial === name);
  if (found !== undefined) return found;
  const names = trials.map(({ trial }) => trial);
  const held = `the data hold trial${names.length === 1 ? '' : 's'} ${names.length > 10 ? `${names[0]} to ${names.at(-1)}` : names.join(', ')}`;
  throw inputError([name === undefined ? `--trial: ${held}; say which one` : `--trial: there is no trial '${name}'; ${held}`]);
}

/** What a method refuses when bound is a mistake of the command line. */
function asInputError<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof RangeError) throw inputError([error.message]);
    throw error;
  }
}
