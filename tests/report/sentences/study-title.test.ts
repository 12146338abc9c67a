import { expect, it } from 'vitest';
import { studyTitle } from '../../../src/report/sentences/study-title.ts';
import { withPatients } from '../../../src/trial/trial-model.ts';
import { shippedStudy } from '../shipped-study.ts';

const { trial } = shippedStudy('gaussian-textbook');
const titled = (title: string, participants: number): string => studyTitle({ title, trial: withPatients(trial, participants) });

it.each([
  ['Crossover of 14 patients', 14],
  ['Crossover of 14 depressed patients', 14],
  ['Crossover in 4 sequences', 14],
  ['After Williams et al. (2018)', 14],
])('%s stands as it is for %d patients', (title, participants) => {
  expect(titled(title, participants)).toBe(title);
});

it.each(['Crossover of 14 patients', '14 depressed patients after a drug', 'Fourteen: 14 participants'])(
  '%s is marked as the scenario’s own words when the run has other patients',
  (title) => {
    expect(titled(title, 30)).toBe(`${title} (title as in the scenario)`);
  },
);
