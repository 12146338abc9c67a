import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { planTrials, type TrialsRequest } from '../../../src/cli/trials/trials-request.ts';
import { writeTrials } from '../../../src/cli/trials/write-trials.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { readStudy } from '../../../src/scenario/index.ts';

const root = mkdtempSync(join(tmpdir(), 'crossover-sim-dated-'));
afterAll(() => rmSync(root, { recursive: true }));

const study = readStudy(`
name: small
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]], participants: 8 }
missingness: { afterAdverseEffect: 0.2, visitWindowDays: 1 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const dates = { startDate: '2025-01-31', recruitmentRate: 1.5 };
const request = (name: string, more: Partial<TrialsRequest> = {}): TrialsRequest => ({
  ...{ study, directory: join(root, name), first: 2, trials: 3, truth: false, dates },
  ...more,
});
const texts = (name: string): Record<string, string> =>
  Object.fromEntries(readdirSync(join(root, name)).map((file) => [file, readFileSync(join(root, name, file), 'latin1')]));

it.each(['csv', 'parquet'])('an interrupted run of dated %s tables goes on with the same dates, to the byte', async (format) => {
  const files = { format, shape: 'long', missed: 'absent', inFolders: false } as const;
  const more = { concentrations: [0, 1, 24], ...(format === 'csv' ? {} : { files }) };
  await writeTrials(request(`${format}-whole`, more));
  const parts = request(`${format}-parts`, more);
  ResultsFolder.prepare(parts.directory, planTrials(parts, 1));
  await writeTrials({ ...parts, resume: true });
  const [whole, kept] = [texts(`${format}-whole`), texts(`${format}-parts`)];
  for (const [file, text] of Object.entries(whole)) if (file !== 'SHA256SUMS') expect(kept[file] === text, file).toBe(true);
  expect(whole['dictionary.csv']).toContain(`observations.${format},date,Date of the measurement,,date,`);
});

it('a folder that holds a run is refused for one with other dates', async () => {
  const asked = request('kept');
  ResultsFolder.prepare(asked.directory, planTrials(asked, 1));
  for (const other of [
    { ...dates, recruitmentRate: 2 },
    { startDate: '2025-01-31' },
    { startDate: '2025-02-01', recruitmentRate: 1.5 },
    undefined,
  ])
    await expect(writeTrials({ ...asked, dates: other, resume: true }), JSON.stringify(other)).rejects.toThrow(/other|differ|another/);
});

it('without dates no byte depends on the options of dates, and with them only columns are added', async () => {
  await writeTrials(request('plain', { dates: undefined }));
  await writeTrials(request('dated'));
  const [plain, dated] = [texts('plain'), texts('dated')];
  for (const file of ['guesses.csv', 'participant-flow.csv']) expect(dated[file]).toBe(plain[file]);
  for (const [file, added] of [
    ['observations.csv', 1],
    ['subjects.csv', 2],
    ['adverse-events.csv', 2],
  ] as const) {
    const cut = dated[file].split('\r\n').map((line) => line.split(',').slice(0, -added).join(','));
    expect(cut.join('\r\n')).toBe(plain[file]);
    expect(plain[file]).not.toMatch(/\d{4}-\d\d-\d\d/);
  }
});
