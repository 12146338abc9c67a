import type { Argv, ArgumentsCamelCase, CommandModule } from 'yargs';
import { alternatives, bindAnalysis, measures, methods, populations } from '../../analysis/index.ts';
import { summaryNamed } from '../../data-files/reading/derived-columns.ts';
import {
  type ColumnNames,
  observationColumns,
  type ObservationColumn,
  observationLayout,
} from '../../data-files/reading/observation-rows.ts';
import { type Observations, readObservations, type ReadTrial } from '../../data-files/reading/read-observations.ts';
import { defaultsOf, type Parameter } from '../../parameters/parameter-table.ts';
import { analysisDocument } from '../../report/text/analysis-document.ts';
import { analysisTable } from '../../report/text/analysis-text.ts';
import { rCode, rComment, type RSequences } from '../../report/r-code/index.ts';
import { recordedPeriod } from '../../trial/trial-data.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { type AnalyzeWords, requestOf } from '../arguments/analysis-request.ts';
import { covariatesOf } from '../arguments/analysis-covariates.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { invalid, readText } from '../files/input-file.ts';

/** Options that take a list, `a,b`; given twice, what both say counts. */
const list = { type: 'string', array: true, nargs: 1 } as const;

const ownFlags = {
  endpoint: { type: 'string', describe: 'endpoint, e.g. hamd17; may be left out when the data hold one only' },
  visit: {
    type: 'string',
    describe:
      'visit, e.g. day1, or with a column of hours a summary of those after the infusion: peak, average, auc, of HAM-D also sustained, response-days; may be left out when the data hold one only beside the baseline',
  },
  visits: { ...list, describe: 'visits for methods that take several, e.g. day1,day3 (default: all but the baseline)' },
  baseline: { type: 'string', describe: 'the visit that is the baseline of a period' },
  measure: { type: 'string', default: 'value', describe: measures.join(' | ') },
  method: { type: 'string', default: 'crossover-t', describe: Object.keys(methods).join(' | ') },
  reference: { type: 'string', describe: 'treatment to compare with (default: placebo)' },
  comparator: { type: 'string', describe: 'treatment to compare (default: the other one)' },
  covariates: { ...list, describe: 'columns to adjust for, e.g. sex,age: of the CSV, or of the file of subjects [mixed-model]' },
  subjects: { type: 'string', describe: 'file with one row per subject (default: subjects.csv beside the CSV)' },
  population: { type: 'string', default: 'all', describe: populations.join(' | ') },
  'responder-endpoint': { type: 'string', describe: 'endpoint on which placebo-responders are judged' },
  'responder-visit': { type: 'string', describe: 'visit at which placebo-responders are judged' },
  alternative: { type: 'string', default: 'two-sided', describe: alternatives.join(' | ') },
  level: { type: 'string', default: '0.95', describe: 'coverage of the interval' },
  columns: { ...list, describe: 'names of the columns in the file, e.g. subject=ID,treatment=TRT,visit=visit_day,value=hamd17' },
  trial: { type: 'string', describe: 'which trial, when the file holds several' },
  option: { type: 'string', array: true, describe: 'options of the method, name=value,…; most have a flag of their own' },
  json: { type: 'boolean', default: false, describe: 'one JSON document' },
  r: { type: 'boolean', default: false, describe: 'print R code that does the same with the same file' },
} as const;

const optionFlags = methodOptionFlags();

/** `analyze <csv>`: one analysis of recorded data. */
export const analyzeCommand: CommandModule = {
  command: 'analyze <csv>',
  describe: 'analyse a CSV of observations',
  builder(yargs: Argv) {
    const described = yargs.positional('csv', { type: 'string', describe: 'observations, as in observations.csv', demandOption: true });
    for (const [name, describe] of optionFlags) described.option(name, { type: 'string', group: 'Options of methods:', describe });
    return described
      .options(ownFlags)
      .example('$0 analyze output/williams-2018/observations.csv --endpoint hamd17 --visit day1', 'crossover t test of a simulated trial')
      .example(
        '$0 analyze output/williams-2018/observations.csv --endpoint hamd17 --visit day1 --method mixed-model --r',
        'R code for the same',
      )
      .strict();
  },
  handler: (argv) => analyze(argv),
};

/** Flags for the options of all methods, with the methods that have them; names that are flags already go through `--option`. */
function methodOptionFlags(): Map<string, string> {
  const flags = new Map<string, string>();
  for (const [method, { options }] of Object.entries(methods)) {
    for (const [name, parameter] of Object.entries<Parameter>(options)) {
      if (Object.hasOwn(ownFlags, name)) continue;
      const about = parameter.kind === 'choice' ? parameter.options.join(' | ') : parameter.about;
      const earlier = flags.get(name);
      flags.set(name, earlier === undefined ? `${about} [${method}]` : earlier.replace(/\]$/, `, ${method}]`));
    }
  }
  return flags;
}

