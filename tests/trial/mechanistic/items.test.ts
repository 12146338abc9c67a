import { describe, expect, it } from 'vitest';
import { items } from '../../../src/data-files/writing/items.ts';
import { rootKey } from '../../../src/random/index.ts';
import { scales } from '../../../src/outcomes/scales/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { exampleTrial } from '../example-trial.ts';

const key = rootKey('items');
const visits = ['baseline', 'day1', 'day7'];

function trialOf(mode: 'items' | 'totals', participants = 60): MechanisticTrial {
  return {
    ...exampleTrial,
    design: { ...exampleTrial.design, participants },
    outcomes: { hamd17: { visits }, hamd6: { visits }, 'hamd-suicide': { visits }, madrs: { visits } },
    measurement: { ...exampleTrial.measurement, mode },
    missingness: { ...exampleTrial.missingness, perVisit: 0.2 },
  };
}

describe('a trial rated item by item', () => {
  const generator = compileTrial(trialOf('items'), key, 'all', true);
  generator.generate(0);
  const column = (name: string): Float64Array => generator.data.columns.get(name) ?? new Float64Array(0);

  it('HAM-D17, HAM-D6, the item of suicide and MADRS are sums of the items that are exported', () => {
    const sums = new Map<string, number>();
    const add = (name: string, score: number): void => void sums.set(name, (sums.get(name) ?? 0) + score);
    const core = scales.hamd17.subscales[0].items;
    for (const [, subject, period, , visit, scale, item, , score] of items.rows(generator, 1)) {
      add(`${scale} ${subject} ${period} ${visit}`, Number(score));
      if (scale === 'hamd17' && core.includes(Number(item))) add(`hamd6 ${subject} ${period} ${visit}`, Number(score));
      if (scale === 'hamd17' && Number(item) === 3) add(`hamd-suicide ${subject} ${period} ${visit}`, Number(score));
    }
    let seen = 0;
    for (const endpoint of ['hamd17', 'hamd6', 'hamd-suicide', 'madrs']) {
      for (const visit of visits) {
        column(`${endpoint}@${visit}`).forEach((value, row) => {
          const name = `${endpoint} S${String((row >> 1) + 1).padStart(3, '0')} ${(row % 2) + 1} ${visit}`;
          expect(sums.get(name) ?? NaN).toBe(value);
          if (!Number.isNaN(value)) seen++;
        });
      }
    }
    expect(seen).toBeGreaterThan(700);
  });

  it('a trial rated item by item has the same values whatever is read', () => {
    for (const name of ['hamd6@day1', 'hamd17@day7', 'madrs@day1']) {
      const one = compileTrial(trialOf('items'), key, new Set([name]));
      one.generate(0);
      expect([...(one.data.columns.get(name) ?? [])]).toEqual([...column(name)]);
    }
  });
});

describe('a trial rated by totals', () => {
  it('a trial rated by totals keeps HAM-D6 within HAM-D17, and recording HAM-D6 or MADRS changes no HAM-D17', () => {
    const full = compileTrial(trialOf('totals'), key, 'all');
    full.generate(0);
    const alone = compileTrial({ ...trialOf('totals'), outcomes: { hamd17: { visits } } }, key, 'all');
    alone.generate(0);
    const [whole, core] = ['hamd17@day1', 'hamd6@day1'].map((name) => full.data.columns.get(name) ?? new Float64Array(0));
    expect([...whole]).toEqual([...(alone.data.columns.get('hamd17@day1') ?? [])]);
    whole.forEach((total, row) => {
      if (Number.isNaN(total)) expect(core[row]).toBeNaN();
      else expect(core[row]).toBeLessThanOrEqual(total);
    });
  });

  it('a trial rated by totals has the means and SDs of the same trial by items', () => {
    const [byItems, byTotals] = (['items', 'totals'] as const).map((mode) => {
      const generator = compileTrial({ ...trialOf(mode, 4000), missingness: exampleTrial.missingness }, key, 'all');
      generator.generate(0);
      return generator.data.columns;
    });
    for (const name of ['hamd17@baseline', 'hamd17@day1', 'hamd6@day1', 'madrs@day7']) {
      const [[m1, s1], [m2, s2]] = [byItems, byTotals].map((columns) => {
        const values = [...(columns.get(name) ?? [])];
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
      });
      // The same patients: only the random error of the ratings (about 1.5 points) and, for the HAM-D6, the deviations differ.
      expect(Math.abs(m1 - m2), name).toBeLessThan(0.15);
      expect(Math.abs(s1 / s2 - 1), name).toBeLessThan(0.03);
    }
  });
});
