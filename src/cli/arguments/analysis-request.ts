import {
  type Alternative,
  alternatives,
  type AnalysisSpec,
  type Measure,
  measures,
  type MethodName,
  type MethodOptions,
  methodNames,
  methods,
  type Population,
  populations,
} from '../../analysis/index.ts';
import type { Observations } from '../../data-files/reading/read-observations.ts';
import { decimalNumber } from '../../parameters/decimal-number.ts';
import type { Parameter } from '../../parameters/parameter-table.ts';
import { listedNames, shortName } from '../../text/listed-names.ts';
import { nearestName } from '../../text/nearest-name.ts';
import type { AnalysisWords } from './analysis-words.ts';

export interface AnalysisRequest {
  readonly method: MethodName;
  readonly question: AnalysisSpec;
  readonly options: MethodOptions;
}

/** What the words ask of these observations, or every reason why it cannot be asked. */
export function requestOf(words: AnalysisWords, observations: Observations): AnalysisRequest | { problems: string[] } {
  const problems: string[] = [];
  const method = chosen('method', words.method, methodNames, problems);
  const endpoint = words.endpoint ?? only(observations.endpoints);
  if (endpoint === undefined) problems.push(`--endpoint: the data hold ${listedNames(observations.endpoints)}; say which one`);
  else chosen('endpoint', endpoint, observations.endpoints, problems);
  const { baseline, ...visits } = visitsOf(words, method, observations, problems);
  const [reference, comparator] = treatmentsOf(words, observations.treatments, problems);
  const covariates = covariateNames(words, method, problems);
  const level = decimalNumber(words.level);
  if (!(level > 0 && level < 1)) problems.push(`--level: expected a number between 0 and 1, got ${words.level}`);
  const question: AnalysisSpec = {
    endpoint: endpoint ?? '',
    ...visits,
    baseline,
    ...(covariates.length === 0 ? {} : { covariates }),
    measure: chosen<Measure>('measure', words.measure, measures, problems),
    population: chosen<Population>('population', words.population, populations, problems),
    reference,
    comparator,
    alternative: chosen<Alternative>('alternative', words.alternative, alternatives, problems),
    level,
    ...(words.responderEndpoint === undefined ? {} : { responderEndpoint: words.responderEndpoint }),
    ...(words.responderVisit === undefined ? {} : { responderVisit: words.responderVisit }),
  };
  const options = method === words.method ? optionsOf(method, words.options, problems) : {};
  return problems.length > 0 ? { problems } : { method, question, options };
}

/** One of some names; the first of them, with a problem, where the word is none. */
function chosen<Name extends string>(what: string, word: string, valid: readonly Name[], problems: string[]): Name {
  const found = valid.find((name) => name === word);
  if (found === undefined) problems.push(unknownNameMessage(what, word, valid));
  return found ?? valid[0];
}

/** Baseline, visit and visits of the question; without a visit, a method for several visits gives their average. */
function visitsOf(
  words: AnalysisWords,
  method: MethodName,
  { schedules, endpoints, visits: held }: Observations,
  problems: string[],
): Pick<AnalysisSpec, 'visit' | 'visits'> & { readonly baseline: string } {
  const schedule = schedules.get(words.endpoint ?? only(endpoints) ?? '');
  const baseline = words.baseline ?? schedule?.baseline ?? 'baseline';
  if (words.baseline !== undefined) chosen('baseline', words.baseline, held, problems);
  const followUps = (schedule?.followUps ?? held).filter((name) => name !== baseline);
  const visits = (words.visits === undefined ? followUps : listed(words.visits)).map((name) => resolveVisit(name, held, problems));
  const visit = (offered: readonly string[]): string =>
    resolveVisit(words.visit ?? only(followUps) ?? '', [...held, ...offered], problems, followUps);
  if (methods[method].scope === 'visit') return { visit: visit(schedule?.derived.kinds ?? []), baseline };
  return { visit: words.visit === undefined ? 'average' : visit([]), visits, baseline };
}

