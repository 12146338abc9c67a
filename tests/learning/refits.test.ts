import { expect, it } from 'vitest';
import type { Summary } from '../../src/learning/evidence-schema.ts';
import type { Evidence, EvidenceStudy } from '../../src/learning/evidence-study.ts';
import { withEachAlone, withoutEachStudy } from '../../src/learning/refits.ts';
import type { StudyEmulator } from '../../src/learning/study-emulator.ts';
import type { Surface } from '../../src/learning/surface.ts';

const line = (constant: number, ...linear: number[]): Surface => ({
  constant,
  linear: new Float64Array(linear),
  square: new Float64Array((linear.length * (linear.length + 1)) / 2),
});

/** A study that publishes a mean, which is the parameter at one place, with a sampling SD of 1. */
function study(name: string, at: number, value: number): StudyEmulator {
  const summary = { kind: 'mean', name: 'figure', read: 'here', endpoint: 'hamd17', visit: 'day1', measure: 'value', after: 'placebo' };
  const summaries = [{ ...summary, heldOut: false, value } as unknown as Summary];
  return {
    study: { name, summaries } as unknown as EvidenceStudy,
    reads: [at],
    figures: [{ mean: line(0, 1), logSd: line(0, 0) }],
    tables: [],
    covariance: new Float64Array([1]),
    leftOut: 0,
  };
}

const emulators = [study('high', 0, 2), study('low', 0, -1), study('other', 1, 5)];
const prior = { distribution: 'normal', mean: 0, sd: 1 } as const;
const support = { min: -10, max: 10 };
// Hardly any difference between studies, so that the posterior is that of a normal mean.
const evidence: Evidence = {
  ...{ name: 'toy', title: '', seed: '1' },
  parameters: ['a', 'b'].map((path) => ({ path, prior, support, integer: false })),
  betweenStudy: [0.001, 0],
  studies: emulators.map((each) => each.study),
};
const lengths = { chains: 4, warmUp: 300, draws: 1000 };

it('each study alone has the posterior of its own figure, of those that depend on the parameter', async () => {
  const alone = await withEachAlone(evidence, emulators, { lengths });
  expect(alone.map((each) => each.study)).toEqual(['high', 'low']);
  // Prior and figure have a precision of 1 each.
  expect(alone[0].posterior.a.mean).toBeCloseTo(1, 1);
  expect(alone[1].posterior.a.mean).toBeCloseTo(-0.5, 1);
  expect(alone[0].posterior.a.sd).toBeCloseTo(Math.SQRT1_2, 1);
  const without = await withoutEachStudy(evidence, emulators, { lengths });
  expect(without[2].posterior.a.mean).toBeCloseTo(1 / 3, 1);
});

it('no study is left by itself where only one depends on the parameter, or none may differ', async () => {
  expect(await withEachAlone(evidence, emulators.slice(1), { lengths })).toEqual([]);
  expect(await withEachAlone({ ...evidence, betweenStudy: [0, 0] }, emulators, { lengths })).toEqual([]);
});
