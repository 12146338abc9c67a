import { expect, it } from 'vitest';
import { Hierarchy } from '../../src/learning/sampler/hierarchy.ts';
import { sample } from '../../src/learning/sampler/posterior.ts';
import { likelihoodOf } from '../../src/learning/study-likelihood.ts';
import { emulatorsOf, simulateWave, studiesAtWork } from '../../src/learning/wave.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { evidenceOf, pilotFiles } from '../learning/pilot-data.ts';

const PILOTS = 200;
const lengths = { chains: 2, warmUp: 200, draws: 300 };

/** Of every parameter: how often its 90 % interval holds the truth, and the mean posterior SD of its normal score. */
async function coverageOf(participants: number) {
  const read = evidenceOf(pilotFiles(participants));
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  const { evidence } = read;
  const [study] = await studiesAtWork(evidence);
  await simulateWave(evidence, [study], 0, undefined);
  const [emulator] = await emulatorsOf([study]);
  const none = evidence.parameters.map(() => 0);
  const stream = new Stream().startAt(rootKey('truths of pilots'), 0, 0, 1);
  const [held, sds] = [[...none], [...none]];
  for (let pilot = 0; pilot < PILOTS; pilot++) {
    const truth = Float64Array.from(none, () => stream.normal());
    const data = study.simulated.publish(truth, 1_000_000 + 1000 * pilot);
    const { draws } = sample(new Hierarchy(none.length, none, [likelihoodOf(emulator, data)]), `pilot ${pilot}`, 0, lengths);
    none.forEach((_, at) => {
      const values = draws.map((draw) => draw[at]).sort((a, b) => a - b);
      const mean = values.reduce((sum, value) => sum + value / values.length, 0);
      sds[at] += Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0)) / PILOTS;
      if (truth[at] >= values[Math.floor(0.05 * values.length)] && truth[at] <= values[Math.floor(0.95 * values.length)])
        held[at] += 1 / PILOTS;
    });
  }
  return { held, sds };
}

/** Three binomial standard errors of a coverage of 0.9 over so many pilots: 0.064. */
const ERROR = 3 * Math.sqrt((0.9 * 0.1) / PILOTS);

it('90 % intervals of every parameter hold the truth of simulated pilots as often as they say, and those of opioid dependence are narrower the larger the pilot', async () => {
  const [small, large] = [await coverageOf(14), await coverageOf(100)];
  for (const { held } of [small, large]) for (const coverage of held) expect(Math.abs(coverage - 0.9)).toBeLessThan(ERROR);
  // A normal score has an SD of 1 a priori.
  expect(small.sds[0]).toBeLessThan(0.8);
  expect(large.sds[0]).toBeLessThan(0.8 * small.sds[0]);
});
