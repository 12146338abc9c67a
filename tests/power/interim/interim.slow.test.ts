import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { blocksOf } from '../../../src/power/simulation/blocks.ts';
import { AfterStop } from '../../../src/power/interim/after-stop.ts';
import { interimBounds } from '../../../src/power/interim/interim-bounds.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import type { Study } from '../../../src/study/study.ts';
import { summarise } from '../../../src/power/characteristics/summarise.ts';
import { addTally, emptyTally } from '../../../src/power/simulation/tally.ts';
import { trueEffects } from '../../../src/power/simulation/truth.ts';
import { readScenario } from '../../../src/scenario/index.ts';
import { crossingProbabilities, driftAfterStopping, efficacyBoundary } from '../../../src/statistics/group-sequential/index.ts';
import { emptyFolder, run, shipped } from '../../cli/command-line.ts';

interface Settings {
  readonly n?: number;
  readonly difference?: number;
  readonly analysis?: string;
  readonly trials?: number;
  readonly others?: string;
}

function looksText(
  interim: string,
  { n = 60, difference = 2, analysis = '{method: crossover-t, direction: greater}', trials = 20_000, others = '' }: Settings,
): string {
  return `model: gaussian
name: looks
seed: looks
design: {participants: ${n}, blockSize: 2}
gaussian: {mean: 20, difference: ${difference}, sdWithin: 3, sdBetween: 4}
analyses: {main: ${analysis}${others}}
${interim}
power: {replicates: ${trials}, truthPatients: 100}
`;
}

function read(interim: string, settings: Settings = {}) {
  return readScenario({ path: 'looks.yaml', text: looksText(interim, settings) }, { readFile: () => '' });
}

function studyWith(interim: string, settings = {}): Study {
  const result = read(interim, settings);
  if ('problems' in result) throw new Error(result.problems.map((each) => each.text).join('\n'));
  return result.study;
}

function resultOf(interim: string, settings = {}) {
  const { groupSequential } = estimatePower(studyWith(interim, settings));
  if (groupSequential === undefined) throw new Error('no looks');
  return groupSequential;
}

/**
 * The result of the looks alone: how often they stop and succeed. Estimates and intervals after stopping, which
 * need tables that take seconds to make, are left out.
 */
function stopsOf(interim: string, settings: Settings) {
  const median = vi.spyOn(AfterStop.prototype, 'medianUnbiased').mockReturnValue(NaN);
  const covers = vi.spyOn(AfterStop.prototype, 'covers').mockReturnValue(false);
  try {
    const { looks, power, expectedParticipants } = resultOf(interim, settings);
    return { looks, power, expectedParticipants };
  } finally {
    median.mockRestore();
    covers.mockRestore();
  }
}

const looks = 'interim: {analysis: main, looks: [20, 40]}';

/** One study with two looks, made ready once: its tables of inference after stopping serve every test of them. */
const pocock = compileStudy(studyWith('interim: {analysis: main, looks: [20, 40], spending: pocock}', { difference: 1.6, trials: 40_000 }));

describe('the bounds', () => {
  it('the bounds are those of the spending function, one-sided at half the level for a two-sided test in one direction', () => {
    const study = studyWith(looks);
    if (study.interim === undefined) throw new Error('no looks');
    const { stopping } = interimBounds(study.interim, study.analyses.main, 60);
    const plan = {
      informationRates: [20 / 60, 40 / 60, 1],
      alpha: 0.025,
      sided: 1,
      efficacy: { kind: 'spending', spending: { kind: 'obrien-fleming' } },
    } as const;
    expect(stopping.upper).toEqual(efficacyBoundary(plan).upper);
  });

  it('the table of the median-unbiased drift is the exact one to five digits', () => {
    const bounds = efficacyBoundary({
      informationRates: [14 / 30, 1],
      alpha: 0.025,
      sided: 1,
      efficacy: { kind: 'spending', spending: { kind: 'pocock' } },
    });
    const after = new AfterStop(bounds, 0.95);
    for (const z of [-3.3, -1.01, 0.07, 1.234, 1.97, 2.5, 4.44, 7.99]) {
      const { medianUnbiased, lower, upper } = driftAfterStopping(bounds, { look: 1, z });
      expect(after.medianUnbiased(1, z)).toBeCloseTo(medianUnbiased, 5);
      expect([lower + 0.001, upper - 0.001].map((drift) => after.covers(1, z, drift))).toEqual([true, true]);
      expect([lower - 0.001, upper + 0.001].map((drift) => after.covers(1, z, drift))).toEqual([false, false]);
    }
  });
});

