// Writes 10⁶ rows of measurements in one format; prints the processor time of the writing, the size, and the peak memory: tsx tests/bench/data-formats.ts FORMAT
import { tmpdir } from 'node:os';
import { AsideFile } from '../../src/cli/files/aside-file.ts';
import { tableFormats } from '../../src/data-files/writing/formats/index.ts';
import { observations } from '../../src/data-files/writing/observations.ts';

const ROWS = 1_000_000;
const AT_ONCE = 20_000;
const visits = ['baseline', 'm40', 'day1', 'day3', 'day7', 'day14'];
const hours = [-1, 0.6667, 24, 72, 168, 336];

/** Rows as simulate makes them, of forty participants a trial. */
function rowsFrom(from: number): (string | number)[][] {
  return Array.from({ length: AT_ONCE }, (_, place) => {
    const i = from + place;
    const subject = Math.floor(i / 24);
    const sequence = subject % 2 === 0 ? 'naltrexone-placebo' : 'placebo-naltrexone';
    const value = (Math.imul(i ^ (i >>> 15), 739_982_445) >>> 13) % 30; // without an order
    const who = [Math.floor(subject / 40) + 1, `S${String((subject % 40) + 1).padStart(3, '0')}`, sequence];
    return [...who, (Math.floor(i / 12) % 2) + 1, 'placebo', visits[i % 6], hours[i % 6], i % 12 < 6 ? 'hamd17' : 'madrs', value];
  });
}

async function measure(name: string): Promise<void> {
  const format = tableFormats.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  let bytes = 0;
  const table = { name: 'observations', label: 'One row per measurement', columns: observations.columns };
  const sink = { write: (chunk: Uint8Array): unknown => (bytes += chunk.length), aside: () => new AsideFile(tmpdir()) };
  const writer = await format.open(sink, table, { scenario: 'bench', hash: 'abc', seed: '1', version: '0' });
  let microseconds = 0;
  const timed = (action: () => void): void => {
    const before = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
  };
  for (let from = 0; from < ROWS; from += AT_ONCE) {
    const rows = rowsFrom(from);
    timed(() => {
      writer.write(rows);
    });
  }
  timed(() => {
    writer.close();
  });
  const memory = process.resourceUsage().maxRSS / 1000;
  console.log(`${name}: ${(microseconds / 1e6).toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB, peak memory ${memory.toFixed(0)} MB`);
}

void measure(process.argv[2]);
