import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { baseText, locateBase } from '../../src/cli/files/scenario-files.ts';
import { Hierarchy } from '../../src/learning/sampler/hierarchy.ts';
import { sample } from '../../src/learning/sampler/posterior.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';
import { likelihoodOf } from '../../src/learning/study-likelihood.ts';
import { emulatorsOf, simulateWave, studiesAtWork } from '../../src/learning/wave.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { rankBands } from './rank-ecdf.ts';

const TRUTHS = 200;
const LIKELIHOOD = 'log likelihood';
const lengths = { chains: 2, warmUp: 150, draws: 180 };
/** Every sixth draw is ranked against: of most quantities as many are effective, or more. */
const THINNED = 6;
const DRAWS = (lengths.chains * lengths.draws) / THINNED;

it('the bands hold uniform ranks as often as they say, and no ranks that are a little off, too narrow or too wide', () => {
  const { extremity, limit } = rankBands(TRUTHS, DRAWS);
  const stream = new Stream().startAt(rootKey('ranks'), 0, 0, 1);
  const left = (of: (u: number) => number): number => {
    let outside = 0;
    for (let set = 0; set < 1000; set++)
      if (extremity(Array.from({ length: TRUTHS }, () => Math.floor(of(stream.uniform()) * (DRAWS + 1)))) < limit(0.05)) outside++;
    return outside / 1000;
  };
  expect(left((u) => u)).toBeLessThan(0.07);
  expect(left((u) => u)).toBeGreaterThan(0.03);
  expect(left((u) => u ** 1.4)).toBeGreaterThan(0.9);
  expect(left((u) => u + 0.06 * Math.sin(2 * Math.PI * u))).toBeGreaterThan(0.4);
});

/**
 * Truths from the prior, with what differs between studies; every study publishes one trial of the real simulator at its own truth. The emulators are those of the first wave,
 * which is over the prior: waves of its own for every truth would take hours.
 */
it('ranks of 200 truths of the shipped evidence stay in their bands; without the error of the emulators the likelihood of the truth is too low', async () => {
  const path = new URL('../../scenarios/evidence/ketamine-naltrexone.yaml', import.meta.url).pathname;
  const read = readEvidence({ path, text: readFileSync(path, 'utf8') }, { readFile: baseText, locate: locateBase });
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  const { evidence } = read;
  const { parameters, betweenStudy } = evidence;
  const studies = await studiesAtWork(evidence);
  await simulateWave(evidence, studies, 0, undefined);
  const emulators = await emulatorsOf(studies);
  const withoutError = emulators.map(({ growth, tables, covariance, ...emulator }) => ({
    ...emulator,
    covariance: growth?.correlation ?? covariance,
    tables: tables.map(({ cells }) => ({ cells, overdispersion: 0 })),
  }));
  const prior = new Hierarchy(
    parameters.length,
    betweenStudy,
    emulators.map((emulator) => likelihoodOf(emulator)),
  );
  const names = [
    ...parameters.map(({ path: name }) => name),
    ...prior.differing.map((at) => `SD between studies of ${parameters[at].path}`),
    // Of the data themselves: what is wrong with a likelihood shows here first (Modrák et al. 2025, DOI 10.1214/23-BA1404).
    LIKELIHOOD,
  ];
  const stream = new Stream().startAt(rootKey('simulated truths'), 0, 0, 1);
  const [ranks, ranksWithoutError] = [names, names].map((all) => all.map((): number[] => []));
  for (let number = 0; number < TRUTHS; number++) {
    const truth = Float64Array.from({ length: prior.size }, () => stream.normal());
    const published = studies.map(({ simulated, reads }, study) => {
      const point = new Float64Array(parameters.length);
      prior.ofStudy(truth, study).forEach((value, at) => (point[reads[at]] = value));
      return simulated.publish(point, 1_000_000 + 1000 * number);
    });
    for (const [all, used] of [
      [ranks, emulators],
      [ranksWithoutError, withoutError],
    ] as const) {
      if (used === withoutError && number % 4 > 0) continue;
      const posterior = new Hierarchy(
        parameters.length,
        betweenStudy,
        used.map((emulator, study) => likelihoodOf(emulator, published[study])),
      );
      const draws = sample(posterior, `truth ${number}`, 0, lengths).draws.filter((_, place) => place % THINNED === THINNED - 1);
      const gradient = new Float64Array(posterior.size);
      const quantitiesOf = (draw: Float64Array): number[] => [
        ...draw.slice(0, parameters.length),
        ...prior.differing.map((_, which) => posterior.between(draw, which)),
        posterior.at(draw, gradient) + draw.reduce((sum, value) => sum + (value * value) / 2, 0),
      ];
      const drawn = draws.map(quantitiesOf);
      quantitiesOf(truth).forEach((value, which) => all[which].push(drawn.filter((row) => row[which] < value).length));
    }
  }
  const meanRank = (all: readonly (readonly number[])[]): number => {
    const own = all[names.indexOf(LIKELIHOOD)];
    return own.reduce((sum, rank) => sum + (rank + 0.5) / (DRAWS + 1) / own.length, 0);
  };
  // Together the bands of all quantities are left with a probability of at most 5 % (Bonferroni).
  const outside = (all: readonly (readonly number[])[]): string[] => {
    const { extremity, limit } = rankBands(all[0].length, DRAWS);
    return names.filter((_, which) => extremity(all[which]) < limit(0.05 / names.length));
  };
  expect(outside(ranks)).toEqual([]);
  // A mean of n uniform ranks has a standard error of 1/√(12n).
  expect(Math.abs(meanRank(ranks) - 0.5)).toBeLessThan(3 / Math.sqrt(12 * TRUTHS));
  expect(outside(ranksWithoutError)).toContain(LIKELIHOOD);
  expect(meanRank(ranksWithoutError)).toBeLessThan(0.5 - 3 / Math.sqrt(12 * ranksWithoutError[0].length));
});
