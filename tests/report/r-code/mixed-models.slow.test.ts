import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AnalysisSpec, MethodName, MethodOptions } from '../../../src/analysis/index.ts';
import { rCode } from '../../../src/report/r-code/index.ts';
import { blocksOf, readJson } from '../../analysis/reference-data.ts';
import { question } from '../../analysis/trial-of.ts';

const columns = {
  subject: 'subject',
  sequence: 'sequence',
  period: 'period',
  treatment: 'treatment',
  visit: 'visit_day',
  value: 'hamd17',
} as const;
const file = fileURLToPath(new URL('../../reference/datasets/P03.csv', import.meta.url));
const visits = ['1', '3', '7', '14'];
const reference = new Map(blocksOf(readJson('results/P03.json')));

/** Method, options, changes to the question; the reference figures as estimate, SE and df by block and path; tolerance of the packages. */
const repeats: readonly [MethodName, MethodOptions, Partial<AnalysisSpec>, string, string, readonly [string, string, string?]][] = [
  [
    'mixed-model',
    { df: 'kenward-roger' },
    {},
    'day1/lmm/random_intercept_exact',
    'treatment_B_minus_A',
    ['estimate', 'kenward_roger.se', 'kenward_roger.df'],
  ],
  [
    'mixed-model',
    { df: 'satterthwaite' },
    {},
    'day1/lmm/random_intercept_exact',
    'treatment_B_minus_A',
    ['estimate', 'satterthwaite.se', 'satterthwaite.df'],
  ],
  ['mixed-model', { df: 'residual' }, {}, 'day1/lmm/random_intercept_exact', 'treatment_B_minus_A', ['estimate', 'satterthwaite.se']],
  [
    'mixed-model',
    { df: 'kenward-roger', adjustment: 'baseline' },
    {},
    'day1/lmm_baseline/random_intercept_exact',
    'treatment_B_minus_A',
    ['estimate', 'kenward_roger.se', 'kenward_roger.df'],
  ],
  ['mixed-model', { covariance: 'compound-symmetry' }, {}, 'day1/lmm/gls_compound_symmetry', '', ['estimate', 'se']],
  [
    'mmrm',
    { covariance: 'subject-period', df: 'kenward-roger' },
    { visits, visit: '7' },
    'mmrm_hamd17/cs_within_period_lmer',
    'day7',
    ['estimate', 'kr_se', 'kr_df'],
  ],
  [
    'mmrm',
    { covariance: 'subject-period', df: 'satterthwaite' },
    { visits, visit: 'average' },
    'mmrm_hamd17/cs_within_period_lmer',
    'average',
    ['estimate', 'se', 'satterthwaite_df'],
  ],
  [
    'mmrm',
    { covariance: 'differences-unstructured' },
    { visits, visit: 'average' },
    'mmrm_hamd17/period_differences_us_gls',
    'average',
    ['estimate', 'se'],
  ],
];

function at(record: unknown, path: string): unknown {
  return path === ''
    ? record
    : path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], record);
}

function hasPackages(): boolean {
  try {
    execFileSync('Rscript', ['-e', 'stopifnot(requireNamespace("lmerTest"), requireNamespace("pbkrtest"), requireNamespace("nlme"))'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasPackages())('mixed models run by Rscript (skipped where lmerTest, pbkrtest or nlme are missing)', () => {
  it('R code of mixed models gives the reference figures', { timeout: 60_000 }, () => {
    const script = repeats.map(([method, options, changes], index) => {
      const wanted = question({ endpoint: 'hamd17', visit: '1', baseline: '0', ...changes });
      return `cat("#${index}\\n")\ntry(local({\n${rCode(method, wanted, options, { file, columns, trial: '1' })}}))\n`;
    });
    const printed = execFileSync('Rscript', ['-'], { input: script.join('\n'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
    const sections = printed.split(/^#\d+\n/m).slice(1);
    repeats.forEach(([method, options, , block, part, names], index) => {
      const figures = Object.fromEntries([...sections[index].matchAll(/^(\w+) (\S+)$/gm)].map(([, name, text]) => [name, Number(text)]));
      const values = at(reference.get(block)?.values, part);
      ['estimate', 'standardError', 'df'].forEach((figure, place) => {
        const name = names[place];
        if (name === undefined) return;
        const expected = Number(at(values, name));
        const close = Math.abs(figures[figure] - expected) <= 1e-4 * Math.abs(expected);
        expect(close, `${method} ${JSON.stringify(options)} ${figure}: expected ${expected}, R printed ${figures[figure]}`).toBe(true);
      });
    });
  });
});
