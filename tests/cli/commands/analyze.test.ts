import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it, vi } from 'vitest';
import yargs from 'yargs';
import { analyzeCommand } from '../../../src/cli/commands/analyze.ts';
import { ExitError } from '../../../src/cli/terminal/exit-error.ts';

const directory = mkdtempSync(join(tmpdir(), 'crossover-sim-analyze-'));
afterAll(() => rmSync(directory, { recursive: true }));

const dataset = (name: string): string => fileURLToPath(new URL(`../../reference/datasets/${name}.csv`, import.meta.url));
const hamd17 = ['--endpoint', 'hamd17', '--columns', 'visit=visit_day,value=hamd17', '--reference', 'A'];

/** Runs `analyze …` and gives what it printed and how it ended. */
async function analyze(...words: string[]): Promise<{ output: string; exitCode: number; message: string }> {
  let output = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  try {
    await yargs(['analyze', ...words])
      .command(analyzeCommand)
      .exitProcess(false)
      .fail((message: string, error: Error | undefined) => {
        throw error ?? new ExitError(2, message);
      })
      .parseAsync();
    return { output, exitCode: 0, message: '' };
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    return { output, exitCode: error.exitCode, message: error.message };
  } finally {
    write.mockRestore();
  }
}

async function document(...words: string[]): Promise<Record<string, unknown>> {
  const { output, exitCode } = await analyze(...words, '--json');
  expect(exitCode).toBe(0);
  return JSON.parse(output) as Record<string, unknown>;
}

it('analyze prints one JSON document with the fields of the interface', async () => {
  const result = await document(dataset('P01'), ...hamd17, '--visit', 'day1');
  expect(Object.keys(result)).toEqual([
    ...[
      'data',
      'engine',
      'method',
      'endpoint',
      'visit',
      'measure',
      'n',
      'estimate',
      'standardError',
      'df',
      'statistic',
      'pValue',
      'interval',
      'details',
    ],
  ]);
  expect(result).toMatchObject({ method: 'crossover-t', endpoint: 'hamd17', measure: 'value', df: 18 });
  expect(result.n).toEqual({ subjects: 20, complete: 20, perSequence: { AB: 10, BA: 10 } });
  expect(result.estimate).toBeCloseTo(3.3668, 10);
  expect(result.standardError).toBeCloseTo(1.3811909850640578, 10);
});

it('analyze reverses the sign with the reference', async () => {
  const result = await document(dataset('P01'), ...hamd17.slice(0, 4), '--reference', 'B', '--visit', '1');
  expect(result.estimate).toBeCloseTo(-3.3668, 10);
});

it('analyze leaves out what a method has none of and writes infinite figures as words', async () => {
  const wilcoxon = await document(dataset('P01'), ...hamd17, '--visit', '1', '--method', 'wilcoxon');
  expect(wilcoxon).not.toHaveProperty('standardError');
  const mcnemar = await document(dataset('P01'), ...hamd17, '--visit', '14', '--method', 'mcnemar', '--measure', 'responder');
  expect(mcnemar.df).toBe('Infinity');
  expect(JSON.stringify(mcnemar)).not.toContain('null');
});

it('analyze passes the options of a method by their flags or by --option', async () => {
  const cadss = ['--endpoint', 'cadss', '--columns', 'visit=visit_day,value=cadss', '--reference', 'A', '--visit', '0', '--method', 'tost'];
  expect(await document(dataset('P01'), ...cadss, '--margin', '4', '--design', 'paired')).toMatchObject({ df: 19 });
  expect(await document(dataset('P01'), ...cadss, '--lower', '-4', '--upper', '4')).toMatchObject({
    df: 18,
    details: { margins: { lower: -4, upper: 4 } },
  });
  expect(await document(dataset('P01'), ...cadss, '--option', 'margin=4')).toMatchObject({ df: 18 });
});

it('analyze chooses what there is only one of, and placebo as the reference', async () => {
  const file = join(directory, 'small.csv');
  const value = (subject: number, period: number): number => ((subject * 7 + period * 5) % 11) + (subject % 2 === period % 2 ? 3 : 0);
  const rows = Array.from({ length: 16 }, (_, i) => {
    const [subject, period] = [i >> 1, 1 + (i & 1)];
    return `${subject},${period},${(subject + period) % 2 === 0 ? 'placebo' : 'naltrexone'},day1,24,hamd17,${value(subject, period)}`;
  });
  writeFileSync(file, ['subject,period,treatment,visit,hours,endpoint,value', ...rows].join('\n'));
  const result = await document(file);
  expect(result).toMatchObject({ endpoint: 'hamd17', visit: 'day1', n: { complete: 8 } });
  const { output } = await analyze(file);
  expect(output).toContain('naltrexone minus placebo');
});

