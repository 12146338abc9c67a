import { expect, it } from 'vitest';
import { assertRoomFor, BYTES_OF_ROW } from '../../../src/cli/files/table-memory.ts';

it('a table that fits into the heap is read', () => {
  expect(() => {
    assertRoomFor('t.csv', 1000, 100_000_000 + 1000 * BYTES_OF_ROW);
  }).not.toThrow();
});

it('a table whose rows do not fit is refused with the memory that it would take', () => {
  expect(() => {
    assertRoomFor('t.csv', 500_000, 300_000_000);
  }).toThrow(
    'cannot read t.csv: its 500000 rows would take about 400 MB of memory, more than the 300 MB that Node.js has here; split it, by trial or by endpoint, or give more: NODE_OPTIONS=--max-old-space-size=400',
  );
});

it('a table of one row is read however little room there is', () => {
  expect(() => {
    assertRoomFor('t.csv', 1, 1);
  }).not.toThrow();
});
