import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

/** Values of 12 participants at baseline and day 7 of two periods, half of them in each sequence; participant 5 lacks day 7 of period 2. */
const cells = Array.from({ length: 24 }, (_, i) => {
  const [subject, period] = [1 + (i >> 1), 1 + (i & 1)];
  const treatment = (subject + period) % 2 === 0 ? 'placebo' : 'drug';
  const day7 = ((subject * 7 + period * 5) % 11) + (treatment === 'drug' ? 3.5 : 0);
  return { subject, period, treatment, baseline: 20 + ((subject * 3 + period) % 5), day7: subject === 5 && period === 2 ? '' : day7 };
});
const age = (subject: number): number => 20 + ((subject * 13) % 37);

function file(name: string, lines: readonly (readonly (string | number)[])[], write = (text: string): string | Buffer => text): string {
  writeFileSync(join(folder, name), write(lines.map((line) => line.join(name.includes('german') ? ';' : ',')).join('\n') + '\n'));
  return join(folder, name);
}

const long = file('long.csv', [
  ['subject', 'period', 'treatment', 'visit', 'endpoint', 'value', 'age'],
  ...cells.flatMap(({ subject, period, treatment, baseline, day7 }) => [
    [subject, period, treatment, 'baseline', 'hamd17', baseline, age(subject)],
    [subject, period, treatment, 'day7', 'hamd17', day7, age(subject)],
  ]),
]);
const wide = file(
  'german-wide.csv',
  [
    ['Patient', 'Periode', 'Präparat', 'Age', 'hamd17_bl', 'hamd17_d7'],
    ...cells.map(({ subject, period, treatment, baseline, day7 }) => [
      subject,
      period,
      treatment,
      age(subject),
      baseline,
      String(day7).replace('.', ','),
    ]),
  ],
  (text) => Buffer.from(text, 'latin1'),
);
const participant = file('participant.csv', [
  ['id', 'trt_p1', 'trt_p2', 'age', 'hamd17_p1_bl', 'hamd17_p1_d7', 'hamd17_p2_bl', 'hamd17_p2_d7'],
  ...cells
    .filter(({ period }) => period === 1)
    .map((first, i) => {
      const second = cells[2 * i + 1];
      return [
        first.subject,
        first.treatment,
        second.treatment,
        age(first.subject),
        first.baseline,
        first.day7,
        second.baseline,
        second.day7 === '' ? 'NA' : second.day7,
      ];
    }),
]);
const adam = file(
  'adqs.csv.gz',
  [
    ['STUDYID', 'USUBJID', 'TRTSEQP', 'APERIOD', 'TRTA', 'PARAMCD', 'AVISIT', 'AVISITN', 'AVAL', 'BASE', 'CHG', 'AGE'],
    ...cells
      .filter(({ day7 }) => day7 !== '')
      .map(({ subject, period, treatment, baseline, day7 }) => {
        const sequence = (treatment === 'placebo') === (period === 1) ? 'placebo-drug' : 'drug-placebo';
        return ['S', subject, sequence, period, treatment, 'HAMD17', 'Day 7', 7, day7, baseline, Number(day7) - baseline, age(subject)];
      }),
  ],
  gzipSync,
);

const ways: readonly [string, string, readonly string[], string][] = [
  [
    'a wide file',
    wide,
    ['--columns', 'period=Periode,treatment=Präparat', '--covariates', 'Age'],
    'Read FILE: wide layout (a row for each participant and period), semicolon, windows-1252, decimal comma, visits baseline, day7, subject from Patient, 24 rows of 12 participants, not analysed: Age.\n',
  ],
  [
    'a file with a row for each participant',
    participant,
    ['--covariates', 'age'],
    'Read FILE: participant layout (a row for each participant), periods 1, 2, visits baseline, day7, subject from id, 12 rows of 12 participants, not analysed: trt_p1, trt_p2, age.\n',
  ],
  ['a file of ADaM', adam, ['--covariates', 'AGE'], 'Read FILE: ADaM, gzip, TRTA as treatment, 23 rows of 12 participants.\n'],
];

