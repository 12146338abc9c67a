import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyticPower } from '../../../src/power/closed-form/analytic-power.ts';
import { sequenceCounts } from '../../../src/power/closed-form/sequence-counts.ts';
import { readScenario } from '../../../src/scenario/index.ts';
import { run, shipped } from '../../cli/command-line.ts';

/** Exact powers by the noncentral t distribution in R; d is the effect over the SD of a paired difference. */
const tPower = JSON.parse(readFileSync(new URL('../../reference/power/t_power.json', import.meta.url), 'utf8')) as {
  rows: { design: string; n: number; n1: number | null; n2: number | null; d: number; alpha: number; sides: number; power: number }[];
};

function powerOf(analysis: string, settings: string, top = ''): number | string {
  const text = `model: gaussian\nseed: 1\n${settings}\nanalyses: {a: ${analysis}}\n${top}`;
  const result = readScenario({ path: 'exact.yaml', text }, { readFile: () => '' });
  if ('problems' in result) throw new Error(result.problems.map((each) => each.text).join('\n'));
  const exact = analyticPower(result.study, result.study.analyses.a);
  return 'power' in exact ? exact.power : exact.reason;
}

const gaussian = (difference: number, more = ''): string =>
  `gaussian: {mean: 10, difference: ${difference}, sdWithin: ${Math.SQRT1_2}, sdBetween: 3${more}}`;

it.each([0, 5e-324, 1e-163])('responses that do not vary within participants have no exact power: SD %d', (sdWithin) => {
  const still = `gaussian: {mean: 10, difference: 4, sdWithin: ${sdWithin}, sdBetween: 3}`;
  for (const analysis of ['{method: crossover-t}', '{method: tost, margin: 5}', '{method: mixed-model}'])
    expect(powerOf(analysis, `design: {participants: 12, blockSize: 2}\n${still}`)).toBe('the responses do not vary within participants');
});

describe('exact power of a scenario is R’s', () => {
  const balanced = tPower.rows.filter(({ design, n }) => design === 'crossover_2x2_balanced' && n % 2 === 0 && n <= 1000);
  it.each(balanced)('exact power of crossover-t is R’s: n = $n, d = $d, sides $sides', ({ n, d, alpha, sides, power }) => {
    const side = sides === 1 ? ', alternative: greater' : '';
    const exact = powerOf(
      `{method: crossover-t, alpha: ${alpha}${side}}`,
      `design: {participants: ${n}, blockSize: 2}\n${gaussian(d, ', periodEffect: 3')}`,
    );
    expect(exact).toBeCloseTo(power, 9);
  });

  const paired = tPower.rows.filter(({ design, n }) => design === 'paired_t' && n >= 4 && n % 2 === 0 && n <= 1000);
  it.each(paired)('exact power of paired-t is R’s: n = $n, d = $d, sides $sides', ({ n, d, alpha, sides, power }) => {
    const side = sides === 1 ? ', alternative: greater' : '';
    const exact = powerOf(`{method: paired-t, alpha: ${alpha}${side}}`, `design: {participants: ${n}, blockSize: 2}\n${gaussian(d)}`);
    expect(exact).toBeCloseTo(power, 9);
  });

  it('R’s table has rows of both tests', () => {
    expect(balanced.length).toBeGreaterThan(5);
    expect(paired.length).toBeGreaterThan(5);
  });
});

