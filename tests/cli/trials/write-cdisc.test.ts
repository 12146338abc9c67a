import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fileOptions } from '../../../src/cli/trials/file-options.ts';
import { cdiscRequest, optionsOfTables } from '../../../src/cli/trials/cdisc-options.ts';
import { checksumOf } from '../../../src/cli/files/checksums.ts';
import type { TrialDates } from '../../../src/data-files/dates/study-calendar.ts';
import { writeCdisc, type CdiscTrials } from '../../../src/cli/trials/write-cdisc.ts';
import { readStudy, scenarioHash, starterScenario } from '../../../src/scenario/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'crossover-sim-cdisc-'));
afterAll(() => rmSync(directory, { recursive: true }));

const study = readStudy(starterScenario({ participants: 6, difference: 3, sd: 5 }));
const asked = (changes: Partial<CdiscTrials>): CdiscTrials => ({
  ...{
    standard: 'adam',
    form: 'csv',
    dates: { startDate: '2025-01-31' },
    study,
    hash: scenarioHash(study),
    directory,
    first: 0,
    trials: 1,
    items: false,
  },
  ...{ onTrial: () => undefined, signal: new AbortController().signal },
  ...changes,
});
const filesOf = (folder: string): string[] => readdirSync(folder).sort();

it('the datasets of a trial are in a folder of their standard with Define-XML and checksums that hold', async () => {
  const paths = await writeCdisc(asked({}));
  expect(filesOf(join(directory, 'adam'))).toEqual(['SHA256SUMS', 'adqs.csv', 'adsl.csv', 'define.xml']);
  expect(paths.sort()).toEqual(filesOf(join(directory, 'adam')).map((name) => join(directory, 'adam', name)));
  const sums = readFileSync(join(directory, 'adam', 'SHA256SUMS'), 'utf8')
    .trim()
    .split('\n');
  for (const [sum, name] of sums.map((line) => line.split('  '))) expect(checksumOf(readFileSync(join(directory, 'adam', name)))).toBe(sum);
});

it('another form in the same folder removes the files of the first, and no other file', async () => {
  await writeCdisc(asked({ standard: 'sdtm', form: 'json' }));
  const before = filesOf(join(directory, 'sdtm'));
  await writeCdisc(asked({ standard: 'sdtm', form: 'xpt' }));
  expect(filesOf(join(directory, 'sdtm'))).toEqual(before.map((name) => name.replace('.json', '.xpt')));
  expect(existsSync(join(directory, 'adam', 'adsl.csv'))).toBe(true);
});

it('each of several trials has a folder and a study of its own', async () => {
  await writeCdisc(asked({ directory: join(directory, 'two'), first: 4, trials: 2 }));
  const studies = ['trial-1', 'trial-2'].map(
    (name) =>
      readFileSync(join(directory, 'two', 'adam', name, 'adsl.csv'), 'utf8')
        .split('\r\n')[1]
        .split(',')[0],
  );
  expect(studies).toEqual([`SYNTHETIC-${study.name.toUpperCase()}-4`, `SYNTHETIC-${study.name.toUpperCase()}-5`]);
});

it('a folder in which trials of an earlier run would stay is refused, and the same number of trials takes their place', async () => {
  const folder = join(directory, 'again');
  const run = (trials: number, form: CdiscTrials['form'] = 'csv') => writeCdisc(asked({ directory: folder, trials, form }));
  await run(3);
  await run(3, 'xpt');
  const [third, first] = ['trial-3', 'trial-1'].map((name) => join(folder, 'adam', name));
  await expect(run(2)).rejects.toThrow(`--out: ${third} has datasets of an earlier run`);
  await expect(run(1)).rejects.toThrow(`${first} has datasets of an earlier run, which would stay beside those of this one`);
  expect(filesOf(join(folder, 'adam'))).toEqual(['trial-1', 'trial-2', 'trial-3']);
  rmSync(join(folder, 'adam'), { recursive: true });
  await run(1);
  await expect(run(2)).rejects.toThrow(`--out: ${join(folder, 'adam')} has datasets of an earlier run`);
  await run(1, 'json');
});

it('a moment of making that is stated gives the same bytes', async () => {
  const old = process.env.SOURCE_DATE_EPOCH;
  process.env.SOURCE_DATE_EPOCH = '1738327696';
  try {
    await writeCdisc(asked({ directory: join(directory, 'stated'), form: 'json' }));
    expect(readFileSync(join(directory, 'stated', 'adam', 'adsl.json'), 'utf8')).toContain(
      '"datasetJSONCreationDateTime": "2025-01-31T12:48:16"',
    );
  } finally {
    if (old === undefined) delete process.env.SOURCE_DATE_EPOCH;
    else process.env.SOURCE_DATE_EPOCH = old;
  }
});

it('a trial that is too large for memory is refused with its size', async () => {
  const large = { ...study, trial: { ...study.trial, design: { ...study.trial.design, participants: 300_000 } } } as typeof study;
  await expect(writeCdisc(asked({ study: large }))).rejects.toThrow(
    'expected a trial of at most 500000 values as datasets of CDISC, got 600000',
  );
});

it('a command line without dates, or with an option that has no place is refused by name', () => {
  const dates = { startDate: '2025-01-31' };
  const request = (changes: object, others: string[] = [], given: TrialDates | undefined = dates) =>
    cdiscRequest({ format: 'adam', as: undefined, ...changes }, given, others);
  expect(request({})).toEqual({ standard: 'adam', form: 'csv', dates });
  expect(request({ format: 'csv' })).toBeUndefined();
  expect(() => request({ format: 'csv', as: 'json' })).toThrow('--as: goes with --format adam or sdtm, got --format csv');
  expect(() => cdiscRequest({ format: 'adam', as: undefined }, undefined, [])).toThrow('as --start-date 2025-01-31');
  expect(() => request({}, ['truth'])).toThrow('--format adam: cannot go with --truth');
  expect(() => request({ out: 'b.csv' })).toThrow('--format adam: expected a folder as --out, got b.csv');
  expect(request({ out: 'folder.of.b' })).toEqual({ standard: 'adam', form: 'csv', dates });
});

it('options of how tables are written, their defects and the pictures of a report have no place with datasets of CDISC', () => {
  const defaults = { shape: fileOptions.shape.default, missed: fileOptions.missed.default, trialsIn: fileOptions['trials-in'].default };
  const given = (changes: object): string[] => optionsOfTables({ format: 'adam', ...defaults, ...changes });
  expect(given({})).toEqual([]);
  expect(given({ mess: '0.1' })).toEqual(['mess']);
  expect(given({ figures: 'pictures' })).toEqual(['figures']);
});
