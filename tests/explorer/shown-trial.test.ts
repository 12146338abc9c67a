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

it('a trial that the run does not have is its last one', () => {
  const few = { ...study, power: { ...study.power, replicates: 10 } };
  expect(showTrial(few, { replicate: 34, picture: '' })).toEqual(showTrial(few, { replicate: 9, picture: '' }));
  expect(showTrial(study, { replicate: 34, picture: '' }).replicate).toBe(34);
});

it.each([
  ['gaussian-textbook', 'equivalence', [], /^-?[\d.]+ \(90 % interval (-?[\d.]+) to (-?[\d.]+)\); p = /],
  [
    'gaussian-textbook',
    'equivalence',
    ['analyses.equivalence.alpha=0.1', 'power.level=0.99'],
    /\(80 % interval (-?[\d.]+) to (-?[\d.]+)\)/,
  ],
  ['williams-2018', 'cadss-peak', [], /^ratio of means [\d.]+ \(90 % interval ([\d.]+) to ([\d.]+)\); p = /],
] as const)('the interval of a test against margins is the one that decides: %s, %s %j', (name, analysis, set, words) => {
  const own = shippedStudy(name, [...set]);
  const planned = own.analyses[analysis];
  const half = Number(planned.options.margin);
  const [lowest, highest] = name === 'williams-2018' ? [1 - half, 1 + half] : [-half, half];
  const outcomes = Array.from({ length: name === 'williams-2018' ? 8 : 30 }, (_, replicate) => {
    const found = showTrial(own, { replicate, picture: '' }).analyses.find((each) => each.analysis === analysis);
    const [, lower, upper] = words.exec(found?.found ?? '') ?? [];
    expect([Number(lower) > lowest && Number(upper) < highest, found?.found]).toEqual([found?.success, found?.found]);
    return found?.success;
  });
  expect(new Set(outcomes).size).toBe(2);
});

it('intervals have the level of the study, and what is not equivalent is said of its margins', () => {
  const gaussian = shippedStudy('gaussian-textbook');
  const narrow = shippedStudy('gaussian-textbook', ['analyses.equivalence.margin=0.5', 'power.level=0.9']);
  expect(showTrial(gaussian, { replicate: 0, picture: '' }).level).toBe(0.95);
  const { level, analyses } = showTrial(narrow, { replicate: 0, picture: '' });
  expect(level).toBe(0.9);
  expect(analyses.find(({ analysis }) => analysis === 'equivalence')?.why).toBe(
    'not shown to lie within the margins −0.5 to 0.5: p is above 0.05',
  );
  const shares = shippedStudy('williams-2018', ['analyses.cadss-peak.margin=0.01']);
  expect(showTrial(shares, { replicate: 0, picture: '' }).analyses.find(({ analysis }) => analysis === 'cadss-peak')?.why).toBe(
    'not shown to lie within the margins −1 % to 1 % of the mean under placebo: p is above 0.05',
  );
});