it('analyze prints R code that names the file, its delimiter and its columns', async () => {
  const file = join(directory, 'semicolons.csv');
  writeFileSync(file, 'ID;period;treatment;hamd17\n1;1;A;5\n1;2;B;6\n');
  const { output, exitCode } = await analyze(file, '--endpoint', 'hamd17', '--columns', 'subject=ID', '--reference', 'A', '--r');
  expect(exitCode).toBe(0);
  expect(output).toContain(`read.csv("${file}", sep = ";"`);
  expect(output).toContain('subject = file[["ID"]]');
  expect(output).toContain('value = as.numeric(file[["hamd17"]])');
});

it('analyze says so with exit code 4 when the effect cannot be estimated', async () => {
  const { output, exitCode } = await analyze(dataset('P06'), ...hamd17, '--visit', '1', '--json');
  expect(exitCode).toBe(4);
  const { data, engine, ...rest } = JSON.parse(output) as { data: object; engine: object };
  expect([Object.keys(data), Object.keys(engine)]).toEqual([
    ['file', 'hash'],
    ['version', 'streamVersion'],
  ]);
  expect(rest).toEqual({ notEstimable: 'the period differences do not vary within the sequences' });
});

it('analyze lists every mistake of the command line at once with the nearest valid names', async () => {
  const { output, exitCode, message } = await analyze(
    dataset('P01'),
    ...hamd17.slice(0, 4),
    '--reference',
    'b',
    '--visit',
    '77',
    '--method',
    'crosover-t',
    '--measure',
    'valu',
  );
  expect([output, exitCode]).toEqual(['', 2]);
  expect(message.split('\n')).toEqual([
    expect.stringMatching(/^--method: there is no method 'crosover-t'; did you mean crossover-t\?/),
    expect.stringMatching(/^--visit: there is no visit '77'/),
    expect.stringMatching(/^--reference: there is no reference 'b'; did you mean B\?/),
    expect.stringMatching(/^--measure: there is no measure 'valu'; did you mean value\?/),
  ]);
});

it.each([
  [['--method', 'tost'], /^tost needs a margin/],
  [['--method', 'tost', '--margin', 'wide'], /^--margin: expected a number from 0/],
  [['--zeros', 'pratt'], /^--zeros: method crossover-t has no such option; it has variance/],
  [['--level', '95'], /^--level: expected a number between 0 and 1, got 95/],
  [['--trial', '2'], /^--trial: there is no trial '2'; the data hold trial 1/],
  [['--columns', 'subjct=ID'], /^--columns: there is no column 'subjct'; did you mean subject\?/],
])('analyze refuses %j', async (words, message) => {
  const result = await analyze(dataset('P01'), ...hamd17, '--visit', '1', ...words);
  expect(result.exitCode).toBe(2);
  expect(result.message).toMatch(message);
});

it('analyze names the file and line of every problem in the data, and a file that is not there', async () => {
  const file = join(directory, 'bad.csv');
  writeFileSync(file, 'subject,period,treatment,value\n1,1,A,x\n1,2,B,y\n');
  const { exitCode, message } = await analyze(file, '--reference', 'A');
  expect([exitCode, message.split('\n').length]).toEqual([2, 2]);
  expect(message).toContain(`${file}:3 value: expected a number or nothing, got 'y'`);
  expect(await analyze(join(directory, 'absent.csv'))).toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('there is no such file') as string,
  });
});

it('a list that is given twice holds what both say; a column of two names is refused', async () => {
  const file = join(directory, 'renamed.csv');
  writeFileSync(
    file,
    ['ID,per,trt,score', '1,1,A,5', '1,2,B,6', '2,1,B,7', '2,2,A,4', '3,1,A,4', '3,2,B,6', '4,1,B,9', '4,2,A,5'].join('\n'),
  );
  const mapped = ['--columns', 'subject=ID', '--columns', 'period=per,treatment=trt', '--columns', 'value=score', '--reference', 'A'];
  const once = ['--columns', 'subject=ID,period=per,treatment=trt,value=score', '--reference', 'A'];
  expect(await document(file, ...mapped)).toEqual(await document(file, ...once));
  const twice = await analyze(file, ...mapped, '--columns', 'value=per');
  expect([twice.exitCode, twice.message]).toEqual([2, '--columns: value is given twice, as score and as per']);
  const covariates = await analyze(file, ...mapped, '--method', 'mixed-model', '--covariates', 'sex', '--covariates', 'age,sex');
  expect(covariates.message).toContain('--covariates: sex is named twice');
});

it('an end of an interval that there is not is infinite in words: 1 of 10 arrangements are too few for 95 %', async () => {
  const file = join(directory, 'five.csv');
  const rows = [1, 2, 3, 4, 5].flatMap((subject) => {
    const [one, other] = subject < 3 ? ['A', 'B'] : ['B', 'A'];
    return [`${subject},${one}-${other},1,${one},${subject * subject}`, `${subject},${one}-${other},2,${other},${3 * subject}`];
  });
  writeFileSync(file, ['subject,sequence,period,treatment,value', ...rows, ''].join('\n'));
  const { output } = await analyze(file, '--reference', 'A', '--method', 'permutation', '--details');
  expect(output).toMatch(/95 % interval +-∞ to ∞/);
  expect(output).not.toContain('Infinity');
});
