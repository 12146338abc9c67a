import { expect, it } from 'vitest';
import { showTrial } from '../../src/explorer/engine/show-trial.ts';
import { shippedStudy } from '../report/shipped-study.ts';

const study = shippedStudy('williams-2018');

it.each([
  ['guesses-pretreatment', 'Guesses of the pretreatment, by condition'],
  ['belief', 'Belief in having been given the active drug, by condition'],
])('the picture %s is in the list of a trial, and shows one participant alone where one is picked', (picture, title) => {
  const participantsOf = (participant?: number): string[] => {
    const view = showTrial(study, { replicate: 0, participant, picture });
    expect(view.pictures).toContainEqual([picture, title]);
    expect(view.picture?.name).toBe(picture);
    return [...new Set(view.picture?.rows.map(([first]) => first))];
  };
  expect(participantsOf()).toHaveLength(14);
  expect(participantsOf(5)).toEqual(['5']);
});