function analyze(argv: ArgumentsCamelCase): void {
  const word = (name: string): string | undefined => {
    const value: unknown = argv[name];
    if (Array.isArray(value)) return Object.hasOwn(ownFlags, name) ? value.join(',') : String(value.at(-1));
    return value === undefined ? undefined : String(value);
  };
  const file = word('csv') ?? '';
  const columns = columnNames(word('columns'));
  const defaults = { endpoint: word('endpoint') ?? columns.value ?? 'value', visit: word('visit') ?? 'visit' };
  const text = readText(file);
  const observations = readObservations(text, columns, defaults);
  if ('problems' in observations) throw invalid(observations.problems.map(({ line, message }) => `${file}:${line} ${message}`));
  const request = requestOf(wordsOf(word, argv.option), observations);
  if ('problems' in request) throw invalid(request.problems);
  const read = trialOf(observations, word('trial'));
  const { method, question } = request;
  for (const notice of read.notices) process.stderr.write(`warning: ${file}: ${notice}\n`);
  const covariates = covariatesOf(question, { file, text, columns, subjects: word('subjects') }, read);
  const data = { ...read.data, covariates: covariates.values };
  const options = { ...defaultsOf(methods[method].options), ...request.options };
  if (argv.r === true) {
    const layout = observationLayout(text, columns, defaults);
    const summary = summaryNamed(question.visit, observations.schedules.get(question.endpoint)?.derived);
    const sequences = sequencesInR(read, layout.columns.sequence !== undefined);
    const { trial, planned } = read;
    const source = { file, ...layout, trial, firstPeriod: recordedPeriod(data, 0), sequences, planned, ...covariates.source, summary };
    const code = rCode(method, question, options, source);
    if (code === undefined) throw new CommandFailure(2, `--r: there is no R code for ${method}`);
    process.stdout.write(`${read.notices.map((notice) => `# ${rComment(notice)}\n`).join('')}${code}`);
    return;
  }
  const outcome = orInvalid(() => bindAnalysis(method, question, options)).run(data);
  const output =
    argv.json === true
      ? `${JSON.stringify(analysisDocument(method, question, outcome, read.notices), undefined, 2)}\n`
      : analysisTable(methods[method].label, question, options, outcome);
  process.stdout.write(output);
  if (outcome.status === 'not-estimable') throw new CommandFailure(4, `not estimable: ${outcome.reason}`);
}

function wordsOf(word: (name: string) => string | undefined, given: unknown): AnalyzeWords {
  const options: Record<string, string> = {};
  for (const name of optionFlags.keys()) {
    const value = word(name);
    if (value !== undefined) options[name] = value;
  }
  const pairs = (Array.isArray(given) ? given : []).flatMap((words) => String(words).split(','));
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1) throw invalid([`--option: expected name=value, got '${pair}'`]);
    options[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  const optional = Object.fromEntries(
    ['endpoint', 'visit', 'visits', 'covariates', 'baseline', 'reference', 'comparator', 'responderEndpoint', 'responderVisit']
      .map((name) => [name, word(name)] as const)
      .filter(([, value]) => value !== undefined),
  );
  const chosen = (name: string): string => word(name) ?? '';
  return {
    ...optional,
    measure: chosen('measure'),
    method: chosen('method'),
    population: chosen('population'),
    alternative: chosen('alternative'),
    level: chosen('level'),
    options,
  };
}

/** The column names of `--columns subject=ID,…`. */
function columnNames(words: string | undefined): ColumnNames {
  const names: Partial<Record<ObservationColumn, string>> = {};
  const problems: string[] = [];
  for (const pair of words === undefined ? [] : words.split(',')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).trim();
    const column = observationColumns.find((known) => known === name);
    if (equals < 1 || pair.slice(equals + 1).trim() === '') problems.push(`--columns: expected column=NAME, got '${pair}'`);
    else if (column !== undefined) {
      const given = pair.slice(equals + 1).trim();
      const earlier = names[column];
      if (earlier !== undefined && earlier !== given) problems.push(`--columns: ${column} is given twice, as ${earlier} and as ${given}`);
      names[column] = given;
    } else {
      const nearest = nearestName(name, observationColumns);
      problems.push(
        `--columns: there is no column '${name}'${nearest === undefined ? '' : `; did you mean ${nearest}?`} (${observationColumns.join(', ')})`,
      );
    }
  }
  if (problems.length > 0) throw invalid(problems);
  return names;
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
  throw invalid([name === undefined ? `--trial: ${held}; say which one` : `--trial: there is no trial '${name}'; ${held}`]);
}

/** What a method refuses when bound is a mistake of the command line. */
function orInvalid<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof RangeError) throw invalid([error.message]);
    throw error;
  }
}
