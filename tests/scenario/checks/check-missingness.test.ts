import { expect, it } from 'vitest';
import { valid } from '../read.ts';

const gaussian = 'model: gaussian\n';

it.each([
  ['missingness: {betweenPeriodsScoreSlope: 0.1}\n', 'betweenPeriodsScoreSlope', 'it moves the logit of betweenPeriods, which is 0'],
  ['missingness: {perVisitScoreSlope: 0.1, betweenPeriods: 0.2}\n', 'perVisitScoreSlope', 'it moves the logit of perVisit, which is 0'],
  [
    'outcomes: {hamd17: null}\nmissingness: {betweenPeriods: 0.1, betweenPeriodsScoreSlope: 0.1}\n',
    'betweenPeriodsScoreSlope',
    'it needs hamd17',
  ],
  [`${gaussian}missingness: {afterAdverseEffect: 0.1}\n`, 'afterAdverseEffect', 'the Gaussian model does not read it'],
  [`${gaussian}missingness: {visitWindowDays: 1}\n`, 'visitWindowDays', 'the Gaussian model does not read it'],
  [
    `${gaussian}missingness: {betweenPeriods: 0.1, betweenPeriodsChangeSlope: 0.1}\n`,
    'betweenPeriodsChangeSlope',
    'the Gaussian model does not read it',
  ],
])('a scenario is warned of missingness that does nothing: %j', (text, name, message) => {
  const about = valid(text).warnings.filter(({ path }) => path.startsWith('missingness.'));
  expect(about.map(({ path }) => path)).toEqual([`missingness.${name}`]);
  expect(about[0].text).toContain(message);
});

it.each([
  'missingness: {betweenPeriods: 0.1, betweenPeriodsScoreSlope: 0.1, perVisit: 0.1, perVisitScoreSlope: 0.1, visitWindowDays: 1}\n',
  'outcomes: {hamd17: null}\nmissingness: {perVisit: 0.1, perVisitScoreSlope: 0.1}\n',
  `${gaussian}missingness: {betweenPeriods: 0.1, betweenPeriodsScoreSlope: 0.1, noShow: 0.1}\n`,
])('a scenario is not warned of missingness that does something: %j', (text) => {
  expect(valid(text).warnings.filter(({ path }) => path.startsWith('missingness.'))).toEqual([]);
});
