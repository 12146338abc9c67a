import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { MethodName } from '../../../src/analysis/index.ts';
import { emptyFolder, run } from '../../cli/command-line.ts';

/**
 * Small files that users of other programs of this field met with wrong answers: tests/reference/edge-cases. What is right is worked out there in
 * base R, by `right-values.R`.
 */
const folder = new URL('../../reference/edge-cases/', import.meta.url);
const right = JSON.parse(readFileSync(new URL('right-values.json', folder), 'utf8')) as Record<string, Record<string, number>>;

const words = (name: string, ...options: string[]): string[] => [
  'analyze',
  fileURLToPath(new URL(`${name}.csv`, folder)),
  ...['--reference', 'A', ...(options.includes('--comparator') ? [] : ['--comparator', 'B'])],
  ...options,
];

interface Document {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly pValue: number;
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number };
  readonly details: Readonly<Record<string, unknown>>;
}

async function analyse(name: string, ...options: string[]): Promise<Document> {
  const { stdout, exitCode } = await run(...words(name, ...options, '--json'));
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as Document;
}

describe.each(['nmol', 'molpl'])('%s: the same concentrations in nmol/L and mol/L', (name) => {
  it.each(['wilcoxon', 'rank-crossover'] as const)('%s gives the p-value and the level of either unit', async (method) => {
    const { pValue, interval, details } = await analyse(name, '--method', method);
    const key = method.replace('-', '_');
    expect(pValue).toBeCloseTo(right[name][`${key}_p`], 14);
    expect(interval.level).toBeCloseTo(right[name][`${key}_level`], 14);
    expect(details.achievedLevel).toBe(interval.level);
  });
});

describe('two subjects', () => {
  it('two subjects have the level of the interval that they reach', async () => {
    const { pValue, interval } = await analyse('two', '--method', 'wilcoxon');
    expect({ pValue, ...interval }).toEqual({
      pValue: right.two.p,
      level: right.two.level,
      lower: right.two.lower,
      upper: right.two.upper,
    });
  });

  it('the text of an interval of two subjects names the level that it reaches', async () => {
    const { stdout } = await run(...words('two', '--method', 'wilcoxon'), '--details');
    expect(stdout.replaceAll(/\n {6}/g, ' ')).toContain(
      '50 % interval   2 to 3 (95 % asked: too few participants reach no more than 50 %)',
    );
    expect((await run(...words('nmol', '--method', 'wilcoxon'), '--details')).stdout).toContain(
      '96.0938 % interval 0.1 to 2.2 (95 % asked)',
    );
    expect((await run(...words('nmol', '--method', 'paired-t'), '--details')).stdout).toMatch(/95 % interval {3}\S+ to \S+\n/);
  });
});

it('the mid-p of equal numbers of discordant pairs is 1 − P(b)/2', async () => {
  const { pValue, details } = await analyse('equal3', '--method', 'mcnemar');
  expect([pValue, details.midP]).toEqual([right.equal3.p, right.equal3.mid_p]);
  expect(details.discordant).toEqual({ comparatorOnly: right.equal3.b, referenceOnly: right.equal3.c });
});

it('an area over actual hours takes them in their order', async () => {
  const { estimate, pValue } = await analyse('auc', '--method', 'paired-t', '--visit', 'auc');
  expect(estimate).toBeCloseTo(right.auc.estimate, 12);
  expect(pValue).toBeCloseTo(right.auc.p, 12);
});

describe('an effect of 0.3 in everybody', () => {
  const margins: Partial<Record<MethodName, string[]>> = {
    tost: ['--margin', '5'],
    'non-inferiority': ['--margin', '5', '--alternative', 'greater'],
  };
  const designs = ['crossover', 'paired', 'model'].flatMap((design) =>
    (['tost', 'non-inferiority'] as const).map((method): [MethodName, string[]] => [method, ['--design', design]]),
  );
  const models = ['random-intercept', 'compound-symmetry'].map((name): [MethodName, string[]] => ['mixed-model', ['--covariance', name]]);
  const repeated = ['differences-unstructured', 'unstructured'].map((name): [MethodName, string[]] => ['mmrm', ['--covariance', name]]);
  const cases: [MethodName, string[]][] = [['paired-t', []], ['crossover-t', []], ...models, ...repeated, ...designs];

  it.each(cases)('an effect of 0.3 in everybody leaves %s %j nothing to estimate a variance from', async (method, options) => {
    const { stdout, stderr, exitCode } = await run(...words('perfect_dec', '--method', method, ...options, ...(margins[method] ?? [])));
    expect(exitCode).toBe(4);
    expect(stdout.replaceAll('\n', ' ')).toMatch(/not estimable: the [a-z0-9 ]+ do not vary/);
    expect(stderr).toMatch(/^not estimable: the [a-z0-9 ]+ do not vary/);
  });

  it('an effect of 0.3 in everybody has the p-value of its signs', async () => {
    const { estimate, pValue } = await analyse('perfect_dec', '--method', 'wilcoxon');
    expect(pValue).toBe(right.perfect_dec.wilcoxon_p);
    expect(estimate).toBeCloseTo(right.perfect_dec.estimate, 14);
  });
});

