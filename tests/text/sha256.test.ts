import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/text/sha256.ts';

it('the digest of "abc" is that of FIPS 180-4', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it.each(['', 'naltrexone', 'Ängstlichkeit – ängstlich', '𝛼'.repeat(1000)])(
  'the digest of a text is that of its bytes in UTF-8: %#',
  (text) => {
    const bytes = new TextEncoder().encode(text);
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    expect(sha256(bytes)).toBe(sha256(text));
  },
);
