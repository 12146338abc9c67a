import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { afterAll, expect, it } from 'vitest';
import { trialFilesOf } from '../../../src/cli/trials/file-options.ts';
import { checksumOf } from '../../../src/cli/files/checksums.ts';
import { planTrials, type TrialsRequest } from '../../../src/cli/trials/trials-request.ts';
import { writeTrials } from '../../../src/cli/trials/write-trials.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import type { TrialFiles } from '../../../src/cli/shards/planned-question.ts';
import { readStudy } from '../../../src/scenario/index.ts';

const root = mkdtempSync(join(tmpdir(), 'crossover-sim-trials-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;

const study = readStudy(`
name: small
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]], participants: 8 }
missingness: { perVisit: 0.2 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const plain: TrialFiles = { format: 'csv', shape: 'long', missed: 'absent', inFolders: false };

async function written(request: Partial<TrialsRequest> = {}): Promise<string> {
  const directory = join(root, String(folders++));
  await writeTrials({ study, directory, first: 0, trials: 3, truth: false, ...request });
  return directory;
}

function rowsOf(folder: string, file: string): Record<string, string>[] {
  const text = readFileSync(join(folder, file), 'utf8').trimEnd();
  return Papa.parse<Record<string, string>>(text, { header: true }).data;
}

interface Package {
  readonly description: string;
  readonly seed: string;
  readonly resources: readonly {
    readonly name: string;
    readonly path: string | readonly string[];
    readonly bytes: number;
    readonly hash: string;
    readonly schema: { readonly fields: readonly { readonly name: string; readonly type: string }[] };
  }[];
}
const packageOf = (path: string): Package => JSON.parse(readFileSync(path, 'utf8')) as Package;

it('the data package beside the tables describes every file and says that it is synthetic', async () => {
  const folder = await written();
  const { description, seed, resources } = packageOf(join(folder, 'datapackage.json'));
  expect(description).toMatch(/^SYNTHETIC: simulated by crossover-sim \d+\.\d+\.\d+ from the scenario small \([0-9a-f]{64}\)/);
  expect(seed).toBe(study.seed);
  const tables = readdirSync(folder).filter((name) => name.endsWith('.csv') && name !== 'dictionary.csv');
  expect(resources.map(({ path }) => path).sort()).toEqual(tables.sort());
  for (const { path, bytes, hash, schema } of resources) {
    const content = readFileSync(join(folder, String(path)));
    expect([bytes, hash]).toEqual([content.length, `sha256:${checksumOf(content)}`]);
    expect(schema.fields.map(({ name }) => name)).toEqual(content.toString().split('\r\n')[0].split(','));
  }
});

it('a row a participant-period and a row a participant hold the values of the rows a measurement', async () => {
  const long = rowsOf(await written(), 'observations.csv');
  const wide = rowsOf(await written({ files: { ...plain, shape: 'wide' } }), 'periods.csv');
  const participants = rowsOf(await written({ files: { ...plain, shape: 'participant' } }), 'participants.csv');
  const keyed = new Map(wide.map((row) => [`${row.trial} ${row.subject} ${row.period}`, row]));
  const one = new Map(participants.map((row) => [`${row.trial} ${row.subject}`, row]));
  expect(participants).toHaveLength(24);
  for (const { trial, subject, period, endpoint, visit, value, treatment } of long) {
    expect(keyed.get(`${trial} ${subject} ${period}`)).toMatchObject({ treatment, [`${endpoint}_${visit}`]: value });
    expect(one.get(`${trial} ${subject}`)).toMatchObject({
      [`treatment_p${period}`]: treatment,
      [`${endpoint}_${visit}_p${period}`]: value,
    });
  }
  const filled = (rows: readonly Record<string, string>[]): number =>
    rows.flatMap((row) => Object.entries(row)).filter(([name, value]) => /^(hamd17|cadss|craving)_/.test(name) && value !== '').length;
  expect([filled(wide), filled(participants)]).toEqual([long.length, long.length]);
});

it('missed visits are absent rows, or rows without a value', async () => {
  const absent = rowsOf(await written(), 'observations.csv');
  const all = rowsOf(await written({ files: { ...plain, missed: 'rows' } }), 'observations.csv');
  expect(all.filter(({ value }) => value !== '')).toEqual(absent);
  const planned = new Set(all.map(({ endpoint, visit }) => `${endpoint}@${visit}`)).size;
  expect(all).toHaveLength(planned * 8 * 2 * 3);
  expect(absent.length).toBeLessThan(all.length);
});

it('a folder a trial holds the rows of its trial, with their checksums', async () => {
  const together = rowsOf(await written(), 'observations.csv');
  const folder = await written({ files: { ...plain, inFolders: true } });
  for (const trial of ['1', '2', '3']) {
    const own = join(folder, `trial-${trial}`);
    expect(rowsOf(own, 'observations.csv')).toEqual(together.filter((row) => row.trial === trial));
    expect(readFileSync(join(own, 'SHA256SUMS'), 'utf8')).toContain(
      `${checksumOf(readFileSync(join(own, 'subjects.csv')))}  subjects.csv\n`,
    );
  }
  expect(packageOf(join(folder, 'datapackage.json')).resources[0].path).toEqual(
    [1, 2, 3].map((trial) => `trial-${trial}/observations.csv`),
  );
});

it('files whose parts were kept are the same to the byte', async () => {
  for (const files of [undefined, { ...plain, format: 'parquet' }, { ...plain, format: 'xlsx', shape: 'wide', inFolders: true } as const]) {
    const directory = join(root, String(folders++));
    const request = { study, directory, first: 0, trials: 8, truth: true, files };
    ResultsFolder.prepare(directory, planTrials(request, 3));
    await writeTrials({ ...request, resume: true });
    const once = await written({ trials: 8, truth: true, files });
    const paths = (readdirSync(once, { recursive: true, withFileTypes: false }) as string[]).filter((path) => path.includes('.'));
    for (const path of paths.filter((each) => each !== 'plan.json'))
      expect(readFileSync(join(directory, path)).equals(readFileSync(join(once, path)))).toBe(true);
    expect(paths.length).toBeGreaterThan(5);
  }
});

it('an interrupted run leaves the old files as they were', async () => {
  const folder = await written({ files: { ...plain, format: 'ndjson' } });
  const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  const aborted = new AbortController();
  const again = writeTrials({
    ...{ study, directory: folder, first: 5, trials: 4, truth: false, files: { ...plain, format: 'parquet' } },
    ...{ signal: aborted.signal, onTrial: () => aborted.abort() },
  });
  await expect(again).rejects.toThrow('nothing was written');
  expect(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])).toEqual(before);
});

it('tables of another format or shape that an earlier run left go, and files of others stay', async () => {
  const folder = await written({ truth: true });
  const again = {
    study,
    directory: folder,
    first: 0,
    trials: 2,
    truth: false,
    files: { ...plain, format: 'parquet', shape: 'wide' } as const,
  };
  await writeTrials(again);
  const names = readdirSync(folder);
  expect(names.filter((name) => name.endsWith('.csv'))).toEqual(['dictionary.csv']);
  expect(names).toContain('periods.parquet');
  const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
  for (const line of sums) expect(checksumOf(readFileSync(join(folder, line.slice(66))))).toBe(line.slice(0, 64));
});

it('--out that names a file gives the measurements alone, described beside it', async () => {
  const file = join(root, 'one.parquet');
  await writeTrials({ study, directory: file, first: 0, trials: 2, truth: false, files: { ...plain, format: 'parquet', file } });
  const buffer = new Uint8Array(readFileSync(file)).buffer;
  const read = await parquetReadObjects({ file: buffer });
  const long = rowsOf(await written({ trials: 2 }), 'observations.csv');
  expect(read.map((row) => Object.values(row).map(String))).toEqual(long.map((row) => Object.values(row)));
  const pairs = parquetMetadata(buffer).key_value_metadata?.map(({ key }) => key);
  expect(pairs).toEqual(['synthetic', 'provenance', 'scenario', 'scenario_hash', 'seed', 'program', 'label', 'columns']);
  expect(packageOf(`${file}.datapackage.json`).resources.map(({ path }) => path)).toEqual(['one.parquet']);
  expect(existsSync(join(root, 'SHA256SUMS'))).toBe(false);
});

it('a workbook is refused before anything is simulated where its rows may not fit', async () => {
  const asked = { trials: 100_000, files: { ...plain, format: 'xlsx' } };
  await expect(written(asked)).rejects.toThrow(
    /at most 1048575 rows a table, and observations of 100000 trials may have \d+; take at most \d+/,
  );
});

const options = { format: undefined, shape: 'long', missed: 'absent', trialsIn: 'one-file' } as const;

it('the ending of --out asks for a format, and --format for one of all tables', () => {
  expect(trialFilesOf({ ...options, out: 'output/x' })).toBeUndefined();
  expect(trialFilesOf({ ...options, format: 'csv' })).toBeUndefined();
  expect(trialFilesOf({ ...options, out: 'x.csv.gz' })).toEqual({ ...plain, format: 'csv.gz', file: 'x.csv.gz' });
  expect(trialFilesOf({ ...options, out: 'x', format: 'tsv' })).toEqual({ ...plain, format: 'tsv' });
  expect(() => trialFilesOf({ ...options, out: 'x.xlsx', format: 'tsv' })).toThrow('give one of the two');
  expect(() => trialFilesOf({ ...options, out: 'x.csv', trialsIn: 'folders' })).toThrow('expected a folder');
});

it('a name of --out that ends as a file of no known format is refused, unless it is a folder', () => {
  for (const out of ['u.txt', 'output/trial.xpt', 'mine.gz', 'a.b/u.txt'])
    expect(() => trialFilesOf({ ...options, out }), out).toThrow(`expected a file that ends with .csv, .tsv, .csv.gz`);
  expect(() => trialFilesOf({ ...options, out: 'u.txt', format: 'tsv' })).toThrow('a new folder of that name is u.txt/');
  const folder = join(root, 'my.trials');
  mkdirSync(folder);
  for (const out of [folder, 'u.txt/', 'output/run-1.5', '.hidden', '../..', 'a.b/u'])
    expect(trialFilesOf({ ...options, out }), out).toBeUndefined();
});

it('--missed rows without an effect is refused', () => {
  expect(() => trialFilesOf({ ...options, shape: 'participant', missed: 'rows' })).toThrow('--missed rows: a row of --shape participant');
  expect(trialFilesOf({ ...options, shape: 'wide', missed: 'rows' })).toMatchObject({ missed: 'rows' });
});

it('folders of trials that an earlier run had more of go, but for files of the user', async () => {
  const directory = join(root, String(folders++));
  const run = (trials: number, files?: TrialFiles): Promise<string[]> =>
    writeTrials({ study, directory, first: 0, trials, truth: false, ...(files === undefined ? {} : { files }) });
  const inFolders = { ...plain, inFolders: true };
  const trialFolders = (): string[] => readdirSync(directory).filter((name) => name.startsWith('trial-'));
  await run(3, inFolders);
  expect(trialFolders()).toEqual(['trial-1', 'trial-2', 'trial-3']);
  writeFileSync(join(directory, 'trial-2', 'notes.txt'), 'mine');
  await run(2, inFolders);
  expect(trialFolders()).toEqual(['trial-1', 'trial-2']);
  expect(existsSync(join(directory, 'trial-2', 'observations.csv'))).toBe(true);
  await run(2);
  expect(trialFolders()).toEqual(['trial-2']);
  expect(readdirSync(join(directory, 'trial-2'))).toEqual(['notes.txt']);
});

it('the values of a column of integers are integers in the data package', async () => {
  const text = readFileSync(join(await written(), 'datapackage.json'), 'utf8');
  const { resources } = JSON.parse(text) as { resources: { name: string; schema: { fields: { name: string }[] } }[] };
  const grade = resources.find(({ name }) => name === 'adverse-events')?.schema.fields.find(({ name }) => name === 'grade');
  expect(grade).toMatchObject({ type: 'integer', constraints: { enum: [1, 2, 3] } });
});
