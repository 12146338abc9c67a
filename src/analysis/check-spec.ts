import type { TrialData } from '../trial/trial-data.ts';
import { check, type Shape } from '../arguments/shape.ts';
import { alternatives, measures, populations, type AnalysisSpec } from './analysis.ts';
import { methodNames } from './methods/index.ts';

const conditions: Shape = { fields: { reference: 'word', comparator: 'word' } };

/** What every question of an analysis has, of a specification as of a planned analysis. */
export const questionShape: Shape = {
  fields: {
    endpoint: 'word',
    visit: 'text',
    'visits?': { list: 'word' },
    baseline: 'text',
    measure: { oneOf: measures },
    population: { oneOf: populations },
    reference: 'word',
    comparator: 'word',
    'minus?': conditions,
    alternative: { oneOf: alternatives },
    'declared?': 'object',
    'covariates?': { list: 'word' },
  },
};

const specShape: Shape = {
  every: [questionShape, { fields: { level: 'fraction', 'responderEndpoint?': 'word', 'responderVisit?': 'word' } }],
};

/** @throws TypeError or RangeError unless the argument says what an analysis compares */
export function checkSpec(name: string, spec: AnalysisSpec): void {
  check(name, spec, specShape);
}

/** @throws TypeError or RangeError unless the argument is the name of a method */
export function checkMethodName(name: string, method: string): void {
  check(name, method, { oneOf: methodNames });
}

const dataShape: Shape = {
  fields: {
    subjectCount: 'count',
    periodCount: 'size',
    treatments: { list: 'text' },
    sequences: { list: { fields: { name: 'text', treatments: 'list' } } },
    sequence: 'codes',
    treatment: 'codes',
    columns: 'map',
    covariates: 'map',
  },
};

/** @throws TypeError or RangeError unless the argument is what a trial recorded, with a value for every row */
export function checkTrialData(name: string, data: TrialData): void {
  check(name, data, dataShape);
  const rows = data.subjectCount * data.periodCount;
  const atLeast = (part: string, { length }: ArrayLike<number>, least: number): void => {
    if (length < least) throw new RangeError(`${name}.${part} must have at least ${least} values, got ${length}`);
  };
  atLeast('sequence', data.sequence, data.subjectCount);
  atLeast('treatment', data.treatment, rows);
  for (const [key, values] of data.columns) atLeast(`columns of ${key}`, values, rows);
}
