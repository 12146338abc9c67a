import { expect, it } from 'vitest';
import { moduleBytes } from '../../src/random/four-streams/module-bytes.ts';
import { moduleText } from '../../src/random/four-streams/module-text.ts';
import { streamModule } from '../../src/random/four-streams/stream-module.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { TrialDraws } from '../../src/random/trial-draws.ts';
import { assembled } from './assembled.ts';

const key = rootKey('draws of trials');

/** What the stream of each trial gives by itself. */
function alone(replicate: number, distribution: 'normals' | 'uniforms', count: number, index: number): Float64Array {
  const numbers = new Float64Array(count);
  new Stream().startAt(key, replicate, 0, 17, index)[distribution](numbers, count);
  return numbers;
}

it('the shipped module of four streams is what its text stands for', async () => {
  expect(moduleBytes).toBe(Buffer.from(await assembled(moduleText)).toString('base64'));
});

it('this engine runs the module of four streams', () => {
  expect(streamModule(moduleBytes, key, 200_000)?.memory.buffer.byteLength).toBeGreaterThanOrEqual(200_000);
});

/** Enough numbers that every way of the ziggurat is taken: a normal number lies in the tail once in 3 900 draws, and is drawn again once in 150. */
it.each<['normals' | 'uniforms', number, number]>([
  ['normals', 90, 1200],
  ['normals', 1, 400],
  ['normals', 30_000, 9],
  ['normals', 40_000, 6],
  ['uniforms', 15, 400],
  ['uniforms', 1, 9],
])('%s of trial after trial, %i each, have the bits of every stream by itself', (distribution, count, trials) => {
  for (const index of [0, 3]) {
    const draws = new TrialDraws({ key, purpose: 17, index, distribution, count });
    for (let replicate = 5; replicate < 5 + trials; replicate++) {
      const expected = alone(replicate, distribution, count, index);
      expect(draws.of(replicate).every((number, place) => number === expected[place])).toBe(true);
    }
  }
});

it('the order in which trials are asked for does not matter', () => {
  const asked = { key, purpose: 17, distribution: 'normals', count: 6 } as const;
  const draws = new TrialDraws(asked);
  const plain = new TrialDraws(asked, false);
  for (const replicate of [0, 1, 2, 2, 1, 7, 8, 9, 3, -1, 0, 4, 5, 6, 7, 8, 9, 10, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 5]) {
    expect(draws.of(replicate)).toEqual(alone(replicate, 'normals', 6, 0));
    expect(plain.of(replicate)).toEqual(alone(replicate, 'normals', 6, 0));
  }
});
