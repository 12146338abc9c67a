import { expect, it } from 'vitest';
import { STATE_BYTES, streamLayout } from '../../src/random/four-streams/stream-layout.ts';
import { streamModule, type StreamExports } from '../../src/random/four-streams/stream-module.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { moduleBytes } from '../../src/trial/gaussian/four-trials/module-bytes.ts';

const key = rootKey('draws of trials');
const PURPOSE = 17;
const state = streamLayout.free;
const place = state + STATE_BYTES;

function moduleOf(bytes: number): StreamExports {
  const module = streamModule<StreamExports>(moduleBytes, key, bytes);
  if (module === undefined) throw new Error('this engine has no vectors of WebAssembly');
  return module;
}

it('a module with streams has the memory that it needs', () => {
  expect(moduleOf(200_000).memory.buffer.byteLength).toBeGreaterThanOrEqual(200_000);
});

/** Enough numbers that every way of the ziggurat is taken: a normal number lies in the tail once in 3 900 draws, and is drawn again once in 150. */
it.each<['normals' | 'uniforms', number, number]>([
  ['normals', 30_000, 12],
  ['normals', 1, 40],
  ['uniforms', 5000, 4],
  ['uniforms', 1, 8],
])('%s of four neighbouring trials, %i each, have the bits of every stream by itself', (distribution, count, trials) => {
  const module = moduleOf(place + 32 * count);
  const rows = new Float64Array(module.memory.buffer, place, 4 * count);
  const alone = new Float64Array(count);
  for (const [index, from] of [
    [0, 0],
    [3, 2 ** 31 - 6],
    [1, -2],
  ]) {
    for (let first = from; first < from + trials; first += 4) {
      module.start(first, PURPOSE, index, state);
      // In two parts, as large trials ask for them: the second goes on where the first ends.
      const part = Math.ceil(count / 3);
      module[distribution](state, place, part);
      if (part < count) module[distribution](state, place + 32 * part, count - part);
      for (let trial = 0; trial < 4; trial++) {
        new Stream().startAt(key, first + trial, 0, PURPOSE, index)[distribution](alone, count);
        const differing = alone.findIndex((number, row) => !Object.is(number, rows[4 * row + trial]));
        if (differing >= 0) expect.fail(`number ${differing} of trial ${first + trial} differs`);
      }
    }
  }
});
