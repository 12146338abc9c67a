import { describe, expect, it } from 'vitest';
import { type AnalysisSpec, bindAnalysis, type MethodName, methods, type MethodOptions } from '../../../src/analysis/index.ts';
import { treatmentSummaries } from '../../../src/analysis/selection/treatment-summary.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import { analysisText } from '../../../src/report/text/analysis-answer.ts';

const rows = [
  [12, 9],
  [14, 8],
  [11, 10],
  [12, 7],
  [15, 9],
  [13, NaN],
].map(([a, b], i) => [`${i + 1},${1 + (i % 2)},A,${a}`, ...(Number.isNaN(b) ? [] : [`${i + 1},${2 - (i % 2)},B,${b}`])]);
const read = readObservations(['subject,period,treatment,value', ...rows.flat()].join('\n'), {}, { endpoint: 'score', visit: 'end' });
if ('problems' in read) throw new Error('not a table of observations');
const [{ data }] = read.trials;
const question: AnalysisSpec = {
  ...{ endpoint: 'score', visit: 'end', baseline: 'baseline', measure: 'value', population: 'all' },
  ...{ reference: 'A', comparator: 'B', alternative: 'two-sided', level: 0.95 },
};

function text(method: MethodName, columns: number, details: boolean, asked: Partial<AnalysisSpec> = {}, given: MethodOptions = {}): string {
  const spec = { ...question, ...asked };
  const options = { ...defaultsOf(methods[method].options), ...given };
  const outcome = bindAnalysis(method, spec, options).run(data);
  return analysisText({ method, question: spec, options, outcome, summaries: treatmentSummaries(spec, data) }, { columns, details });
}

describe('the answer of analyze', () => {
  it('the answer of analyze is a sentence with estimate, interval and p, and a summary by treatment', () => {
    expect(text('paired-t', 80, false)).toBe(
      `The difference (B minus A) in score at end is −4.20 (95 % interval −6.89 to
−1.51), p = 0.0123, by a paired t test in 5 of 6 participants.

treatment  n   mean    SD
A          6  12.83  1.47
B          5   8.60  1.14

all other figures: --details`,
    );
  });

  it.each([60, 80, 120])('the details of an analysis fold to %d characters', (columns) => {
    for (const method of ['paired-t', 'crossover-t', 'mixed-model', 'wilcoxon'] as const) {
      const lines = text(method, columns, true).split('\n');
      expect(Math.max(...lines.map((line) => line.length)), method).toBeLessThanOrEqual(columns);
      expect(lines).toContain('details');
      expect(lines.join('\n')).not.toMatch(/NaN|undefined/);
    }
  });

  it('an analysis says which side and which margins its p is of', () => {
    expect(text('paired-t', 80, false, { alternative: 'less' }).replaceAll('\n', ' ')).toMatch(
      /\(95 % interval −6\.89 to −1\.51\), one-sided \(less\) p = 0\.00617, by/,
    );
    expect(text('tost', 80, false, {}, { margin: 3, design: 'paired' }).replaceAll('\n', ' ')).toMatch(
      /, p = 0\.\d+ of equivalence, margins −3 and 3, by two one-sided t tests/,
    );
  });

  it('an analysis that is not estimable says why, beside what was recorded', () => {
    const nobody = text('paired-t', 80, false, { measure: 'change' });
    expect(nobody.replaceAll('\n', ' ')).toMatch(
      /^The difference \(B minus A\) in change from baseline in score at end is not estimated by a paired t test\. not estimable: /,
    );
    expect(nobody).not.toMatch(/NaN/);
  });
});
