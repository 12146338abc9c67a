/** Statistical scenarios whose power has a formula: what the simulation is held to, in `exact-power.check.ts` and in the validation book. */
export interface GaussianSetting {
  readonly name: string;
  /** Top-level entries of the scenario beside `model`, `seed` and `analyses`. */
  readonly settings: string;
  readonly analysis: string;
}

const pairs = (n: number): string => `design: {participants: ${n}, blockSize: 2}`;
const values = (difference: number, sdWithin: number, more = ''): string =>
  `gaussian: {mean: 20, difference: ${difference}, sdWithin: ${sdWithin}, sdBetween: 4${more}}`;
const oneSequence = (n: number): string => `design: {participants: ${n}, sequences: [[placebo, naltrexone]]}`;

const crossovers: readonly GaussianSetting[] = [
  [4, 6, 3], [6, 4, 3], [8, 4, 3], [10, 3, 3], [14, 3, 3], [20, 2.5, 3], [30, 2, 3], [60, 1.5, 3], [120, 1, 3], [12, 0, 3], [16, -3, 4], [24, 5, 8],
].map(([n, difference, sd]) => ({
  name: `crossover-t, n = ${n}, difference ${difference}, SD ${sd}`,
  settings: `${pairs(n)}\n${values(difference, sd, ', periodEffect: 1.5')}`,
  analysis: '{method: crossover-t}',
})); // prettier-ignore

const sides: readonly GaussianSetting[] = [
  ['one-sided, greater', '{method: crossover-t, alternative: greater}'],
  ['one-sided, less', '{method: crossover-t, alternative: less}'],
  ['two-sided in one direction', '{method: crossover-t, direction: greater}'],
  ['level 1 %', '{method: crossover-t, alpha: 0.01}'],
  ['level 20 %', '{method: crossover-t, alpha: 0.2}'],
].map(([what, analysis]) => ({ name: `crossover-t, n = 16, ${what}`, settings: `${pairs(16)}\n${values(2, 3)}`, analysis }));

const sequences: readonly GaussianSetting[] = [
  { name: 'crossover-t, carry-over', settings: `${pairs(20)}\n${values(3, 3, ', carryover: 1.5')}`, analysis: '{method: crossover-t}' },
  { name: 'crossover-t, odd number', settings: `${pairs(9)}\n${values(4, 3)}`, analysis: '{method: crossover-t}' },
  {
    name: 'crossover-t, 2:1',
    settings: `design: {participants: 18, weights: [2, 1], blockSize: 3}\n${values(3, 3)}`,
    analysis: '{method: crossover-t}',
  },
  {
    name: 'crossover-t, 3:1, block cut',
    settings: `design: {participants: 18, weights: [3, 1], blockSize: 8}\n${values(3, 3)}`,
    analysis: '{method: crossover-t}',
  },
  {
    name: 'crossover-t, blocks of 4, block cut',
    settings: `design: {participants: 10, blockSize: 4}\n${values(3, 3)}`,
    analysis: '{method: crossover-t}',
  },
];

const paired: readonly GaussianSetting[] = [[3, 7], [5, 5], [8, 4], [14, 3], [25, 2], [50, 1.5]].map(([n, difference]) => ({
  name: `paired-t, n = ${n}, difference ${difference}`,
  settings: `${oneSequence(n)}\n${values(difference, 3)}`,
  analysis: '{method: paired-t}',
})); // prettier-ignore

const margins: readonly GaussianSetting[] = [
  ['tost, margin 3', pairs(20), values(0, 3), '{method: tost, margin: 3}'],
  ['tost, at the margin', pairs(20), values(3, 2), '{method: tost, margin: 3}'],
  ['tost, within, not centred', pairs(30), values(0.7, 3), '{method: tost, lower: -2, upper: 3}'],
  ['tost, hardly possible', pairs(8), values(0, 4), '{method: tost, margin: 3}'],
  ['tost, paired', pairs(16), values(0.5, 3), '{method: tost, design: paired, margin: 3}'],
  ['tost of ratios', pairs(24), 'gaussian: {mean: 2, difference: 0.05, sdWithin: 0.2, sdBetween: 0.4, distribution: lognormal}', '{method: tost, scale: ratio}'],
  ['non-inferiority', pairs(24), values(0.5, 3), '{method: non-inferiority, margin: 2.5, alternative: less}'],
  ['non-inferiority, paired, higher is better', pairs(24), values(0.5, 3), '{method: non-inferiority, design: paired, margin: 1, alternative: greater}'],
].map(([name, design, gaussian, analysis]) => ({ name, settings: `${design}\n${gaussian}`, analysis })); // prettier-ignore

export const gaussianSettings: readonly GaussianSetting[] = [...crossovers, ...sides, ...sequences, ...paired, ...margins];
