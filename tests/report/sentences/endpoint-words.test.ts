import { expect, it } from 'vitest';
import { givenWord } from '../../../src/trial/drugs.ts';
import { endpointAt, measuredEndpoint } from '../../../src/report/sentences/endpoint-words.ts';
import { shippedStudy } from '../shipped-study.ts';

it('a visit that is named by its day, week or minute is said in words', () => {
  expect(endpointAt('pain', 'day3')).toBe('pain on day 3');
  expect(endpointAt('pain', 'week1')).toBe('pain at week 1');
  expect(endpointAt('pain', 'm40')).toBe('pain 40 min after the start of the infusion');
  expect(endpointAt('pain', 'discharge')).toBe('pain at discharge');
});

it('several visits share the word for their unit', () => {
  expect(measuredEndpoint({ endpoint: 'pain', visit: '', visits: ['day1', 'day3'] })).toBe('pain on days 1 and 3');
  expect(measuredEndpoint({ endpoint: 'pain', visit: '', visits: ['week1', 'week4'] })).toBe('pain at weeks 1 and 4');
  expect(measuredEndpoint({ endpoint: 'pain', visit: '', visits: ['day1', 'week4'] })).toBe('pain at day1 and week4');
});

it('minutes are counted from the infusion, or from the dose of what is no infusion', () => {
  const words = (scenario: string): string[] => {
    const { trial } = shippedStudy(scenario);
    return trial.kind === 'mechanistic' ? [givenWord(trial), endpointAt('cadss', 'm40', undefined, trial)] : [];
  };
  expect(words('williams-2018')).toEqual(['infusion', 'CADSS 40 min after the start of the infusion']);
  expect(words('questions/psilocybin-ketanserin')).toEqual(['dose', 'CADSS 40 min after the dose']);
});
