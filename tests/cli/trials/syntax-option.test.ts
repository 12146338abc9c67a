import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checksumOf } from '../../../src/cli/files/checksums.ts';
import { planTrials } from '../../../src/cli/trials/trials-request.ts';
import { writeTrials } from '../../../src/cli/trials/write-trials.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const scenario = shipped('williams-2018.yaml');
const simulate = (...words: string[]): ReturnType<typeof run> => run('simulate', scenario, '--participants', '8', '--quiet', ...words);

const tables = ['adverse-events', 'guesses', 'observations', 'participant-flow', 'subjects'];
const codeIn = (folder: string): string[] => readdirSync(folder).filter((name) => /\.(R|sas|sps|do)$/.test(name));

it('beside each table stands its code, with checksums and in the data package', async () => {
  const out = join(root, String(folders++));
  expect(await simulate('--syntax', 'do, R', '--out', out)).toMatchObject({ exitCode: 0 });
  const names = tables.flatMap((table) => [`${table}.R`, `${table}.do`]);
  expect(codeIn(out)).toEqual(names);
  const sums = readFileSync(join(out, 'SHA256SUMS'), 'utf8');
  for (const name of names) expect(sums).toContain(`${checksumOf(readFileSync(join(out, name)))}  ${name}\n`);
  const { resources } = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8')) as { readonly resources: readonly object[] };
  expect(resources[0]).toMatchObject({ path: 'observations.csv', code: ['observations.R', 'observations.do'] });
  expect(readFileSync(join(out, 'observations.R'), 'utf8')).toContain('"observations.csv"');
});

it('the tables are those of the same command without code', async () => {
  const [without, withCode] = [join(root, String(folders++)), join(root, String(folders++))];
  await simulate('--out', without);
  await simulate('--syntax', 'all', '--out', withCode);
  for (const name of tables.map((table) => `${table}.csv`))
    expect(readFileSync(join(withCode, name)).equals(readFileSync(join(without, name)))).toBe(true);
  expect(codeIn(withCode)).toHaveLength(4 * tables.length);
});

it('in a folder a trial the code reads the table of its folder; tabs are named', async () => {
  const out = join(root, String(folders++));
  await simulate('--trials', '2', '--trials-in', 'folders', '--format', 'tsv', '--syntax', 'all', '--mess', '0.1', '--out', out);
  expect(codeIn(out)).toEqual([]);
  for (const trial of ['trial-1', 'trial-2']) {
    expect(codeIn(join(out, trial))).toHaveLength(4 * (tables.length + 1));
    for (const [ending, tab] of [
      ['R', String.raw`sep = "\t"`],
      ['sps', String.raw`/DELIMITERS="\t"`],
      ['sas', `dlm='09'x`],
      ['do', 'delimiters(tab)'],
    ])
      expect(readFileSync(join(out, trial, `mess-key.${ending}`), 'utf8')).toContain(tab);
  }
});

it('parts that were kept give the same code', async () => {
  const study = readStudy(`
name: small
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]], participants: 8 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
  const files = { format: 'csv', shape: 'long', missed: 'absent', inFolders: false, syntax: ['R', 'do'] } as const;
  const request = { study, first: 0, trials: 5, truth: false, files };
  const [once, kept] = [join(root, String(folders++)), join(root, String(folders++))];
  await writeTrials({ ...request, directory: once });
  ResultsFolder.prepare(kept, planTrials({ ...request, directory: kept }, 2));
  await writeTrials({ ...request, directory: kept, resume: true });
  for (const name of codeIn(once)) expect(readFileSync(join(kept, name), 'utf8')).toBe(readFileSync(join(once, name), 'utf8'));
  expect(codeIn(kept)).toHaveLength(2 * tables.length);
});

it('code of an earlier run goes with its tables, but not what the user wrote or changed', async () => {
  const out = join(root, String(folders++));
  await simulate('--syntax', 'R,sps', '--out', out);
  appendFileSync(join(out, 'subjects.R'), '# mine\n');
  writeFileSync(join(out, 'guesses.do'), '* mine\n');
  const refused = await simulate('--syntax', 'R', '--out', out);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain(`${join(out, 'subjects.R')} exists already, and is not as this program wrote it`);
  await simulate('--out', out);
  expect(codeIn(out)).toEqual(['guesses.do', 'subjects.R']);
  expect(await simulate('--syntax', 'R', '--out', out, '--force')).toMatchObject({ exitCode: 0 });
  expect(readFileSync(join(out, 'subjects.R'), 'utf8')).not.toContain('mine');
});

it('one file has its code beside it, which is written over with --force alone', async () => {
  const file = join(root, 'trials.csv');
  for (const [name, content] of [
    ['trials.R', '# mine\n'],
    ['trials.csv.datapackage.json', '{}'],
  ]) {
    writeFileSync(join(root, name), content);
    const refused = await simulate('--syntax', 'R', '--out', file);
    expect(refused.stderr).toContain(`${join(root, name)} exists already; give another name, or --force`);
    expect([refused.exitCode, existsSync(file), readFileSync(join(root, name), 'utf8')]).toEqual([2, false, content]);
    rmSync(join(root, name));
  }
  expect((await simulate('--syntax', 'R', '--out', file)).stdout).toContain(join(root, 'trials.R'));
});

it.each([
  [['--syntax', 'spss'], '--syntax: expected all, or some of R,sas,sps,do, got spss'],
  [['--syntax', ''], '--syntax: expected all, or some of R,sas,sps,do, got nothing'],
  [['--syntax', 'R', '--format', 'sav'], '--syntax: the code reads files of csv and tsv, got --format sav; take one of them'],
  [['--syntax', 'R', '--format', 'adam', '--start-date', '2025-01-31'], '--format adam: cannot go with --syntax'],
])('%j is refused', async (words, message) => {
  const out = join(root, String(folders++));
  const { exitCode, stderr } = await simulate(...words, '--out', out);
  expect([exitCode, existsSync(out)]).toEqual([2, false]);
  expect(stderr).toContain(message);
});
