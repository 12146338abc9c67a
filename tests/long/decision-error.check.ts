import { expect, it } from 'vitest';
import { DECISION_ERROR, sequentialDecision } from '../../src/power/stopping/stopping-rule.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { binomialProbability } from '../../src/statistics/distributions/binomial.ts';

const RUNS = 2000;
const BLOCK = 500;
const MOST = 100_000;

const cumulated = new Map<string, readonly number[]>();

/** Successes in n trials of one probability, by inversion of their distribution: one uniform number in place of n. */
function binomial(stream: Stream, n: number, p: number): number {
  const key = `${n} ${p}`;
  let table = cumulated.get(key);
  if (table === undefined) {
    let sum = 0;
    table = Array.from({ length: n + 1 }, (_, successes) => (sum += binomialProbability(successes, n, p)));
    cumulated.set(key, table);
  }
  const u = stream.uniform();
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (u <= table[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Decisions of many runs with this power against a requirement of 0.8, looking after every block. */
function decisions(power: number): Record<'met' | 'missed' | 'undecided', number> {
  const stream = new Stream();
  const key = rootKey('decision error');
  const counts = { met: 0, missed: 0, undecided: 0 };
  for (let run = 0; run < RUNS; run++) {
    stream.startAt(key, run, 0, Math.round(power * 1e6));
    let successes = 0;
    let decision: keyof typeof counts = 'undecided';
    for (let trials = BLOCK; trials <= MOST && decision === 'undecided'; trials += BLOCK) {
      successes += binomial(stream, BLOCK, power);
      decision = sequentialDecision(successes, trials, { power: 0.8, error: DECISION_ERROR });
    }
    counts[decision]++;
  }
  process.stdout.write(`power ${power}: ${JSON.stringify(counts)} of ${RUNS}\n`);
  return counts;
}

it('runs whose power is the requirement decide at all in at most 5 %', () => {
  const { met, missed } = decisions(0.8);
  expect(met + missed).toBeLessThanOrEqual(DECISION_ERROR * RUNS);
});

it('runs just above and just below the requirement decide wrongly in at most 5 %', () => {
  expect(decisions(0.805).missed).toBeLessThanOrEqual(DECISION_ERROR * RUNS);
  expect(decisions(0.795).met).toBeLessThanOrEqual(DECISION_ERROR * RUNS);
});

it('runs away from the requirement nearly all decide, and rightly', () => {
  expect(decisions(0.82).met).toBeGreaterThan(0.99 * RUNS);
  expect(decisions(0.78).missed).toBeGreaterThan(0.99 * RUNS);
});

it('runs of three requirements, each exactly the true power, decide about any in at most 5 %, however much they go together', () => {
  const stream = new Stream();
  const key = rootKey('joint decision error');
  const [runs, most, count] = [1000, 20_000, 3];
  for (const shared of [0, 0.5, 1]) {
    let wrong = 0;
    for (let run = 0; run < runs; run++) {
      stream.startAt(key, run, 1, Math.round(shared * 1e6));
      const successes = [0, 0, 0];
      for (let trials = BLOCK; trials <= most; trials += BLOCK) {
        // A trial has a share of its outcomes in common: given how that is, those of the three are independent.
        const good = binomial(stream, BLOCK, 0.8);
        for (let of = 0; of < count; of++)
          successes[of] += binomial(stream, good, shared + (1 - shared) * 0.8) + binomial(stream, BLOCK - good, (1 - shared) * 0.8);
        const decided = successes.some(
          (each) => sequentialDecision(each, trials, { power: 0.8, error: DECISION_ERROR / count }) !== 'undecided',
        );
        if (decided) {
          wrong++;
          break;
        }
      }
    }
    process.stdout.write(`three requirements, ${shared} shared: ${wrong} of ${runs} runs decide\n`);
    expect(wrong).toBeLessThanOrEqual(DECISION_ERROR * runs);
  }
});