describe('a trial with looks', () => {
  it('a trial with looks stops as often as the crossing probabilities say, with many patients', () => {
    // With 400 patients t is nearly normal: drift = effect / standard error at the end.
    const settings = { n: 400, difference: 0.55, trials: 20_000 };
    const result = stopsOf('interim: {analysis: main, looks: [100, 200], spending: pocock}', settings);
    const bounds = efficacyBoundary({
      informationRates: [0.25, 0.5, 1],
      alpha: 0.025,
      sided: 1,
      efficacy: { kind: 'spending', spending: { kind: 'pocock' } },
    });
    const drift = 0.55 / ((3 * Math.SQRT2) / Math.sqrt(400));
    const exact = crossingProbabilities(bounds, drift);
    result.looks.forEach(({ stopsForEfficacy }, look) => {
      const p = exact.upper[look];
      // Three Monte-Carlo standard errors and 0.003 for t instead of z.
      expect(Math.abs(stopsForEfficacy.value - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 20_000) + 0.003);
    });
    expect(result.expectedParticipants.value).toBeCloseTo(400 * exact.expectedInformation, -1);
  });

  it('a trial with looks keeps its level under no effect, also with few patients', () => {
    for (const spending of ['obrien-fleming', 'pocock']) {
      const { power } = stopsOf(`interim: {analysis: main, looks: [8, 16], spending: ${spending}}`, {
        n: 24,
        difference: 0,
        trials: 40_000,
      });
      expect(Math.abs(power.value - 0.025)).toBeLessThan(3 * Math.sqrt((0.025 * 0.975) / 40_000));
    }
  });

  it('a trial with looks counts both sides of a two-sided test', () => {
    const settings = { difference: 0, analysis: '{method: crossover-t}', trials: 40_000 };
    expect(Math.abs(stopsOf(looks, settings).power.value - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / 40_000));
    const [down, up] = [-2, 2].map((difference) => stopsOf(looks, { ...settings, difference, trials: 4000 }).power.value);
    expect(Math.abs(down - up)).toBeLessThan(0.05);
  });

  it('a trial that stops early exaggerates; the stage-wise interval holds the truth as often as it says and the estimate is median-unbiased, the naive one not', () => {
    const truths = trueEffects(pocock);
    const values = truths.map(({ value }) => value ?? NaN);
    const total = emptyTally(pocock.study);
    for (const { first, count } of blocksOf(40_000)) addTally(total, runReplicates(pocock, values, first, count));
    const result = summarise(pocock.study, total, truths).groupSequential;
    if (result === undefined) throw new Error('no looks');
    expect(result.earlyExaggeration.value).toBeGreaterThan(1.2);
    expect(result.earlyExaggeration.mcse).toBeGreaterThan(0);
    const { adjustedCoverage, naiveBias, adjustedBias } = result;
    expect(Math.abs((adjustedCoverage.value ?? 0) - 0.95)).toBeLessThan(3 * 0.0011 + 0.002);
    expect(naiveBias.value).toBeGreaterThan(3 * (naiveBias.mcse ?? 1));
    expect(Math.abs(adjustedBias.value ?? 1)).toBeLessThan(Math.abs(naiveBias.value ?? 0));
  });

  it('a trial with looks stops for futility; non-binding bounds cost no level, binding ones may be counted on', () => {
    const futile = (binding: boolean): string => `interim: {analysis: main, looks: [30], futility: {bounds: [0], binding: ${binding}}}`;
    const result = resultOf(futile(false), { difference: 0, trials: 20_000 });
    const stops = result.looks[0].stopsForFutility.value;
    expect(Math.abs(stops - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / 20_000));
    expect(result.looks[0].futilityZ).toBe(0);
    const bound = (binding: boolean): number => {
      const study = studyWith(futile(binding));
      return study.interim === undefined ? NaN : interimBounds(study.interim, study.analyses.main, 60).stopping.upper[1];
    };
    expect(bound(true)).toBeLessThan(bound(false));
    const spent = resultOf('interim: {analysis: main, looks: [30], futility: {beta: 0.2}}', { trials: 2000 });
    expect(spent.looks[0].futilityZ).toBeLessThan(2);
  });

  it('a trial without a look that can stop it is the fixed trial', () => {
    const study = studyWith('interim: {analysis: main, looks: [4], spending: kim-demets, parameter: 40}', { trials: 5000 });
    const result = estimatePower(study);
    expect(result.groupSequential?.power.value).toBe(result.analyses.main.power.value);
    expect(result.analyses.main.unadjustedPower?.value).toBe(result.analyses.main.power.value);
    expect(result.groupSequential?.expectedParticipants.value).toBe(60);
    expect(result.groupSequential?.naiveBias.value).toBeCloseTo(result.analyses.main.bias.value ?? NaN, 10);
  });

  it('sizes are sought with interim analyses at the same fractions', async () => {
    const path = `${emptyFolder()}/looks.yaml`;
    writeFileSync(path, looksText(looks, {}));
    const { exitCode, stdout } = await run('sample-size', path, '--replicates', '500', '--workers', '1', '--quiet');
    expect([exitCode, /interim analyses at the same fractions of the participants/.test(stdout)]).toEqual([0, true]);
  });

  it('blocks add to the same counts however they are cut, and analyses by themselves are those of a study without interim analyses', () => {
    const { study } = pocock;
    const blocks = (cuts: readonly number[]): string => {
      const total = emptyTally(study);
      cuts.forEach((first, i) => {
        if (i + 1 < cuts.length) addTally(total, runReplicates(pocock, [1.6], first, cuts[i + 1] - first));
      });
      const { efficacy, successes, intervals, participants, adjustedCovered } = total.interim ?? {};
      return JSON.stringify([efficacy, successes, intervals, participants?.count, adjustedCovered, total.analyses[0].successes]);
    };
    expect(blocks([0, 100, 350, 1000])).toBe(blocks([0, 1000]));
    const { interim, ...without } = study;
    expect(interim?.looks).toEqual([20, 40]);
    const bare = runReplicates(compileStudy(without), [1.6], 0, 500).analyses;
    const looked = runReplicates(pocock, [1.6], 0, 500);
    expect(looked.analyses).toEqual(bare.map((each) => ({ ...each, successes: looked.interim?.successes })));
  });
});