function covariateNames(words: AnalysisWords, method: MethodName, problems: string[]): string[] {
  const names = listed(words.covariates ?? []).filter((name) => name !== '');
  if (names.length > 0 && methods[method].takesCovariates !== true)
    problems.push(`--covariates: method ${method} adjusts for none; mixed-model does`);
  for (const name of new Set(names.filter((each, place) => names.indexOf(each) !== place)))
    problems.push(`--covariates: ${name} is named twice`);
  return names;
}

/** The names of lists `a,b`. */
function listed(lists: readonly string[]): string[] {
  return lists.flatMap((list) => list.split(',')).map((name) => name.trim());
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

function unknownNameMessage(what: string, word: string, valid: readonly string[]): string {
  const nearest = nearestName(word, valid);
  return `--${what}: there is no ${what} '${shortName(word)}'${nearest === undefined ? '' : `; did you mean ${nearest}?`} (${listedNames(valid)})`;
}

/** A visit of the data: by its name, or `day7` for a visit named `7` and the other way round. */
function resolveVisit(word: string, visits: readonly string[], problems: string[], offered: readonly string[] = visits): string {
  const other = /^\d+$/.test(word) ? `day${word}` : word.replace(/^day(?=\d+$)/, '');
  const found = [word, other].find((name) => visits.includes(name));
  if (found === undefined)
    problems.push(
      word === '' ? `--visit: the data hold ${listedNames(offered)}; say which one` : unknownNameMessage('visit', word, visits),
    );
  return found ?? word;
}

function treatmentsOf(words: AnalysisWords, treatments: readonly string[], problems: string[]): [reference: string, comparator: string] {
  for (const what of ['reference', 'comparator'] as const) {
    const word = words[what];
    if (word !== undefined && !treatments.includes(word)) problems.push(unknownNameMessage(what, word, treatments));
  }
  if (treatments.length < 2) problems.push(`the data hold one treatment only, ${treatments[0]}: nothing to compare`);
  const reference = words.reference ?? treatments.find((name) => name === 'placebo');
  if (reference === undefined) {
    problems.push(`--reference: the treatments are ${listedNames(treatments)}; say which one is the reference`);
    return ['', ''];
  }
  if (!treatments.includes(reference)) return [reference, ''];
  const others = treatments.filter((name) => name !== reference);
  const comparator = words.comparator ?? only(others);
  if (comparator === undefined) problems.push(`--comparator: the other treatments are ${listedNames(others)}; say which one to compare`);
  else if (comparator === reference) problems.push(`--comparator: ${comparator} is the reference already`);
  return [reference, comparator ?? ''];
}

/** The method's options as values of their tables; names and values that do not fit are problems. */
function optionsOf(method: MethodName, words: Readonly<Record<string, string>>, problems: string[]): MethodOptions {
  const table: Readonly<Record<string, Parameter>> = methods[method].options;
  const options: Record<string, number | string | boolean> = {};
  for (const [name, word] of Object.entries(words)) {
    const parameter = Object.hasOwn(table, name) ? table[name] : undefined;
    if (parameter === undefined) {
      const names = Object.keys(table);
      problems.push(`--${name}: method ${method} has no such option; it has ${names.length > 0 ? names.join(', ') : 'none'}`);
    } else if (parameter.kind === 'choice') {
      if (parameter.options.includes(word)) options[name] = word;
      else problems.push(unknownNameMessage(name, word, parameter.options));
    } else if (parameter.kind === 'switch') {
      if (word === 'true' || word === 'false') options[name] = word === 'true';
      else problems.push(`--${name}: expected true or false, got ${word}`);
    } else {
      const value = decimalNumber(word);
      if (value >= parameter.min && value <= parameter.max && (parameter.integer !== true || Number.isInteger(value)))
        options[name] = value;
      else
        problems.push(
          `--${name}: expected a ${parameter.integer === true ? 'whole ' : ''}number from ${parameter.min} to ${parameter.max}, got ${word}`,
        );
    }
  }
  return options;
}
