import { check, type Shape } from '../arguments/shape.ts';
import { checkStudy } from '../study/check-study.ts';
import type { Study } from '../study/study.ts';

const runnerShape: Shape = { fields: { run: 'function', runInOrder: 'function' } };

const optionsShape: Shape = { fields: { 'runner?': runnerShape, 'signal?': 'signal', 'onProgress?': 'function' } };

const studyOptionsShape: Shape = {
  every: [
    optionsShape,
    {
      fields: {
        'rule?': { fields: { next: 'function', enough: 'function' } },
        'truths?': { list: { fields: { value: { orNull: 'finite' }, mcse: { orNull: 'finite' } } } },
        'id?': 'text',
      },
    },
  ],
};

const flow: Shape = {
  fields: {
    screened: 'amount',
    screenFailures: 'amount',
    randomised: 'amount',
    perPeriod: { list: 'amount', least: 1 },
    completed: 'amount',
    byReason: { list: 'amount' },
  },
};

/** Counts of a study's trials, as a simulation or a shard gives them. */
export const tallyShape: Shape = {
  fields: {
    trials: 'size',
    analyses: {
      list: { fields: { successes: 'count', rejections: 'count', intervals: 'count', estimates: 'object', notEstimable: 'object' } },
    },
    claims: 'count',
    'interim?': 'object',
    'multiplicity?': 'object',
    flow,
  },
};

/** A simulated proportion, such as power. */
export const proportionShape: Shape = { fields: { value: 'probability', mcse: 'amount', lower: 'probability', upper: 'probability' } };

/** Values of uncertain parameters, with the weight of their combination. */
export const drawShape: Shape = { fields: { weight: 'amount', set: { record: 'finite' } } };

/** Several blocks of trials. */
export const blocksShape: Shape = { list: { fields: { first: 'count', count: 'count' } } };

/** @throws TypeError or RangeError unless the argument says where a simulation is done and how it is stopped */
export function checkSimulationOptions(name: string, options: unknown): void {
  check(name, options, optionsShape);
}

/** @throws TypeError or RangeError unless the argument says how one study is simulated */
export function checkStudyOptions(name: string, options: unknown): void {
  check(name, options, studyOptionsShape);
}

/** @throws TypeError or RangeError unless the argument is a list of one study at least, each beside what else a shape says */
export function checkStudies(name: string, studies: readonly { readonly study: Study }[], beside: Shape): void {
  check(name, studies, { list: beside, least: 1 });
  studies.forEach(({ study }, place) => checkStudy(`${name}[${place}].study`, study));
}

/** @throws TypeError or RangeError unless the argument is a list of studies at draws from a prior */
export function checkDrawn(name: string, drawn: readonly { readonly study: Study }[]): void {
  checkStudies(name, drawn, { fields: { draw: drawShape } });
}

/** What a number of participants is searched for: a power between 0 and 1, and the largest number tried. */
const sizeQuestion: Shape = { fields: { 'target?': 'fraction', max: 'size', 'analysis?': 'word' } };

/** @throws TypeError or RangeError unless the argument asks for a number of participants */
export function checkSizeQuestion(name: string, question: unknown): void {
  check(name, question, sizeQuestion);
}

/** @throws TypeError or RangeError unless the argument is counts of as many analyses as the study has */
export function checkTally(name: string, tally: unknown, study: Study): void {
  check(name, tally, tallyShape);
  const { analyses } = tally as { readonly analyses: unknown };
  check(`${name}.analyses`, analyses, { list: 'object', length: Object.keys(study.analyses).length });
}

const resultShape: Shape = {
  fields: {
    participants: 'size',
    replicates: 'size',
    analyses: { record: { fields: { power: 'object' } } },
    'claim?': { fields: { name: 'text', power: 'object' } },
    flow: 'object',
  },
};

/** @throws TypeError or RangeError unless the argument is the operating characteristics of the study: of its analyses, and of its claim */
export function checkResult(name: string, result: unknown, { analyses, claim }: Study): void {
  check(name, result, resultShape);
  const found = result as { readonly analyses: Readonly<Record<string, unknown>>; readonly claim?: unknown };
  for (const analysis of Object.keys(analyses)) check(`${name}.analyses.${analysis}`, found.analyses[analysis], 'object');
  if (claim !== undefined) check(`${name}.claim`, found.claim, 'object');
}
