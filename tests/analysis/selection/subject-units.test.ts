import { describe, expect, it } from 'vitest';
import { ModelColumns } from '../../../src/analysis/selection/model-columns.ts';
import { Responses } from '../../../src/analysis/selection/responses.ts';
import { SubjectUnits } from '../../../src/analysis/selection/subject-units.ts';
import { SubjectSums } from '../../../src/statistics/mixed-models/subject-sums.ts';
import type { TrialData } from '../../../src/trial/trial-data.ts';
import { incompleteTrial } from '../incomplete-trial.ts';
import { question } from '../trial-of.ts';

/** What gathers the subjects of trials one after the other, in shared units or each by itself. */
function gatherer(carryover: boolean, alone: boolean) {
  const responses = new Responses(question());
  const columns = new ModelColumns(question(), false, carryover);
  const units = new SubjectUnits(columns, alone);
  const sums = new SubjectSums();
  return (data: TrialData) => {
    expect(responses.select(data) ?? columns.start(data, responses)).toBeUndefined();
    units.start(data);
    sums.start(columns.count + 1, data.periodCount);
    for (let subject = 0; subject < data.subjectCount; subject++) {
      const unit = units.unitOf(data, subject, responses.response);
      for (let r = 0; r < unit.size; r++) unit.values[r] = responses.response[subject * data.periodCount + unit.periods[r]] - 20;
      if (unit.size === 0) continue;
      unit.add();
      if (alone) sums.add(unit);
    }
    for (let u = 0; u < units.count; u++) if (units.units[u].count > 0) sums.add(units.units[u]);
    const { within, between, sizes, subjects, observations, largestSize, width } = sums;
    return {
      units: units.count,
      unknown: columns.unknownBefore,
      counts: { sizes: sizes.slice(0, largestSize + 1), subjects, observations },
      matrices: [within, ...between.slice(1, largestSize + 1)].map((matrix) => matrix.slice(0, width * width)),
    };
  };
}

function expectAlike(one: readonly Float64Array[], other: readonly Float64Array[]): void {
  one.forEach((matrix, m) => {
    const scale = Math.max(...matrix.map(Math.abs));
    matrix.forEach((value, i) => expect(Math.abs(value - other[m][i])).toBeLessThanOrEqual(1e-12 * scale));
  });
}

const designs: readonly (readonly (readonly string[])[])[] = [
  [['A', 'B'], ['B', 'A']],
  [['A', 'A'], ['B', 'B'], ['A', 'B'], ['B', 'A']],
  [['A', 'B', 'D', 'C'], ['B', 'C', 'A', 'D'], ['C', 'D', 'B', 'A'], ['D', 'A', 'C', 'B']],
]; // prettier-ignore

describe.each([false, true])('subjects in units that share their rows (carry-over %s)', (carryover) => {
  it('the sums are those of the subjects one by one, trial after trial of whatever design', () => {
    const [shared, alone] = [gatherer(carryover, false), gatherer(carryover, true)];
    for (let seed = 0; seed < 40; seed++) {
      const sequences = designs[Math.floor(seed / 3) % designs.length];
      const data = incompleteTrial(`units ${seed}`, { sequences, subjects: 3 + seed, missing: [0, 0.1, 0.4][seed % 3] });
      // Some treatments are unknown, and some subjects were given another one than their sequence says.
      if (seed % 4 === 3)
        for (let row = 0; row < data.treatment.length; row += 5)
          data.treatment[row] = row % 2 === 0 ? -1 : 1 - Math.min(1, data.treatment[row]);
      const [one, other] = [shared(data), alone(data)];
      expect(one.counts).toEqual(other.counts);
      expect(one.unknown).toBe(other.unknown);
      expect(other.units).toBe(0);
      expectAlike(one.matrices, other.matrices);
    }
  });

  it('units are as many as sequences and patterns of missing periods', () => {
    const gather = gatherer(carryover, false);
    expect(gather(incompleteTrial('complete', { subjects: 30, missing: 0 })).units).toBe(2);
    expect(gather(incompleteTrial('incomplete', { subjects: 4000, missing: 0.3 })).units).toBe(8);
    expect(gather(incompleteTrial('complete again', { subjects: 30, missing: 0 })).units).toBe(2);
  });
});
