import { describe, expect, it } from 'vitest';
import { threefry4x32 } from '../../src/random/threefry.ts';

/** Known answers of Threefry4x32-20 from the Random123 distribution (kat_vectors; Salmon et al. 2011). */
const knownAnswers = [
  { counter: [0, 0, 0, 0], key: [0, 0, 0, 0], words: [0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8] },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    words: [0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
    words: [0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84],
  },
];

describe('Threefry4x32-20', () => {
  it.each(knownAnswers)('Threefry4x32-20 meets the known answer for counter $counter', ({ counter, key, words }) => {
    const out = new Int32Array(4);
    threefry4x32(
      Int32Array.from(key, (word) => word | 0),
      counter[0],
      counter[1],
      counter[2],
      counter[3],
      out,
    );
    expect([...out].map((word) => word >>> 0)).toEqual(words);
  });
});
