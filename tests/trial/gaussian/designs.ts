import { readStudy } from '../../../src/index.ts';
import type { Study } from '../../../src/study/study.ts';

const model = '{mean: 24, difference: 2, periodEffect: -0.5, carryover: 0.7, sdWithin: 3, sdBetween: 3}';
const AB = '[[A, B], [B, A]]';
const balaam = '[[A, B], [B, A], [A, A], [B, B]]';
const williams = '[[A, B, D, C], [B, C, A, D], [C, D, B, A], [D, A, C, B]]';
const two =
  '{endpoints: {score: {mean: 10, difference: 2, sdWithin: 3, sdBetween: 3}, other: {mean: 2, difference: 0.2, sdWithin: 0.5, sdBetween: 0.5, distribution: lognormal}}, correlations: [{of: [score, other], between: 0.5, within: -0.3}]}';

/** A Gaussian study of conditions A (the reference), B, … as scenario text. */
function studyOf(design: string, missingness: string, analyses: string, gaussian = model): Study {
  return readStudy(`
model: gaussian
seed: 1
design: {reference: A, ${design}}
gaussian: ${gaussian}
missingness: ${missingness}
analyses: {${analyses}}
power: {truthPatients: 100, maxFailures: 1}
`);
}

const comparison = 'reference: A, comparator: B, endpoint: score';
const methods: Readonly<Record<string, string>> = {
  a: 'method: crossover-t',
  b: 'method: paired-t',
  c: 'method: tost, margin: 4',
  d: 'method: crossover-t, variance: welch',
  e: 'method: non-inferiority, margin: 1, alternative: less',
  f: 'method: tost, design: paired, margin: 3',
  g: 'method: parallel-t, variance: welch, alternative: greater, alpha: 0.1',
  h: 'method: tost, design: parallel, margin: 6',
  i: 'method: paired-t, population: completers',
  j: 'method: tost, margin: 0.2, marginUnit: share-of-reference',
};
const listed = (names: string): string => [...names].map((name) => `${name}: {${methods[name]}, ${comparison}}`).join(', ');
/** Every method that reads sums, and some questions that they do not answer. */
const all = listed('abcdefghij');
const notPeriods = listed('bfgi');

/** Gaussian studies of many designs, missing data and analyses, by name. */
export const designs: Readonly<Record<string, () => Study>> = {
  'AB/BA in pairs': () => studyOf(`sequences: ${AB}, participants: 30, blockSize: 2`, '{}', all),
  'an odd number': () => studyOf(`sequences: ${AB}, participants: 31, blockSize: 2`, '{}', all),
  'two participants': () => studyOf(`sequences: ${AB}, participants: 2, blockSize: 2`, '{}', all),
  'blocks of six with a remainder': () => studyOf(`sequences: ${AB}, participants: 20, blockSize: 6, weights: [2, 1]`, '{}', all),
  'the other treatment first': () => studyOf(`sequences: [[B, A], [A, B]], participants: 12, blockSize: 4`, '{}', all),
  'simple allocation': () => studyOf(`sequences: ${AB}, participants: 9, allocation: {kind: simple}`, '{perVisit: 0.1}', all),
  'blocks of random size': () =>
    studyOf(`sequences: ${AB}, participants: 17, allocation: {kind: random-blocks, blockSizes: [2, 4]}`, '{}', all),
  Balaam: () => studyOf(`sequences: ${balaam}, participants: 18, blockSize: 4`, '{perVisit: 0.05}', all),
  Williams: () => studyOf(`sequences: ${williams}, participants: 14, blockSize: 4`, '{perVisit: 0.1}', notPeriods),
  'a replicate design of three periods': () =>
    studyOf('sequences: [[A, B, B], [B, A, A]], participants: 12, blockSize: 2', '{}', notPeriods),
  'parallel groups of one period': () => studyOf('sequences: [[A], [B]], participants: 25, blockSize: 2', '{perVisit: 0.1}', listed('gh')),
  'a fixed order': () => studyOf('sequences: [[A, B]], participants: 11, blockSize: 1', '{perVisit: 0.1}', listed('bfi')),
  'a tenth of the visits missed': () => studyOf(`sequences: ${AB}, participants: 30, blockSize: 2`, '{perVisit: 0.1}', all),
  'half of the visits missed': () => studyOf(`sequences: ${AB}, participants: 6, blockSize: 2`, '{perVisit: 0.5}', all),
  'visits missed after high scores': () =>
    studyOf(`sequences: ${AB}, participants: 10, blockSize: 2`, '{perVisit: 0.1, perVisitScoreSlope: 0.3, scoreCentre: 24}', all),
  'dropout after high scores, and participants who do not come': () =>
    studyOf(
      `sequences: ${AB}, participants: 12, blockSize: 2`,
      '{betweenPeriods: 0.2, betweenPeriodsScoreSlope: 0.1, noShow: 0.1, perVisit: 0.05}',
      all,
    ),
  'two endpoints that correlate': () =>
    studyOf(
      `sequences: ${AB}, participants: 15, blockSize: 2`,
      '{perVisit: 0.1}',
      `${all}, k: {method: crossover-t, reference: A, comparator: B, endpoint: other}`,
      two,
    ),
  'log-normal responses': () =>
    studyOf(
      `sequences: ${AB}, participants: 12, blockSize: 2`,
      '{}',
      `${all}, k: {method: tost, scale: ratio, margin: 1.25, ${comparison}}`,
      '{mean: 2, difference: 0.2, sdWithin: 0.3, sdBetween: 0.3, distribution: lognormal}',
    ),
  'more participants than are made at once': () =>
    studyOf(`sequences: ${AB}, participants: 701, blockSize: 4`, '{perVisit: 0.02}', listed('abg')),
  'no variation': () =>
    studyOf(`sequences: ${AB}, participants: 8, blockSize: 2`, '{}', all, model.replace('sdWithin: 3', 'sdWithin: 1e-18')),
  'variation at the limit of rounding': () =>
    studyOf(`sequences: ${AB}, participants: 8, blockSize: 2`, '{}', all, '{mean: 1e9, difference: 2, sdWithin: 1e-4, sdBetween: 1e-4}'),
  'no spread between participants': () =>
    studyOf(`sequences: ${AB}, participants: 8, blockSize: 2`, '{}', all, model.replace('sdBetween: 3', 'sdBetween: 0')),
};
