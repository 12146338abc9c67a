import { expect, it } from 'vitest';
import { assertEstimates } from '../../../src/cli/results/write-estimates.ts';
import { simulateStudy } from '../../../src/power/simulate-study.ts';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { replicateEstimates } from '../../../src/power/simulation/replay-estimates.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import type { Study } from '../../../src/study/study.ts';

const normal = (more: string): Study =>
  readStudy(`
name: normal
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]], participants: 16 }
model: gaussian
gaussian: { difference: 3, sdBetween: 4, sdWithin: 3 }
power: { replicates: 1200 }
${more}`);

const two = `analyses:
  t: { method: crossover-t, endpoint: score, visit: outcome }
  ranks: { method: wilcoxon, endpoint: score, visit: outcome }
`;

const studies: Readonly<Record<string, Study>> = {
  'two analyses': normal(two),
  'two analyses adjusted for multiplicity': normal(`${two}multiplicity: { procedure: holm, analyses: [t, ranks] }\n`),
  'interim analyses': normal(`${two}interim: { analysis: t, looks: [8], spending: obrien-fleming }\n`),
};

it.each(Object.entries(studies))('the estimates of %s are those that power counts', async (_, study) => {
  const { total } = await simulateStudy(study);
  const rows = replicateEstimates(compileStudy(study), 0, 1200);
  expect(rows.map(({ replicate }) => replicate)).toEqual(Array.from({ length: 2400 }, (__, row) => Math.floor(row / 2)));
  const [t, ranks] = ['t', 'ranks'].map((name) => rows.filter(({ analysis }) => analysis === name));
  expect([t, ranks].map((own) => own.filter(({ success }) => success).length)).toEqual(total.analyses.map(({ successes }) => successes));
  if (study.interim !== undefined) return; // of trials that stop the counts of estimates are of all participants
  const mean = t.reduce((sum, { estimate }) => sum + estimate, 0) / 1200;
  expect(mean).toBeCloseTo(total.analyses[0].estimates.mean, 10);
  if (study.multiplicity === undefined)
    for (const { pValue, success, estimate } of t) expect(success).toBe(pValue < 0.05 && Number.isFinite(estimate));
});

it('a file of estimates whose name asks for no format is refused, and a workbook of too many rows', () => {
  const study = studies['two analyses'];
  expect(() => assertEstimates('estimates', [])).toThrow(/expected a file that ends with \.csv, .*, got estimates/);
  expect(() => assertEstimates('x.xlsx', [{ study, replicates: 600_000 }])).toThrow('1200000');
  expect(() => assertEstimates('x.csv', [{ study, replicates: 600_000 }])).not.toThrow();
});
