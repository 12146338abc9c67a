import { bindAnalysis, methods, type MethodOptions } from '../../analysis/index.ts';
import { treatmentSummaries } from '../../analysis/selection/treatment-summary.ts';
import { summaryNamed } from '../../data-files/reading/derived-columns.ts';
import { type ColumnNames, observationLayout } from '../../data-files/reading/observation-rows.ts';
import { type Observations, readObservations, type ReadTrial } from '../../data-files/reading/read-observations.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import { rCode, rComment, type RSequences, type RSource } from '../../report/r-code/index.ts';
import { analysisDocument } from '../../report/text/analysis-document.ts';
import { analysisText } from '../../report/text/analysis-answer.ts';
import { recordedPeriod } from '../../trial/trial-data.ts';
import { covariatesOf } from '../arguments/analysis-covariates.ts';
import { type AnalysisRequest, requestOf } from '../arguments/analysis-request.ts';
import { analysisOptions, analysisWords, columnNames } from '../arguments/analysis-words.ts';
import { defineCommand, type OptionValues } from '../arguments/define-command.ts';
import { inputError, readText } from '../files/input-file.ts';
import { notEstimable, usageError } from '../terminal/command-failure.ts';
import { terminalOf } from '../terminal/terminal.ts';

export const analyzeCommand = defineCommand({
  usage: 'analyze <csv>',
  summary: 'analyse a CSV of observations',
  positionals: { csv: { type: 'string', describe: 'observations, as in observations.csv' } },
  options: analysisOptions,
  examples: [
    ['analyze output/williams-2018/observations.csv --endpoint hamd17 --visit day1', 'crossover t test of a simulated trial'],
    ['analyze output/williams-2018/observations.csv --endpoint hamd17 --visit day1 --method mixed-model --r', 'R code for the same'],
  ],
  run(argv) {
    const columns = columnNames(argv.columns ?? []);
    const defaults = { endpoint: argv.endpoint ?? columns.value ?? 'value', visit: argv.visit ?? 'visit' };
    const text = readText(argv.csv);
    const observations = readObservations(text, columns, defaults);
    if ('problems' in observations) throw inputError(observations.problems.map(({ line, message }) => `${argv.csv}:${line} ${message}`));
    const request = requestOf(analysisWords(argv), observations);
    if ('problems' in request) throw inputError(request.problems);
    const read = trialOf(observations, argv.trial);
    for (const notice of read.notices) process.stderr.write(`warning: ${argv.csv}: ${notice}\n`);
    const file: RecordedFile = { file: argv.csv, text, columns, defaults, subjects: argv.subjects, observations };
    if (argv.r) printCode(file, read, request);
    else printResult(file, read, request, argv);
  },
});

/** A file of observations as it was read. */
interface RecordedFile {
  readonly file: string;
  readonly text: string;
  readonly columns: ColumnNames;
  readonly defaults: { readonly endpoint: string; readonly visit: string };
  /** The file named by `--subjects`. */
  readonly subjects: string | undefined;
  readonly observations: Observations;
}

function printResult(file: RecordedFile, read: ReadTrial, request: AnalysisRequest, argv: OptionValues<typeof analysisOptions>): void {
  const { method, question } = request;
  const options = allOptions(request);
  const data = { ...read.data, covariates: covariatesOf(question, file, read).values };
  const outcome = asInputError(() => bindAnalysis(method, question, options)).run(data);
  const { columns } = terminalOf(process.stdout);
  const summaries = treatmentSummaries(question, data);
  process.stdout.write(
    argv.json
      ? `${JSON.stringify(analysisDocument(method, question, outcome, read.notices), undefined, 2)}\n`
      : `${analysisText({ method, question, options, outcome, summaries }, { columns, details: argv.details })}\n`,
  );
  if (outcome.status === 'not-estimable') throw notEstimable(`not estimable: ${outcome.reason}`);
}

function printCode({ observations, defaults, ...file }: RecordedFile, read: ReadTrial, request: AnalysisRequest): void {
  const { method, question } = request;
  const layout = observationLayout(file.text, file.columns, defaults);
  const source: RSource = {
    file: file.file,
    ...layout,
    trial: read.trial,
    firstPeriod: recordedPeriod(read.data, 0),
    sequences: sequencesInR(read, layout.columns.sequence !== undefined),
    planned: read.planned,
    ...covariatesOf(question, file, read).source,
    summary: summaryNamed(question.visit, observations.schedules.get(question.endpoint)?.derived),
  };
  const code = rCode(method, question, allOptions(request), source);
  if (code === undefined) throw usageError(`--r: there is no R code for ${method}`);
  process.stdout.write(`${read.notices.map((notice) => `# ${rComment(notice)}\n`).join('')}${code}`);
}

/** The method's options, with the default of each that is not given. */
function allOptions({ method, options }: AnalysisRequest): MethodOptions {
  return { ...defaultsOf(methods[method].options), ...options };
}

/** Where R finds everybody's sequence: in the file where it records those that are analysed, else in the treatments received, else listed. */
function sequencesInR({ labels, subjects, data }: ReadTrial, hasColumn: boolean): RSequences {
  const names = subjects.map((_, subject) => data.sequences[data.sequence[subject]].name);
  if (hasColumn && names.every((name, subject) => name === labels[subject])) return 'recorded';
  return labels.every((label) => label === '') ? 'received' : new Map(subjects.map((subject, place) => [subject, names[place]]));
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
