import { expect, it } from 'vitest';
import { run, shipped } from '../cli/command-line.ts';
import { loadStudy } from '../../src/cli/arguments/load-study.ts';
import { rootKey } from '../../src/random/index.ts';
import { trialGenerator } from '../../src/trial/compile-trial.ts';

const williams = shipped('williams-2018.yaml');
const byScore =
  'design.allocation={kind: minimisation, factors: [{covariate: screening_hamd17, cuts: [22, 25]}, {covariate: sex, cuts: [0.5]}]}';

it('another allocation moves patients between sequences and changes nothing else about them', () => {
  const generators = [
    [],
    ['design.allocation={kind: simple}'],
    [byScore],
    ['design.allocation={kind: stratified-blocks, factors: [{covariate: age, cuts: [40]}]}'],
  ].map((set) => {
    const { trial, seed } = loadStudy(williams, { set }).study;
    return trialGenerator(trial, rootKey(seed), 'all');
  });
  for (const generator of generators) generator.generate(3);
  const [blocks, ...others] = generators;
  for (const other of others) {
    expect([...(other.data.covariates.get('age') ?? [])]).toEqual([...(blocks.data.covariates.get('age') ?? [])]);
    expect([...other.data.sequence]).not.toEqual([...blocks.data.sequence]);
    const [one, two] = [blocks, other].map(({ data }) => data.columns.get('hamd17@day1') ?? new Float64Array());
    for (let subject = 0; subject < 14; subject++)
      if (blocks.data.sequence[subject] === other.data.sequence[subject]) expect(one[2 * subject]).toBe(two[2 * subject]);
  }
});

it.each([
  [
    'design.allocation={kind: coin}',
    /design\.allocation.*expected permuted-blocks, random-blocks, simple, stratified-blocks or minimisation, got 'coin'/,
  ],
  ['design.allocation={kind: random-blocks, blockSizes: [3]}', /blockSizes\.0: expected a multiple of 2/],
  ['design.allocation={kind: minimisation, factors: [{covariate: height, cuts: [170]}]}', /expected a covariate.*got 'height'/],
  ['design.allocation={kind: minimisation, factors: [{covariate: weight, cuts: [80, 70]}]}', /expected rising values, got 80, 70/],
  ['design.allocation={kind: stratified-blocks, factors: []}', /expected at least one factor/],
])('a wrong allocation is told: %s', async (change, message) => {
  const { exitCode, stderr } = await run('power', williams, '--replicates', '10', '--set', change);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
});

it('a Gaussian scenario has no covariates to balance, and describe says how patients are allocated', async () => {
  const { exitCode, stderr } = await run(
    'power',
    shipped('gaussian-textbook.yaml'),
    '--set',
    'design.allocation={kind: minimisation, factors: [{covariate: sex, cuts: [0.5]}]}',
  );
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/without covariates/);
  expect((await run('describe', williams, '--set', byScore)).stdout).toMatch(
    /by minimisation over screening_hamd17, sex \(probability 0\.8\)/,
  );
});