describe('a scenario with looks', () => {
  it.each([
    ['interim: {analysis: mian, looks: [20]}', /interim\.analysis: .*mian.*main/],
    ['interim: {analysis: other, looks: [20]}', /interim\.analysis: expected an analysis by paired-t/],
    ['interim: {analysis: main, looks: [20, 20]}', /interim\.looks\.1: expected a whole number above 20/],
    ['interim: {analysis: main, looks: [60]}', /interim\.looks\.0: .*below 60/],
    ['interim: {analysis: main, looks: []}', /interim\.looks: expected at least one look/],
    ['interim: {analysis: main, looks: [20], spending: kim-demets}', /interim\.parameter: expected rho above 0/],
    ['interim: {analysis: main, looks: [20], futility: {bounds: []}}', /interim\.futility\.bounds: expected a z value for each of 1 looks/],
    ['interim: {analysis: main, looks: [20], spending: brien}', /interim\.spending: .*obrien-fleming/],
  ])('a scenario with %s is refused', (interim, message) => {
    const result = read(interim, { others: ', other: {method: wilcoxon}' });
    expect('problems' in result ? result.problems.map(({ text }) => text).join('\n') : '').toMatch(message);
  });

  it('futility needs a direction', () => {
    const result = read('interim: {analysis: main, looks: [20], futility: {bounds: [0]}}', { analysis: '{method: crossover-t}' });
    expect('problems' in result ? result.problems.map(({ text }) => text).join('\n') : '').toMatch(
      /interim\.futility: expected an analysis with a direction/,
    );
  });

  it('the planned look of the 2018 study runs, with the same bytes for any number of workers', async () => {
    const words = ['power', shipped('williams-2018-interim.yaml'), '--set', 'power.truthPatients=500', '--quiet'];
    const ofWorkers = async (count: string): Promise<unknown> => {
      const { stdout } = await run(...words, '--replicates', '600', '--workers', count, '--json');
      return (JSON.parse(stdout) as { groupSequential: unknown }).groupSequential;
    };
    expect(await ofWorkers('1')).toEqual(await ofWorkers('2'));
    const { stdout } = await run(...words, '--replicates', '100', '--workers', '1');
    expect(stdout).toMatch(/Interim analyses of hamd17-day1: \d+\.\d % of trials stop early/);
  });
});
