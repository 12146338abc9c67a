import { describe, expect, it } from 'vitest';
import { withdrawalReasons } from '../../../src/trial/participant-flow.ts';
import { rootKey } from '../../../src/random/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import type { TrialGenerator } from '../../../src/trial/trial-generator.ts';
import { exampleTrial } from '../example-trial.ts';

const NOT_BACK = withdrawalReasons.indexOf('not back to baseline');

function run(design: Partial<typeof exampleTrial.design>): TrialGenerator {
  const model = {
    ...exampleTrial,
    design: { ...exampleTrial.design, participants: 2000, washoutDays: 7, ...design },
    visits: { ...exampleTrial.visits, day7: 160, day14: 166 },
  };
  const generator = compileTrial(model, rootKey('rebaselining'), 'all');
  generator.generate(0);
  return generator;
}

describe('re-baselining', () => {
  it('re-baselining is off by default: everybody gets the second infusion on the planned day', () => {
    const { records, flow } = run({});
    expect(flow.perPeriod[1]).toBe(2000);
    for (let subject = 0; subject < 2000; subject++) expect(records.start[2 * subject + 1]).toBe(7 * 24);
  });

  it('re-baselining postpones by whole recheck intervals up to the limit and withdraws who is not back by then', () => {
    const { records, flow } = run({ rebaselineShare: 0.8, recheckDays: 7, maximumDelayDays: 14 });
    const delays = new Set<number>();
    let withdrawn = 0;
    for (let subject = 0; subject < 2000; subject++) {
      const start = records.start[2 * subject + 1];
      if (Number.isNaN(start)) {
        withdrawn++;
        expect(records.withdrawal[subject]).toBe(NOT_BACK);
        expect(records.periodsGiven[subject]).toBe(1);
      } else delays.add(start / 24 - 7);
    }
    expect([...delays].sort((a, b) => a - b)).toEqual([0, 7, 14]);
    expect(withdrawn).toBe(flow.byReason[NOT_BACK]);
    expect(withdrawn).toBeGreaterThan(0);
    expect(withdrawn + flow.completed).toBe(2000);
  });

  it('a longer limit withdraws fewer, and a stricter share withdraws more', () => {
    const lost = (share: number, limit: number): number =>
      run({ rebaselineShare: share, recheckDays: 7, maximumDelayDays: limit }).flow.byReason[NOT_BACK];
    expect(lost(0.8, 28)).toBeLessThan(lost(0.8, 7));
    expect(lost(0.9, 14)).toBeGreaterThan(lost(0.7, 14));
  });

  it('re-baselining leaves period 1 as it was', () => {
    const [without, withRule] = [run({}), run({ rebaselineShare: 0.8 })];
    for (const [name, column] of without.data.columns) {
      for (let subject = 0; subject < 2000; subject++) expect(withRule.data.columns.get(name)?.[2 * subject]).toBe(column[2 * subject]);
    }
  });
});
