import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadStudy } from '../../../src/cli/arguments/load-study.ts';
import { rootKey } from '../../../src/random/index.ts';
import { trialGenerator } from '../../../src/trial/compile-trial.ts';
import type { TrialGenerator } from '../../../src/trial/trial-generator.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { exampleTrial } from '../example-trial.ts';

const key = rootKey('side by side');
const { WebAssembly: engine } = globalThis as { WebAssembly?: unknown };
afterEach(() => vi.unstubAllGlobals());

/** The shipped studies of virtual patients, among them run-ins, postponed periods, courses of many infusions, several drugs and minimisation. */
const studies = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !/worlds|drugs|evidence/.test(name))
  .flatMap((name) => {
    const { trial } = loadStudy(`scenarios/${name}`, {}).study;
    return trial.kind === 'gaussian' ? [] : [[name, trial] as const];
  });

/** Everything that a trial holds. */
const contents = ({ data, flow, records, actualHours, itemScores }: TrialGenerator): unknown[] => [
  [...data.columns].map(([name, values]) => [name, [...values]]),
  [...data.covariates].map(([name, values]) => [name, [...values]]),
  [...data.sequence],
  structuredClone(flow),
  structuredClone(records),
  [...actualHours].map(([name, values]) => [name, [...values]]),
  [...itemScores].map(([name, { scores }]) => [name, [...scores]]),
];

describe('trials whose streams are started together', () => {
  it.each(studies)('a trial of %s is the same where every stream is started by itself', (_, shipped) => {
    const trial = { ...shipped, design: { ...shipped.design, participants: Math.min(40, shipped.design.participants) } };
    const [together, alone] = [engine, undefined].map((present) => {
      vi.stubGlobal('WebAssembly', present);
      const generator = trialGenerator(trial, key, 'all', { items: true });
      return [0, 1].map((replicate) => {
        generator.generate(replicate);
        return contents(generator);
      });
    });
    expect(together).toEqual(alone);
  });

  it('a participant has the same numbers whoever takes part as well', () => {
    const design = { ...exampleTrial.design, allocation: { kind: 'simple' } as const };
    const [few, many] = [5, 41].map((participants) => {
      const generator = trialGenerator({ ...exampleTrial, design: { ...design, participants } }, key, 'all');
      generator.generate(7);
      return generator.data;
    });
    for (let subject = 0; subject < 5; subject++) {
      expect(few.covariates.get('age')?.[subject]).toBe(many.covariates.get('age')?.[subject]);
      if (few.sequence[subject] !== many.sequence[subject]) continue;
      for (const [name, values] of few.columns)
        expect([...values.subarray(2 * subject, 2 * subject + 2)]).toEqual([
          ...(many.columns.get(name)?.subarray(2 * subject, 2 * subject + 2) ?? []),
        ]);
    }
  });

  it('items are kept of scales that are rated item by item alone', () => {
    const part = { ...exampleTrial.outcomes, hamd6: { visits: ['day1'] } };
    for (const mode of ['totals', 'items'] as const) {
      const trial: MechanisticTrial = { ...exampleTrial, outcomes: part, measurement: { ...exampleTrial.measurement, mode } };
      const generator = trialGenerator(trial, key, 'all', { items: true });
      generator.generate(0);
      const scores = [...generator.itemScores.values()].flatMap((each) => [...each.scores]);
      expect(scores.some((score) => score !== 255)).toBe(mode === 'items');
    }
  });
});
