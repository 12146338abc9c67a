import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { AsideFile } from '../../../src/cli/files/aside-file.ts';
import { type Aside, writeAfterMeasuring } from '../../../src/data-files/packages/after-measuring.ts';
import { spss } from '../../../src/data-files/packages/spss.ts';
import { stata } from '../../../src/data-files/packages/stata.ts';
import { bytesOf, provenance, sampleRows, sampleTable } from './sample-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossover-sim-aside-'));
afterAll(() => rmSync(folder, { recursive: true }));

const many = Array.from({ length: 900 }, () => sampleRows).flat();

it.each([
  ['memory', undefined],
  ['a file', () => new AsideFile(folder)],
  ['bytes one by one', () => oneByOne()],
])('rows kept aside in %s give the file of rows that were measured before', (_, aside) => {
  for (const format of [spss, stata]) {
    const parts: Uint8Array[] = [];
    const sink = { write: (bytes: Uint8Array) => void parts.push(bytes), ...(aside === undefined ? {} : { aside }) };
    const writer = writeAfterMeasuring(format, sink, sampleTable, provenance);
    writer.write([]);
    for (let from = 0; from < many.length; from += 700) writer.write(many.slice(from, from + 700));
    writer.close();
    expect(Buffer.concat(parts).equals(bytesOf(format, sampleTable, many))).toBe(true);
  }
  expect(readdirSync(folder)).toEqual([]);
});

/** Keeps bytes and gives them back one at a time, so that characters are cut. */
function oneByOne(): Aside {
  const kept: Uint8Array[] = [];
  return {
    write: (bytes) => void kept.push(bytes),
    *read() {
      for (const bytes of kept) for (const byte of bytes) yield Uint8Array.of(byte);
    },
    drop: () => {},
  };
}
