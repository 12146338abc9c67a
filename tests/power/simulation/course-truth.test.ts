import { describe, expect, it } from 'vitest';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { effectAimedAt, whyNoTruth } from '../../../src/power/simulation/truth-applies.ts';
import { trueEffects } from '../../../src/power/simulation/truth.ts';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { rootKey } from '../../../src/random/root-key.ts';
import type { PlannedAnalysis, Study } from '../../../src/study/study.ts';
import { potentialOutcomes } from '../../../src/trial/potential-outcomes.ts';
import { sequenceOutcomes } from '../../../src/trial/sequence-outcomes.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { shippedStudy } from '../../report/shipped-study.ts';

const course = shippedStudy('courses/six-infusions', ['missingness.betweenPeriods=0', 'power.truthPatients=500']);
const trial = course.trial as MechanisticTrial;
const within = course.analyses['hamd17-day1-within'];
const { name, title, seed, power } = course;
const asked = (analyses: Readonly<Record<string, Partial<PlannedAnalysis>>>, design: Partial<MechanisticTrial['design']> = {}): Study => ({
  ...{ name, title, seed, power },
  trial: { ...trial, design: { ...trial.design, ...design } },
  analyses: Object.fromEntries(Object.entries(analyses).map(([name, change]) => [name, { ...within, ...change }])),
});

describe('the potential outcomes of a sequence', () => {
  const key = rootKey(7);
  const reads = new Set(['hamd17@day1', 'craving@day1']);
  const data = sequenceOutcomes(trial, key, reads, 40, -1);

  it('the first period of every sequence is the potential outcome of its condition given first', () => {
    const first = potentialOutcomes(trial, key, reads, 40, -1);
    for (const name of reads) {
      const [values, alone] = [data.columns.get(name) ?? [], first.columns.get(name) ?? []];
      for (let subject = 0; subject < data.subjectCount; subject++) {
        const code = data.treatment[subject * data.periodCount];
        expect(values[subject * data.periodCount]).toBe(alone[Math.floor(subject / 3) * 2 + code]);
      }
    }
  });

  it('the sequences of a participant have the same covariates, their own treatments, and nothing missing', () => {
    expect(data.subjectCount).toBe(120);
    for (const values of data.covariates.values()) for (let s = 0; s < 120; s++) expect(values[s]).toBe(values[s - (s % 3)]);
    for (let row = 0; row < data.treatment.length; row++) {
      const order = trial.design.sequences[Math.floor(row / 6) % 3];
      expect(data.treatments[data.treatment[row]]).toBe(order[row % 6]);
    }
    for (const values of data.columns.values()) expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe('the true effect of an analysis of a course', () => {
  it('a paired analysis of a course without dropout estimates its true effect: no bias, coverage as asked', () => {
    const { analyses } = estimatePower({ ...course, power: { ...course.power, replicates: 800 } });
    for (const { bias, coverage, trueEffect, trueEffectMcse } of Object.values(analyses)) {
      expect(Math.abs(trueEffect ?? 0)).toBeGreaterThan(5 * (trueEffectMcse ?? NaN)); // there is one, or the test would show nothing
      expect(Math.abs(bias.value ?? NaN)).toBeLessThan(3.5 * (bias.mcse ?? NaN));
      // 20 pairs of skewed differences: within a tenth of the nominal error, and three Monte-Carlo errors.
      expect(Math.abs((coverage.value ?? NaN) - 0.95)).toBeLessThan(0.005 + 3 * (coverage.mcse ?? NaN));
    }
  });

  it('a mixed model of two mirrored courses estimates the difference by period', () => {
    const sequences = [0, 1].map((odd) => Array.from({ length: 6 }, (_, k) => (k % 2 === odd ? 'placebo' : 'naltrexone')));
    const study = asked({ model: { method: 'mixed-model', options: {} } }, { sequences, weights: [1, 1], blockSize: 2, participants: 24 });
    expect(effectAimedAt(study.analyses.model, study.trial)).toBe('course');
    const { bias, trueEffect } = estimatePower({ ...study, power: { ...study.power, replicates: 400 } }).analyses.model;
    expect(trueEffect).toBeGreaterThan(0.5);
    expect(Math.abs(bias.value ?? NaN)).toBeLessThan(3.5 * (bias.mcse ?? NaN));
  });

  it('sequences count as participants are allocated to them', () => {
    const orders = [0, 1].map((odd) => Array.from({ length: 6 }, (_, k) => (k % 2 === odd ? 'placebo' : 'naltrexone')));
    const effect = (sequences: string[][], weights: number[]): number => {
      const study = asked({ only: {} }, { sequences, weights, blockSize: weights.reduce((a, b) => a + b) });
      // Strong tolerance, so that what comes first matters.
      const tolerant = { ...trial, design: study.trial.design as typeof trial.design, response: { ...trial.response, repeatFactor: 0.3 } };
      const parts = { ...study, trial: tolerant, power: { ...study.power, truthPatients: 1000 } };
      return trueEffects(compileStudy(parts))[0].value ?? NaN;
    };
    const [one, other] = orders.map((order) => effect([order], [1]));
    const mixed = effect(orders, [3, 1]);
    expect(Math.abs(one - other)).toBeGreaterThan(0.5); // the order matters, or the test would show nothing
    expect(Math.abs(mixed - (0.75 * one + 0.25 * other))).toBeLessThan(0.35); // up to 10 000 participants, each effect with SE about 0.08
  });

  it('an analysis whose model takes carry-over out, or that cannot be told from the period, has no true effect', () => {
    const model = { method: 'mixed-model', options: { carryover: 'first-order' } } as const;
    const apart = [Array<string>(6).fill('placebo'), ['placebo', 'placebo', 'placebo', 'placebo', 'naltrexone', 'naltrexone']];
    const fixed = [['placebo', 'placebo', 'placebo', 'naltrexone', 'naltrexone', 'naltrexone']];
    const why = (change: object, design: object): string | undefined => {
      const study = asked({ it: change }, design);
      return whyNoTruth(study.analyses.it, study.trial);
    };
    expect(why(model, {})).toMatch(/its model takes carry-over out of the effect/);
    expect(why({ method: 'mixed-model', options: {} }, { sequences: apart, weights: [1, 1] })).toBeUndefined();
    expect(why({ method: 'mixed-model', options: {} }, { sequences: fixed, weights: [1] })).toMatch(
      /no period of the design has both conditions/,
    );
    expect(why({}, { rebaselineShare: 0.5 })).toMatch(/depends on the score before it/);
    expect(why({ method: 'mixed-model', options: {}, population: 'placebo-responders' }, {})).toMatch(/who responds/);
  });
});
