import { alternatives, measures, methods, populations } from '../../analysis/index.ts';
import type { Parameter } from '../../parameters/parameter-table.ts';
import { inputError } from '../files/input-file.ts';
import { pick } from './common-options.ts';
import type { ArgumentTable, OptionValues } from './define-command.ts';
import { readingOptions } from './reading-options.ts';

/** Options of `analyze` that hold for every method; those that take a list, `a,b`, may be given twice. */
const questionOptions = {
  endpoint: { type: 'string', describe: 'endpoint, e.g. hamd17; may be left out when the data hold one only' },
  visit: {
    type: 'string',
    describe:
      'visit, e.g. day1, or with a column of hours a summary of those after the studied drug: peak, average, auc, of HAM-D also sustained, response-days; may be left out when the data hold one only beside the baseline',
  },
  visits: { type: 'string', many: true, describe: 'visits for methods that take several, e.g. day1,day3 (default: all but the baseline)' },
  baseline: { type: 'string', describe: 'the visit that is the baseline of a period' },
  measure: { type: 'string', default: 'value', describe: measures.join(' | ') },
  method: { type: 'string', default: 'crossover-t', describe: Object.keys(methods).join(' | ') },
  reference: { type: 'string', describe: 'treatment to compare with (default: placebo)' },
  comparator: { type: 'string', describe: 'treatment to compare (default: the other one)' },
  covariates: {
    type: 'string',
    many: true,
    describe: 'columns to adjust for, e.g. sex,age: of the CSV, or of the file of subjects [mixed-model]',
  },
  subjects: { type: 'string', describe: 'file with one row per subject (default: subjects.csv beside the CSV)' },
  population: { type: 'string', default: 'all', describe: populations.join(' | ') },
  'responder-endpoint': { type: 'string', describe: 'endpoint on which placebo-responders are judged' },
  'responder-visit': { type: 'string', describe: 'visit at which placebo-responders are judged' },
  alternative: { type: 'string', default: 'two-sided', describe: alternatives.join(' | ') },
  level: { type: 'string', default: '0.95', describe: 'coverage of the interval' },
  trial: { type: 'string', describe: 'which trial, when the file holds several' },
  all: { type: 'boolean', default: false, excludes: ['trial', 'r'], describe: 'every trial of the file, a row each' },
  option: { type: 'string', many: true, describe: 'options of the method, name=value,…; most have a flag of their own' },
  ...pick('details', 'json'),
  ...readingOptions,
  r: { type: 'boolean', default: false, describe: 'print R code that does the same with the same file' },
} as const satisfies ArgumentTable;

type QuestionValues = OptionValues<typeof questionOptions>;

/** What `analyze` is asked with. */
export type AnalyzeArguments = QuestionValues & { readonly csv: string };

/** The command line of `analyze` as it was typed, with the options of the method by their names. */
export type AnalysisWords = Omit<
  QuestionValues,
  'option' | 'details' | 'json' | 'r' | 'trial' | 'all' | 'subjects' | keyof typeof readingOptions
> & {
  readonly options: Readonly<Record<string, string>>;
};

/** Options of `analyze` from the tables of all methods, each with the methods that have it; names that are taken go through `--option`. */
const methodOptions: ArgumentTable = Object.fromEntries(
  [...methodsByOption()].map(([name, { about, having }]) => [
    name,
    { type: 'string', group: 'Options of methods:', describe: `${about} [${having.join(', ')}]` },
  ]),
);

/** All options of `analyze`. */
export const analysisOptions = { ...(methodOptions as Readonly<Record<never, never>>), ...questionOptions };

function methodsByOption(): Map<string, { about: string; having: string[] }> {
  const found = new Map<string, { about: string; having: string[] }>();
  for (const [method, { options }] of Object.entries(methods)) {
    for (const [name, parameter] of Object.entries<Parameter>(options)) {
      if (Object.hasOwn(questionOptions, name)) continue;
      const about = parameter.kind === 'choice' ? parameter.options.join(' | ') : parameter.about;
      const known = found.get(name) ?? { about, having: [] };
      known.having.push(method);
      found.set(name, known);
    }
  }
  return found;
}

/** The words that say which analysis is wanted. @throws ExitError (2) where `--option` is no pair */
export function analysisWords(argv: QuestionValues): AnalysisWords {
  const options: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>(argv))
    if (Object.hasOwn(methodOptions, name) && value !== undefined) options[name] = String(value);
  for (const pair of (argv.option ?? []).flatMap((pairs) => pairs.split(','))) {
    const equals = pair.indexOf('=');
    if (equals < 1) throw inputError([`--option: expected name=value, got '${pair}'`]);
    options[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return { ...argv, options };
}
