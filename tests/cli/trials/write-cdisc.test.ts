import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  expect(filesOf(join(directory, 'adam'))).toEqual(['SHA256SUMS', 'adqs.csv', 'adsl.csv', 'datapackage.json', 'define.xml']);
  expect(paths.sort()).toEqual(filesOf(join(directory, 'adam')).map((name) => join(directory, 'adam', name)));
  const sums = readFileSync(join(directory, 'adam', 'SHA256SUMS'), 'utf8')
    .trim()
    .split('\n');
  expect(sums).toHaveLength(4);
  for (const [sum, name] of sums.map((line) => line.split('  '))) expect(checksumOf(readFileSync(join(directory, 'adam', name)))).toBe(sum);
});

it('another form in the same folder removes the files of the first, and no other file', async () => {
  await writeCdisc(asked({ standard: 'sdtm', form: 'json' }));
  const before = filesOf(join(directory, 'sdtm'));
  await writeCdisc(asked({ standard: 'sdtm' }));
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

it('datapackage.json describes every variable of the datasets as CSV, and says that they are synthetic', () => {
  const folder = join(directory, 'adam');
  const described = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as {
    title: string;
    seed: string;
    scenario_hash: string;
    resources: { path: string; bytes: number; hash: string; schema: { fields: { name: string; type: string }[] } }[];
  };
  expect(described.title).toContain('SYNTHETIC');
  expect([described.seed, described.scenario_hash]).toEqual([study.seed, scenarioHash(study)]);
  expect(described.resources.map(({ path }) => path)).toEqual(['adsl.csv', 'adqs.csv']);
  for (const { path, bytes, hash, schema } of described.resources) {
    const content = readFileSync(join(folder, path));
    expect([bytes, hash]).toEqual([content.length, `sha256:${checksumOf(content)}`]);
    expect(schema.fields.map(({ name }) => name)).toEqual(content.toString().split('\r\n')[0].split(','));
  }
  const types = new Map(described.resources[1].schema.fields.map(({ name, type }) => [name, type]));
  expect(['AVAL', 'ADT', 'ADTM', 'AVISITN'].map((name) => types.get(name))).toEqual(['number', 'date', 'string', 'integer']);
});

/** Every file below a folder with its bytes. */
const contentsOf = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }): [string, string] => [
        join(parentPath, name).slice(folder.length),
        readFileSync(join(parentPath, name), 'base64'),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

it('trials of an earlier run give way to those of this one, and files of the user stay', async () => {
  const folder = join(directory, 'again');
  const run = (trials: number, form: CdiscTrials['form'] = 'csv') => writeCdisc(asked({ directory: folder, trials, form }));
  await run(3);
  writeFileSync(join(folder, 'adam', 'trial-2', 'notes.txt'), 'mine');
  await run(3, 'xpt');
  await run(1);
  const one = ['SHA256SUMS', 'adqs.csv', 'adsl.csv', 'datapackage.json', 'define.xml'];
  expect(filesOf(join(folder, 'adam'))).toEqual([...one, 'trial-2']);
  expect(filesOf(join(folder, 'adam', 'trial-2'))).toEqual(['notes.txt']);
  await run(2);
  expect(filesOf(join(folder, 'adam'))).toEqual(['trial-1', 'trial-2']);
  expect(filesOf(join(folder, 'adam', 'trial-1'))).toEqual(one);
  expect(filesOf(join(folder, 'adam', 'trial-2'))).toEqual([...one, 'notes.txt'].sort());
});

it('an interrupted second run leaves every byte of the first', async () => {
  const folder = join(directory, 'interrupted');
  await writeCdisc(asked({ directory: folder, trials: 3 }));
  const before = contentsOf(folder);
  expect(before.size).toBe(15);
  for (const last of [1, 2, 3]) {
    const stop = new AbortController();
    const onTrial = (done: number): void => {
      if (done === last) stop.abort('SIGINT');
    };
    const second = writeCdisc(asked({ directory: folder, first: 7, trials: 3, form: 'json', onTrial, signal: stop.signal }));
    await expect(second).rejects.toThrow(`interrupted; nothing was written to ${join(folder, 'adam')}: run the same command again`);
    expect(contentsOf(folder)).toEqual(before);
  }
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
