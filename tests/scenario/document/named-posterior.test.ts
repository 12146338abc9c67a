import { expect, it } from 'vitest';
import { drawsOf } from '../../../src/power/index.ts';
import { scenarioHash, uncertaintyOf } from '../../../src/scenario/index.ts';
import { problemsOf, valid } from '../read.ts';

const text = `model: gaussian
uncertainty:
  posterior: ./learned.json
  priors:
    gaussian.difference: { distribution: normal, mean: 3, sd: 1, source: assumed }
    gaussian.sdBetween: { distribution: uniform, min: 4, max: 6, source: assumed }
  correlations: [{ of: [gaussian.difference, gaussian.sdBetween], value: 0.2 }]
analyses: { primary: { method: crossover-t } }
`;
const sets = [
  { 'gaussian.difference': 2, 'gaussian.sdWithin': 4 },
  { 'gaussian.difference': 3, 'gaussian.sdWithin': 5 },
];
const file = (combinations: readonly unknown[] = sets): string =>
  JSON.stringify(
    { uncertainty: { joint: { source: 'derived-posterior', sample: true, values: combinations.map((set) => ({ set })) } } },
    null,
    1,
  );
const files = { 'learned.json': file() };

it('the draws of a posterior take the place of priors of the same parameters, and the other priors stay', () => {
  const { scenario, study } = valid(text, files);
  const uncertainty = uncertaintyOf(scenario);
  expect(uncertainty?.joint?.map(({ set }) => set)).toEqual(sets);
  expect(uncertainty?.parameters.map(({ path }) => path)).toEqual(['gaussian.sdBetween']);
  expect(uncertainty?.correlations).toEqual([]);
  const draws = uncertainty === undefined ? [] : drawsOf(uncertainty, study.seed);
  expect(draws.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  expect(draws.map(({ set }) => Object.keys(set).sort())).toEqual(
    sets.map(() => ['gaussian.difference', 'gaussian.sdBetween', 'gaussian.sdWithin']),
  );
  expect(draws[0].set['gaussian.sdBetween']).not.toBe(draws[1].set['gaussian.sdBetween']);
});

it('a posterior is part of the hash of the scenario, and neither its layout nor its name is', () => {
  const hash = (posterior: string, scenario = text): string =>
    scenarioHash(valid(scenario, { 'learned.json': posterior, 'other.json': posterior }).study);
  expect(hash(JSON.stringify(JSON.parse(file())))).toBe(hash(file()));
  expect(hash(file(), text.replace('learned', 'other'))).toBe(hash(file()));
  expect(hash(file([sets[0], { ...sets[1], 'gaussian.sdWithin': 6 }]))).not.toBe(hash(file()));
  expect(hash(file(), text.replace('  posterior: ./learned.json\n', ''))).not.toBe(hash(file()));
});

it('a posterior is found beside the file that names it, and by an option in the working folder', () => {
  const base = { 'bases/base.yaml': text, 'bases/learned.json': file() };
  expect(uncertaintyOf(valid('extends: ./bases/base.yaml', base).scenario)?.joint).toHaveLength(2);
  const plain = text.replace('  posterior: ./learned.json\n', '');
  expect(uncertaintyOf(valid(plain, files, { set: ['uncertainty.posterior=learned.json'] }).scenario)?.joint).toHaveLength(2);
});

it('a value that a layer above sets is known: its draws are left out', () => {
  const base = { 'base.yaml': text, ...files };
  const above = valid('extends: base.yaml\ngaussian: { difference: 1 }', base);
  expect(above.known).toEqual(['gaussian.difference']);
  expect(uncertaintyOf(above.scenario)?.joint?.map(({ set }) => set)).toEqual([{ 'gaussian.sdWithin': 4 }, { 'gaussian.sdWithin': 5 }]);
  const all = valid(text, files, { set: ['gaussian.difference=1', 'gaussian.sdWithin=2'] });
  expect(all.known).toHaveLength(2);
  expect(uncertaintyOf(all.scenario)?.joint).toBeUndefined();
  expect(valid(text, files).known).toEqual([]);
});

it('problems of a posterior are told where they stand, each path once', () => {
  const told = (posterior: string, scenario = text): string[] => problemsOf(scenario, { 'learned.json': posterior });
  expect(problemsOf(text)).toEqual(['mine.yaml:3:14 uncertainty.posterior: expected a readable file, got learned.json: no such file']);
  const unknown = file(sets.map(() => ({ 'gaussian.diference': 2, 'gaussian.sdWithin': -4 })));
  expect(told(unknown)).toEqual([
    expect.stringMatching(/^learned\.json:9:7 uncertainty\.joint\.values\.0\.set\.gaussian\.diference: expected the path of a number/),
    expect.stringMatching(
      /^learned\.json:10:28 uncertainty\.joint\.values\.0\.set\.gaussian\.sdWithin: expected a number from .*, got -4$/,
    ),
  ]);
  expect(told('{"draws": [1]}')).toEqual([expect.stringMatching(/^learned\.json:1:1 expected a posterior as learn --out writes it/)]);
  expect(told('{"uncertainty": {')).toEqual([expect.stringMatching(/^learned\.json:1:\d+ /)]);
  expect(told(file().replace('"derived-posterior"', '7'))).toEqual([
    expect.stringMatching(/^learned\.json:4:14 uncertainty\.joint\.source: expected/),
  ]);
  expect(told(file(), text.replace('./learned.json', '3'))).toEqual([
    expect.stringMatching(/^mine\.yaml:3:14 uncertainty\.posterior: expected the name of a file, got 3/),
  ]);
  const both = text.replace('  priors:', '  joint: { source: assumed, values: [{ set: { gaussian.difference: 1 } }] }\n  priors:');
  expect(told(file(), both)).toEqual(['mine.yaml:3:14 uncertainty.posterior: expected posterior, or joint, got both']);
});
