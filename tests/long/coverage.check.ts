import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coverageOf, coverageStudies } from '../../docs/generators/coverage.ts';
import type { TrueEffect } from '../../src/power/true-effect.ts';

/** Fewer than on the page: it is compared within the errors of both. */
const REPLICATES = 96;
/** Errors by which the two may differ: some 600 figures are compared. */
const ERRORS = 4.5;

interface PageRow {
  readonly truth: TrueEffect;
  readonly coverage: readonly number[];
  readonly typeOne: readonly number[];
  readonly reason: string;
}

/** The rows of docs/coverage.md by group, world and analysis. */
function pageRows(): Map<string, Map<string, PageRow>> {
  const studies = new Map<string, Map<string, PageRow>>();
  let group = '';
  for (const line of readFileSync('docs/coverage.md', 'utf8').split('\n')) {
    if (line.startsWith('## ')) group = line.slice(3);
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length !== 10 || cells[1] === 'world' || cells[1].startsWith('-')) continue;
    const numbers = (cell: string): number[] => [...cell.matchAll(/-?[\d.]+/g)].map(([text]) => Number(text));
    const [value = null, mcse = null] = numbers(cells[4]);
    const key = `${group}: ${cells[1]}`;
    const rows = studies.get(key) ?? new Map<string, PageRow>();
    const truth: TrueEffect = { value, mcse, patients: 0, words: '', ...(value === null ? { whyNone: 'as on the page' } : {}) };
    rows.set(cells[2], { truth, coverage: numbers(cells[6]), typeOne: numbers(cells[7]), reason: cells[8] });
    studies.set(key, rows);
  }
  return studies;
}

/** Difference of two shares in units of its standard error, the share of the page being the better known one. */
function distance(value: number, share: number, error: number): number {
  const variance = Math.max(share * (1 - share), 1 / REPLICATES) / REPLICATES;
  return Math.abs(value - share) / Math.sqrt(variance + error ** 2);
}

describe('docs/coverage.md', () => {
  const page = pageRows();

  it('the page of coverage has a row for every analysis of every shipped study', () => {
    expect([...page.keys()].sort()).toEqual(
      coverageStudies()
        .map(({ group, world }) => `${group}: ${world}`)
        .sort(),
    );
  });

  it('every row of the page that lies outside has a reason from the fixed list', () => {
    const reasons = new Set([...page.values()].flatMap((rows) => [...rows.values()].flatMap(({ reason }) => reason.split(', '))));
    for (const reason of reasons) expect(['', 'carry-over', 'selection of responders', 'skewed responses', 'order']).toContain(reason);
  });

  it.each(coverageStudies())('coverage on the page is what the code gives today, within Monte-Carlo error: $group, $world', (one) => {
    const known = page.get(`${one.group}: ${one.world}`) ?? new Map<string, PageRow>();
    const rows = coverageOf(one, REPLICATES, new Map([...known].map(([name, { truth }]) => [name, truth])));
    expect(rows.map(({ analysis }) => analysis)).toEqual([...known.keys()]);
    for (const { analysis, result, nominal } of rows) {
      const { coverage, typeOne } = known.get(analysis) ?? { coverage: [], typeOne: [] };
      const [share, error = 0] = coverage;
      expect(share === undefined, analysis).toBe(result.coverage.value === null);
      if (share !== undefined) expect(distance(result.coverage.value ?? NaN, share, error), `coverage of ${analysis}`).toBeLessThan(ERRORS);
      expect(typeOne.length === 0, analysis).toBe(nominal === undefined);
      if (nominal !== undefined) expect(distance(result.power.value, typeOne[0], typeOne[1]), `error of ${analysis}`).toBeLessThan(ERRORS);
    }
  });
});