describe('a single Latin square, one subject a sequence', () => {
  it.each([[], ['--df', 'satterthwaite'], ['--df', 'residual'], ['--covariance', 'compound-symmetry']])(
    'a single Latin square is estimated within subjects as with fixed subjects (%j %j)',
    async (...options) => {
      const { estimate, standardError, df, pValue, details } = await analyse('latin-square', '--method', 'mixed-model', ...options);
      const { estimate: b, se, p } = right.latin_square;
      expect([estimate, standardError, df, pValue].map((value) => Number(value.toPrecision(12)))).toEqual(
        [b, se, right.latin_square.df, p].map((value) => Number(value.toPrecision(12))),
      );
      expect(details.subjects).toMatch(/^fixed/);
      expect(details.varianceComponents).not.toHaveProperty('subject');
      expect(Object.keys(details.fixedEffects as object).filter((name) => name.startsWith('sequence'))).toEqual([]);
    },
  );

  it('a single Latin square of two treatments leaves no degree of freedom', async () => {
    const { stdout, exitCode } = await run(...words('two', '--method', 'mixed-model'));
    expect(exitCode).toBe(4);
    expect(stdout).toContain('too few subjects');
  });
});

it('a p-value below the smallest number is named as such', async () => {
  const rows = Array.from({ length: 41 }, (_, i) => `${i},1,A,${i % 7}\n${i},2,B,${1e10 + ((3 * i) % 5)}\n`);
  const file = join(emptyFolder(), 'far.csv');
  writeFileSync(file, `subject,period,treatment,value\n${rows.join('')}`);
  const line = ['analyze', file, '--reference', 'A', '--comparator', 'B', '--method', 'paired-t'];
  expect((await run(...line, '--details')).stdout).toMatch(/, p < 0\.0001,[^]*\n {2}p {15}< 0\.0001/);
  expect(JSON.parse((await run(...line, '--json')).stdout)).toMatchObject({ pValue: 0, pValueBelow: 5e-324 });
  expect(await analyse('nmol', '--method', 'paired-t')).not.toHaveProperty('pValueBelow');
});

const hasR = spawnSync('Rscript', ['-e', 'stopifnot(requireNamespace("lmerTest"), requireNamespace("pbkrtest"))']).status === 0;

describe.skipIf(!hasR)('in R (skipped where it is missing)', () => {
  const cases: [string, ...string[]][] = [
    ...['nmol', 'molpl'].flatMap((name) => ['wilcoxon', 'rank-crossover', 'permutation'].map((method): [string, string, string] => [name, '--method', method])), // prettier-ignore
    ['two', '--method', 'wilcoxon'],
    ['auc', '--method', 'paired-t', '--visit', 'auc'],
    ['auc', '--method', 'paired-t', '--visit', 'average'],
    ['perfect_dec', '--method', 'wilcoxon'],
    ['perfect_dec', '--method', 'permutation'],
    ['latin-square', '--method', 'mixed-model'],
  ];

  it('the code of analyze --r gives the figures of analyze', { timeout: 60_000 }, async () => {
    const scripts: string[] = [];
    for (const [name, ...options] of cases) scripts.push((await run(...words(name, ...options, '--r'))).stdout);
    const input = scripts.map((script, place) => `cat("#${place}\\n")\nlocal({\n${script}\n})\n`).join('');
    const printed = spawnSync('Rscript', ['--vanilla', '-'], { input, encoding: 'utf8' });
    expect(printed.status, printed.stderr).toBe(0);
    const sections = printed.stdout.split(/^#\d+\n/m).slice(1);
    for (const [place, [name, ...options]] of cases.entries()) {
      const ours = await analyse(name, ...options);
      const theirs = [...sections[place].matchAll(/^(estimate|pValue|lower|upper) (\S+)$/gm)];
      expect(theirs.length, name).toBeGreaterThan(1);
      for (const [, figure, text] of theirs) {
        const mine = figure === 'lower' || figure === 'upper' ? ours.interval[figure] : ours[figure as 'estimate' | 'pValue'];
        const wanted = Number(text);
        expect(Math.abs(mine / wanted - 1), `${name} ${options.join(' ')} ${figure}: R ${text}, ours ${mine}`).toBeLessThan(1e-6);
      }
    }
  });
});
