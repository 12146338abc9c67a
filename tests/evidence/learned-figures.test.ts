import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baseText, locateBase } from '../../src/cli/files/scenario-files.ts';
import { acceptanceTable } from '../../src/evidence/acceptance-table.ts';
import { figuresBehind, learnedUse } from '../../src/evidence/learned-figures.ts';
import { figuresOf } from '../../src/learning/figure-names.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';

const path = 'scenarios/evidence/ketamine-naltrexone.yaml';
const read = readEvidence({ path, text: readFileSync(path, 'utf8') }, { readFile: baseText, locate: locateBase });
if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
const figures = figuresOf(read.evidence);

describe('what the shipped evidence makes of the rows of the table', () => {
  it('the shipped posterior names the figures of the shipped evidence', () => {
    const posterior = JSON.parse(readFileSync('scenarios/evidence/ketamine-naltrexone-posterior.json', 'utf8')) as {
      uncertainty: { joint: { fitted: string[]; heldOut: string[] } };
    };
    const { fitted, heldOut } = posterior.uncertainty.joint;
    expect({ fitted, heldOut }).toEqual(figures);
  });

  it('every figure behind a row is one of the evidence, and rows are told apart by their names', () => {
    const all = [...figures.fitted, ...figures.heldOut];
    expect(acceptanceTable.flatMap(figuresBehind).filter((name) => !all.includes(name))).toEqual([]);
    expect(new Set(acceptanceTable.map(({ figure }) => figure)).size).toBe(acceptanceTable.length);
    // A figure of another source is none of a row.
    for (const row of acceptanceTable)
      for (const name of figuresBehind(row))
        expect(row.sources.map((key) => (key === 'carlat-2018' ? 'williams-2018' : key))).toContain(name.slice(0, name.indexOf(':')));
  });

  it('figures held out of the fit are tests of the calibration too', () => {
    const held = acceptanceTable.filter((row) => learnedUse(row, figures) === 'held-out');
    expect(held.map(({ row, use }) => [row, use])).toEqual([9, 24, 25, 25, 25, 26].map((row) => [row, 'test']));
  });

  it('every row that is not used has its reason in docs/learning.md, and no other row', () => {
    const page = readFileSync('docs/learning.md', 'utf8');
    const [, section] = page.split('### Rows that are not used\n');
    const reasons = [...section.split('\n#')[0].matchAll(/^\| +\d+ +\| (.+?) +\| (.+?) +\|$/gm)].map(([, figure, reason]) => {
      expect(reason.length).toBeGreaterThan(10);
      return figure;
    });
    const unused = acceptanceTable.filter((row) => learnedUse(row, figures) === 'not-used').map(({ figure }) => figure);
    expect(reasons).toEqual(unused);
  });
});

it('a row is fitted where one of the figures behind it is, and not used where the evidence has none', () => {
  const row = { figure: 'remission on day 1' };
  const [han, williams] = figuresBehind(row);
  expect(learnedUse(row, { fitted: [williams], heldOut: [han] })).toBe('fitted');
  expect(learnedUse(row, { fitted: [], heldOut: [han] })).toBe('held-out');
  expect(learnedUse(row, { fitted: [han.replace('day1', 'day2')], heldOut: [] })).toBe('not-used');
  expect(learnedUse({ figure: 'clearance, 70 kg' }, figures)).toBe('not-used');
});
