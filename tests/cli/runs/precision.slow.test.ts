import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { DECISION_ERROR, precision, sequentialDecision, sequentialInterval } from '../../../src/power/stopping/stopping-rule.ts';
import { rootKey, Stream } from '../../../src/random/index.ts';
import { confidenceSequence, logEvidenceAgainst } from '../../../src/statistics/intervals/confidence-sequence.ts';
import { gaussianStudy } from '../../bench/studies.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const textbook = [shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--quiet', '--workers', '1'];

describe('confidence sequence', () => {
  it('the evidence is a martingale: its mean over all outcomes is 1', () => {
    for (const [p, n] of [
      [0.8, 12],
      [0.03, 40],
    ]) {
      let mean = 0;
      let ways = 1;
      for (let s = 0; s <= n; s++) {
        mean += ways * p ** s * (1 - p) ** (n - s) * Math.exp(logEvidenceAgainst(p, s, n));
        ways = (ways * (n - s)) / (s + 1);
      }
      expect(mean).toBeCloseTo(1, 10);
    }
  });

  it('the confidence sequence holds where the evidence is below the limit, and at the edges', () => {
    const { lower, upper } = confidenceSequence(852, 1000, 0.95);
    for (const edge of [lower, upper]) expect(logEvidenceAgainst(edge, 852, 1000)).toBeCloseTo(Math.log(20), 8);
    expect(lower).toBeLessThan(0.852);
    expect(upper).toBeGreaterThan(0.852);
    expect(confidenceSequence(0, 0, 0.95)).toEqual({ lower: 0, upper: 1 });
    expect(confidenceSequence(0, 100, 0.95).lower).toBe(0);
    expect(confidenceSequence(100, 100, 0.95).upper).toBe(1);
  });

  it('a decision and its interval agree', () => {
    for (const successes of [700, 780, 800, 830, 900]) {
      const { lower, upper } = sequentialInterval(successes, 1000, DECISION_ERROR);
      const decision = sequentialDecision(successes, 1000, { power: 0.8, error: DECISION_ERROR });
      expect(decision).toBe(lower >= 0.8 ? 'met' : upper < 0.8 ? 'missed' : 'undecided');
    }
  });

  it.each([0.8, 0.5, 0.95])('looking after every trial, a power of exactly the requirement %d is rarely decided', (power) => {
    const stream = new Stream().startAt(rootKey('error rate'), 0, 0, Math.round(power * 100));
    let wrong = 0;
    for (let runs = 0; runs < 1000; runs++) {
      let successes = 0;
      for (let trials = 1; trials <= 1000; trials++) {
        if (stream.uniform() < power) successes++;
        if (sequentialDecision(successes, trials, { power, error: DECISION_ERROR }) !== 'undecided') {
          wrong++;
          break;
        }
      }
    }
    expect(wrong / 1000).toBeLessThan(DECISION_ERROR);
    expect(wrong).toBeGreaterThan(0);
  });
});

describe('--mcse', () => {
  it.each(['0.01', '0.004'])('a run with --mcse goes on until the standard error is at most %s, and hardly longer', async (mcse) => {
    const { exitCode, stdout } = await run('power', ...textbook, '--mcse', mcse, '--json');
    expect(exitCode).toBe(0);
    const { claim, replicates } = JSON.parse(stdout) as { claim: { power: { value: number; mcse: number } }; replicates: number };
    expect(claim.power.mcse).toBeLessThanOrEqual(Number(mcse));
    const needed = (claim.power.value * (1 - claim.power.value)) / Number(mcse) ** 2;
    expect(replicates).toBeLessThan(Math.max(2001, needed * 1.2 + 500));
  });

  it('a pilot without failures does not end the run', () => {
    const study = gaussianStudy(10, 'a: {method: paired-t}');
    const rule = precision(study, 0.0005);
    const total = { trials: 2000, claims: 0, analyses: [{ successes: 2000 }] } as unknown as Parameters<typeof rule.next>[0];
    expect(rule.next(total)).toBeGreaterThan(2000);
  });

  it('--mcse with --replicates, or out of range, is a usage error', async () => {
    for (const words of [
      ['--mcse', '0.01', '--replicates', '10'],
      ['--mcse', '0'],
      ['--mcse', '2'],
      ['--require', '80'],
    ]) {
      expect((await run('power', ...textbook, ...words)).exitCode).toBe(2);
    }
  });
});

describe('--require', () => {
  it('a run with --require decides early when the answer is clear, with the same bytes for any number of workers and with a folder', async () => {
    const words = ['--require', '0.6', '--replicates', '100000', '--json'];
    const documents: unknown[] = [];
    for (const more of [[], ['--workers', '2'], ['--out', `${folder}/early`], ['--out', `${folder}/early`, '--resume']]) {
      const { exitCode, stdout } = await run('power', ...textbook, ...words, ...more);
      expect(exitCode).toBe(0);
      const { timing, ...document } = JSON.parse(stdout) as Record<string, unknown>;
      expect(Object.keys(timing as object)).toEqual(['seconds', 'trialsPerSecond', 'workers']);
      documents.push(document);
    }
    for (const document of documents) expect(document).toEqual(documents[0]);
    const { replicates, decision, requirement } = documents[0] as { replicates: number; decision: string; requirement: { lower: number } };
    expect([decision, replicates <= 1000]).toEqual(['met', true]);
    expect(requirement.lower).toBeGreaterThanOrEqual(0.6);
  });

  it('a run with --require can end missed or undecided', async () => {
    expect((await run('power', ...textbook, '--require', '0.95', '--replicates', '5000')).exitCode).toBe(1);
    expect((await run('power', ...textbook, '--require', '0.85', '--replicates', '1000')).exitCode).toBe(3);
  });
});