describe('laws', () => {
  const design = 'design: {participants: 24, blockSize: 2}';
  it('the two directions of a two-sided test add to its power', () => {
    const [either, greater, less] = ['either', 'greater', 'less'].map((direction) =>
      Number(powerOf(`{method: crossover-t, direction: ${direction}}`, `${design}\n${gaussian(0.4)}`)),
    );
    expect(greater + less).toBeCloseTo(either, 12);
    expect(greater).toBeGreaterThan(less);
  });

  it('at no effect every t test has its level; carry-over moves the estimate by half of it', () => {
    expect(powerOf('{method: crossover-t}', `${design}\n${gaussian(0, ', periodEffect: 2')}`)).toBeCloseTo(0.05, 12);
    expect(powerOf('{method: crossover-t}', `${design}\n${gaussian(1, ', carryover: 2')}`)).toBeCloseTo(0.05, 12);
    expect(powerOf('{method: non-inferiority, margin: 1, alternative: less}', `${design}\n${gaussian(1)}`)).toBeCloseTo(0.05, 12);
  });

  it('equivalence of ratios has the power of equivalence of logarithms', () => {
    const ratio = powerOf(
      '{method: tost, scale: ratio, margin: 1.5}',
      `${design}\n${gaussian(0.1, ', distribution: lognormal').replace('mean: 10', 'mean: 1')}`,
    );
    expect(ratio).toBeCloseTo(Number(powerOf(`{method: tost, margin: ${Math.log(1.5)}}`, `${design}\n${gaussian(0.1)}`)), 12);
  });

  it('exact power averages over a cut block', () => {
    const counts = sequenceCounts({
      participants: 7,
      sequences: [
        ['a', 'b'],
        ['b', 'a'],
      ],
      weights: [1, 1],
      blockSize: 4,
    });
    expect(counts?.map((each) => each.counts)).toEqual(
      [
        [3, 4],
        [4, 3],
      ].map(([x, y]) => [x, y]),
    );
    expect(counts?.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    const weighted = sequenceCounts({
      participants: 5,
      sequences: [
        ['a', 'b'],
        ['b', 'a'],
      ],
      weights: [2, 1],
      blockSize: 3,
    });
    expect(weighted?.map(({ probability }) => probability)).toEqual([expect.closeTo(2 / 3, 12), expect.closeTo(1 / 3, 12)]);
  });
});

describe('where there is no formula the reason is said', () => {
  const design = 'design: {participants: 24, blockSize: 2}';
  it.each([
    ['{method: wilcoxon}', gaussian(1), /no formula for wilcoxon/],
    ['{method: crossover-t, variance: welch}', gaussian(1), /unequal variances/],
    ['{method: paired-t}', gaussian(1, ', periodEffect: 1'), /mixture/],
    ['{method: crossover-t}', `${gaussian(1)}\nmissingness: {perVisit: 0.1, perVisitScoreSlope: 0.1}`, /missing because of scores/],
    ['{method: crossover-t}', gaussian(0.1, ', distribution: lognormal').replace('mean: 10', 'mean: 1'), /not normal/],
    ['{method: tost, margin: 1, direction: less}', gaussian(0), /direction/],
    ['{method: tost, margin: 1, design: parallel}', gaussian(0), /parallel groups/],
    [
      '{method: non-inferiority, margin: 1, alternative: less, design: model}',
      gaussian(0).replace('sdBetween: 3', 'sdBetween: 0.1'),
      /mixed model/,
    ],
  ])('exact power says the reason where there is no formula: %s', (analysis, settings, reason) => {
    expect(powerOf(analysis, `${design}\n${settings}`)).toMatch(reason);
  });
});

describe('the command line', () => {
  it('power --analytic prints the exact power alone, and power prints it beside the simulated one', async () => {
    const scenario = shipped('gaussian-textbook.yaml');
    const alone = await run('power', scenario, '--analytic', '--json');
    const document = JSON.parse(alone.stdout) as { analyses: Record<string, { analyticPower: number }> };
    const simulated = JSON.parse((await run('power', scenario, '--replicates', '2000', '--quiet', '--json')).stdout) as {
      analyses: Record<string, { analyticPower: number; power: { value: number; mcse: number } }>;
    };
    for (const [name, { analyticPower: exact }] of Object.entries(document.analyses)) {
      expect(simulated.analyses[name].analyticPower).toBe(exact);
      expect(Math.abs(simulated.analyses[name].power.value - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 2000));
    }
    expect((await run('power', scenario, '--analytic')).stdout).toMatch(/exact power/);
    expect((await run('power', scenario, '--replicates', '500', '--quiet', '--details')).stdout).toMatch(
      /exact power.*\n.*crossover-t .* MCSE\)/,
    );
  });

  it('power --analytic says why a claim has no exact power where its analyses have one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'joint-'));
    try {
      const file = join(folder, 'joint.yaml');
      const endpoints = 'endpoints: { a: { difference: -1.5, sdWithin: 1.7 }, b: { difference: 3, sdWithin: 4 } }';
      const analyses = 'a: { method: crossover-t, endpoint: a }, b: { method: paired-t, endpoint: b }';
      writeFileSync(
        file,
        `model: gaussian\ndesign: { participants: 24, blockSize: 2 }\ngaussian: { ${endpoints} }\nmissingness: { betweenPeriods: 0.15 }\nanalyses: { ${analyses} }\nclaim: { name: both, all: [a, b] }\n`,
      );
      const { exitCode, stdout } = await run('power', file, '--analytic');
      expect(exitCode).toBe(0);
      expect(stdout.replaceAll('\n', ' ')).toContain(
        'claim: both (a and b in the same trial) has no exact power: two analyses together have a formula only as two t tests against no difference of the same kind',
      );
      expect(JSON.parse((await run('power', file, '--analytic', '--json')).stdout)).toMatchObject({
        claim: {
          name: 'both',
          noFormula: 'two analyses together have a formula only as two t tests against no difference of the same kind',
        },
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('power --analytic and sample-size --analytic answer in a sentence, in per cent; of a claim that is false with its false-positive rate', async () => {
    const told = async (verb: string, ...set: string[]): Promise<string> => {
      const changes = set.flatMap((change) => ['--set', change]);
      return (await run(verb, shipped('gaussian-textbook.yaml'), '--analytic', ...changes)).stdout.replaceAll('\n', ' ');
    };
    expect(await told('power')).toMatch(/normal endpoint {2}Power of the claim: 84\.9 % with 30 participants, exactly by formula;/);
    expect(await told('sample-size')).toMatch(
      /^The smallest trial with a power of 80 % has 28 participants: crossover-t has an exact power of 82\.2 % \(with 26: 79\.0 %\)/,
    );
    const idle = ['claim.holds=false', 'gaussian.difference=0'];
    expect(await told('power', ...idle)).toMatch(/False-positive rate of the claim: 5\.0 % with 30 participants.* exact rate/);
    const size = await told('sample-size', ...idle);
    expect(size).toMatch(/no number of participants is enough for it\. With 30 participants it is 5\.0 %/);
    expect(size).not.toMatch(/power of|reaches/);
  });

  it('sample-size --analytic finds the smallest number of patients, also close to the largest allowed', async () => {
    const scenario = shipped('gaussian-textbook.yaml');
    const sizeWith = async (...words: string[]): Promise<Record<string, unknown>> =>
      JSON.parse((await run('sample-size', scenario, '--analytic', '--json', ...words)).stdout) as Record<string, unknown>;
    const { participants } = await sizeWith();
    const powerAt = async (n: number): Promise<number> => {
      const { stdout } = await run('power', scenario, '--analytic', '--json', '--participants', String(n));
      return (JSON.parse(stdout) as { analyses: Record<string, { analyticPower: number }> }).analyses['crossover-t'].analyticPower;
    };
    expect(await powerAt(Number(participants))).toBeGreaterThanOrEqual(0.8);
    expect(await powerAt(Number(participants) - 2)).toBeLessThan(0.8);
    expect((await sizeWith('--max', String(participants))).participants).toBe(participants);
    expect(await sizeWith('--max', String(Number(participants) - 2))).toHaveProperty('notReached');
    expect((await run('sample-size', scenario, '--analytic', '--max', '10')).exitCode).toBe(1);
    expect((await run('sample-size', scenario, '--analytic', '--analysis', 'crosover-t')).stderr).toMatch(/did you mean crossover-t/);
  });

  it('a mechanistic scenario has no exact power: exit code 4', async () => {
    const { exitCode, stderr } = await run('power', shipped('williams-2018.yaml'), '--analytic');
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/no analysis has a formula/);
  });
});