const methods = ['crossover-t', 'paired-t', 'mixed-model'];

it.each(ways)('every method finds in %s what it finds in the same data with a row for each measurement', async (_, path, words, said) => {
  for (const method of methods) {
    const covariates = method === 'mixed-model' ? words : words.slice(0, -2);
    const asked = ['--endpoint', 'hamd17', '--visit', 'day7', '--measure', 'change', '--method', method, '--json'];
    const own = await run('analyze', long, ...asked, ...(method === 'mixed-model' ? ['--covariates', 'age'] : []));
    const other = await run('analyze', path, ...asked, ...covariates);
    expect([other.exitCode, other.stderr]).toEqual([0, said.replace('FILE', path)]);
    const { data: ownData, ...figures } = JSON.parse(own.stdout) as { data: object; details: object };
    const { data, ...found } = JSON.parse(other.stdout) as { data: { read: string }; details: object };
    const renamed = JSON.parse(JSON.stringify(found).replaceAll(/"A(GE|ge)/g, '"age')) as object;
    expect(renamed).toEqual(figures);
    expect(ownData).not.toHaveProperty('read');
    expect(data.read).toBe(said.slice('Read FILE: '.length, -2));
  }
});

it('R code for a file that R does not read as it is holds its rows', async () => {
  const { stdout } = await run('analyze', participant, '--endpoint', 'hamd17', '--visit', 'day7', '--r');
  expect(stdout).toContain(`file <- read.csv(text = c( # ${participant}\n`);
  expect(stdout).toContain('"\\"id\\",\\"trt_p1\\",');
  expect(stdout.split('\n').filter((line) => line.includes('\\"day7\\"'))).toHaveLength(24);
});

const several = file('several.csv', [
  ['trial', 'subject', 'period', 'treatment', 'value'],
  ...[1, 2].flatMap((trial) =>
    cells
      .filter(({ subject }) => subject !== 5)
      .map(({ subject, period, treatment, day7 }) => [trial, subject, period, treatment, Number(day7) + trial * period]),
  ),
  ...['placebo', 'drug'].map((treatment, i) => ['3', 1, i + 1, treatment, 5]),
]);

it('every trial of a file has a row', async () => {
  const { exitCode, stdout } = await run('analyze', several, '--all', '--json');
  const { trials } = JSON.parse(stdout) as { trials: { trial: string; estimate?: number; notEstimable?: string }[] };
  expect(exitCode).toBe(0);
  expect(trials.map(({ trial }) => trial)).toEqual(['1', '2', '3']);
  const second = JSON.parse((await run('analyze', several, '--trial', '2', '--json')).stdout) as { estimate: number };
  expect(trials[1].estimate).toBe(second.estimate);
  expect(trials[2]).toHaveProperty('notEstimable');
  const text = await run('analyze', several, '--all');
  expect(text.stdout).toMatch(
    /^crossover-t: value at visit, value, drug minus placebo\n\ntrial +participants +estimate +SE +95 % interval +p\n/,
  );
  expect(text.stdout).toContain('not estimable in 1 of 3 trials');
});

it('a file of several trials asks which one, and names the option for all', async () => {
  expect(await run('analyze', several)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('say which one, or --all for each of them') as string,
  });
});

it('a mistake of a file and its option ends with exit code 2 and the cure', async () => {
  const path = file('codes.csv', [
    ['subject', 'period', 'treatment', 'hamd17'],
    [1, 1, 'placebo', -99],
    [1, 2, 'drug', 12],
  ]);
  const refused = await run('analyze', path, '--endpoint', 'hamd17');
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain(
    'hamd17: -99 (1 value) may stand for missing, since the scale goes from 0 to 52: say so by --missing -99',
  );
  expect((await run('analyze', path, '--endpoint', 'hamd17', '--missing', '-99')).exitCode).toBe(4);
  expect((await run('analyze', long, '--layout', 'ling')).exitCode).toBe(2);
});
