import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  type AnalysisSpec,
  bindAnalysis,
  type MethodName,
  type MethodOptions,
  methods,
  type Outcome,
} from '../../../src/analysis/index.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import { rCode } from '../../../src/report/r-code/index.ts';
import { question } from '../../analysis/trial-of.ts';

/** One analysis to be repeated in R. */
interface Repeat {
  readonly method: MethodName;
  readonly data: string;
  readonly asked?: Partial<AnalysisSpec>;
  readonly options?: MethodOptions;
}

const repeats: readonly Repeat[] = [
  ...(['P01', 'P02', 'P03', 'P04'] as const).flatMap((data): Repeat[] => [
    { method: 'paired-t', data },
    { method: 'paired-t', data, asked: { measure: 'percent-change', alternative: 'greater', level: 0.9 } },
    { method: 'crossover-t', data },
    { method: 'crossover-t', data, options: { variance: 'welch' }, asked: { measure: 'change', population: 'completers' } },
    { method: 'crossover-t', data, asked: { alternative: 'less', visit: '7', reference: 'B', comparator: 'A' } },
    { method: 'crossover-ancova', data },
    { method: 'crossover-ancova', data, asked: { alternative: 'less' } },
    { method: 'wilcoxon', data },
    { method: 'wilcoxon', data, options: { zeros: 'pratt' }, asked: { alternative: 'greater', measure: 'change' } },
    { method: 'rank-crossover', data },
    { method: 'rank-crossover', data, asked: { alternative: 'less', visit: '14' } },
    { method: 'mcnemar', data, asked: { measure: 'responder' } },
    { method: 'mcnemar', data, asked: { measure: 'remission', alternative: 'less', visit: '3' } },
    { method: 'mainland-gart', data, asked: { measure: 'responder' } },
    { method: 'mainland-gart', data, asked: { measure: 'responder', alternative: 'greater', visit: '7' } },
    { method: 'prescott', data, asked: { measure: 'responder' } },
    { method: 'prescott', data, asked: { measure: 'responder', alternative: 'greater', visit: '7' } },
    { method: 'tost', data, options: { margin: 4 } },
    { method: 'tost', data, options: { scale: 'ratio-log1p', lower: 0.7, upper: 1.4, design: 'paired' } },
    { method: 'non-inferiority', data, options: { margin: 2 }, asked: { alternative: 'less' } },
    { method: 'non-inferiority', data, options: { margin: 1.3, scale: 'ratio', design: 'paired' }, asked: { alternative: 'greater' } },
  ]),
  { method: 'permutation', data: 'P04' },
  { method: 'permutation', data: 'P02', asked: { alternative: 'less', visit: '7' } },
  { method: 'wilcoxon', data: 'P07' },
  { method: 'paired-t', data: 'P01', asked: { population: 'placebo-responders' } },
];

const columns = {
  subject: 'subject',
  sequence: 'sequence',
  period: 'period',
  treatment: 'treatment',
  visit: 'visit_day',
  value: 'hamd17',
} as const;
const path = (data: string): string => fileURLToPath(new URL(`../../reference/datasets/${data}.csv`, import.meta.url));

function asked({ method, asked: changes = {}, options = {} }: Repeat): { question: AnalysisSpec; options: MethodOptions } {
  return {
    question: question({ endpoint: 'hamd17', visit: '1', baseline: '0', ...changes }),
    options: { ...defaultsOf(methods[method].options), ...options },
  };
}

function ours(repeat: Repeat): Outcome {
  const read = readObservations(
    readFileSync(path(repeat.data), 'utf8'),
    { visit: 'visit_day', value: 'hamd17' },
    { endpoint: 'hamd17', visit: '' },
  );
  if ('problems' in read) throw new Error('unreadable');
  const { question: wanted, options } = asked(repeat);
  return bindAnalysis(repeat.method, wanted, options).run(read.trials[0].data);
}

function code(repeat: Repeat): string {
  const { question: wanted, options } = asked(repeat);
  return rCode(repeat.method, wanted, options, { file: path(repeat.data), columns, trial: '1' }) ?? '';
}

function hasR(): boolean {
  try {
    execFileSync('Rscript', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it('every method has R code', () => {
  const options: Partial<Record<MethodName, MethodOptions>> = { tost: { margin: 4 }, 'non-inferiority': { margin: 4 } };
  for (const method of Object.keys(methods) as MethodName[])
    expect(code({ method, data: 'P01', options: options[method] ?? {} })).toContain('pValue');
});

it('R code quotes names and paths', () => {
  const wanted = question({ reference: 'pla"cebo' });
  const source = { file: 'C:\\data\\a.csv', columns, trial: '1' };
  const text = rCode('paired-t', wanted, {}, source) ?? '';
  expect(text).toContain('read.csv("C:\\\\data\\\\a.csv"');
  expect(text).toContain('reference <- "pla\\"cebo"');
});

describe.skipIf(!hasR())('run by Rscript (skipped where there is none)', () => {
  it('R code gives our figures', { timeout: 60_000 }, () => {
    const script = repeats.map((repeat, index) => `cat("#${index}\\n")\ntry(local({\n${code(repeat)}}))\n`).join('\n');
    const printed = execFileSync('Rscript', ['-'], { input: script, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
    const sections = printed.split(/^#\d+\n/m).slice(1);
    expect(sections.length).toBe(repeats.length);
    repeats.forEach((repeat, index) => {
      const outcome = ours(repeat);
      const name = JSON.stringify(repeat);
      if (outcome.status === 'not-estimable') {
        expect(sections[index], name).not.toMatch(/pValue [\d.]+$/m);
        return;
      }
      const figures = [...sections[index].matchAll(/^(\w+) (\S+)$/gm)];
      expect(
        figures.map(([, figure]) => figure),
        `${name}\n${sections[index]}`,
      ).toContain('pValue');
      const mine: Record<string, number> = {
        ...{
          estimate: outcome.estimate,
          standardError: outcome.standardError,
          df: outcome.df,
          statistic: outcome.statistic,
          pValue: outcome.pValue,
        },
        ...{ lower: outcome.interval.lower, upper: outcome.interval.upper },
      };
      for (const [, figure, text] of figures) {
        const distance = Math.abs(mine[figure] - Number(text));
        expect(distance <= 1e-9 * Math.max(Math.abs(Number(text)), 1e-3), `${name} ${figure}: R ${text}, ours ${mine[figure]}`).toBe(true);
      }
    });
  });
});
