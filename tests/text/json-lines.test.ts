import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonLines } from '../../src/text/json-lines.ts';

it('a part down to the fifth level has a line, deeper ones are on the line of theirs', () => {
  expect(jsonLines({ a: { b: { c: { d: { e: [1, 2] } } } }, f: [] })).toBe(
    '{\n "a": {\n  "b": {\n   "c": {\n    "d": {"e": [1,2]}\n   }\n  }\n },\n "f": []\n}\n',
  );
});

it('every document is read back as it was, line breaks and spaces in its texts too', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (document) => {
      expect(JSON.stringify(JSON.parse(jsonLines(document)))).toBe(JSON.stringify(document));
    }),
  );
  expect(JSON.parse(jsonLines([[[[['\n      ]']]]]]))).toEqual([[[[['\n      ]']]]]]);
});
