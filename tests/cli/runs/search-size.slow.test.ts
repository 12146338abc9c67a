import { expect, it } from 'vitest';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { runCurve } from '../../../src/power/simulation/nested-trials.ts';
import { withParticipants } from '../../../src/study/derived-study.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import { bracket, sizesBetween, smallestReaching, type CurvePoint } from '../../../src/power/sample-size/sample-size.ts';
import type { Study } from '../../../src/study/study.ts';
import { simulatedProportion } from '../../../src/statistics/intervals/simulated-proportion.ts';
import { noncentralTUpperTail } from '../../../src/statistics/distributions/noncentral-t.ts';
import { studentTQuantile } from '../../../src/statistics/distributions/student-t.ts';
import { gaussianStudy, mainStudy } from '../../bench/studies.ts';
import { run, shipped } from '../command-line.ts';

const textbook = [shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--quiet', '--workers', '1'];

/** Exact power of the crossover t test for n patients, half to each sequence; the negligible other tail is left out. */
function exactPower(n: number, difference: number, sdWithin: number): number {
  return noncentralTUpperTail(studentTQuantile(0.975, n - 2), n - 2, (difference * Math.sqrt(n / 2)) / sdWithin);
}

it.each<[string, Study, number[]]>([
  ['gaussian with missing values', gaussianStudy(21, 'a: {method: crossover-t}, b: {method: paired-t}', 0.1), [6, 7, 14, 21]],
  ['mechanistic', withParticipants(mainStudy(), 16), [6, 14, 16]],
])('the first n patients of a trial are a trial of n patients: %s', (_, study, sizes) => {
  const curve = runCurve(compileStudy(study), sizes, 0, 60);
  sizes.forEach((size, position) => {
    const alone = compileStudy(withParticipants(study, size));
    const tally = runReplicates(
      alone,
      alone.names.map(() => 0),
      0,
      60,
    );
    expect(curve.successes.map((row) => row[position])).toEqual(tally.analyses.map(({ successes }) => successes));
    expect(curve.claims[position]).toBe(tally.claims);
    const failed = tally.analyses.map(({ notEstimable }) => Object.values(notEstimable).reduce((sum, count) => sum + count, 0));
    expect(curve.notEstimable.map((row) => row[position])).toEqual(failed);
  });
});

it('sample-size finds the size that the noncentral t distribution gives', async () => {
  let exact = 4;
  while (exactPower(exact, 4, 5) < 0.9) exact += 2;
  const { exitCode, stdout } = await run('sample-size', ...textbook, '--target', '0.9', '--replicates', '8000', '--json');
  expect(exitCode).toBe(0);
  const found = JSON.parse(stdout) as { participants: number; interval: { lower: number; upper: number }; curve: CurvePoint[] };
  expect(found.interval.lower).toBeLessThanOrEqual(exact);
  expect(found.interval.upper).toBeGreaterThanOrEqual(exact);
  expect(Math.abs(found.participants - exact)).toBeLessThanOrEqual(2);
  for (const { participants, power } of found.curve)
    expect(Math.abs(power.value - exactPower(participants, 4, 5))).toBeLessThan(4 * power.mcse + 1e-9);
});

it('sample-size gives the same answer for one and two workers', async () => {
  const answers: unknown[] = [];
  for (const workers of ['1', '2']) {
    const { stdout } = await run('sample-size', ...textbook.slice(0, 4), '--workers', workers, '--replicates', '1000', '--json');
    const { timing, ...answer } = JSON.parse(stdout) as Record<string, unknown>;
    expect(timing).toEqual({ seconds: expect.any(Number) as number });
    answers.push(answer);
  }
  expect(answers[1]).toEqual(answers[0]);
});

it('a size that cannot be reached is said, with exit code 1; an unclear question is usage', async () => {
  const { exitCode, stdout } = await run('sample-size', ...textbook, '--max', '10', '--replicates', '500');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('no size up to 10 patients reaches 0.8');
  for (const words of [
    ['--analysis', 'absent'],
    ['--target', '80'],
    ['--max', '1'],
  ]) {
    expect((await run('sample-size', ...textbook, '--replicates', '100', ...words)).exitCode).toBe(2);
  }
});

it('sample-size gives no size where too many trials cannot be analysed', async () => {
  const words = [
    '--set',
    'missingness.perVisit=0.5',
    '--set',
    'gaussian.difference=60',
    '--max',
    '12',
    '--replicates',
    '500',
    '--target',
    '0.05',
  ];
  const { exitCode, stderr } = await run('sample-size', ...textbook, ...words);
  expect([exitCode, /could not be analysed/.test(stderr)]).toEqual([4, true]);
});

const curve = (...powers: number[]): CurvePoint[] =>
  powers.map((power, index) => ({ participants: 2 * index + 2, power: simulatedProportion(Math.round(1000 * power), 1000) }));

it('a dip back below the target does not count as reaching it', () => {
  expect(smallestReaching(curve(0.5, 0.81, 0.79, 0.85), 0.8, 1000)?.participants).toBe(8);
  expect(smallestReaching(curve(0.5, 0.6), 0.8, 1000)).toBeUndefined();
  expect(smallestReaching(curve(0.9), 0.8, 1000)).not.toHaveProperty('smaller');
  expect(smallestReaching(curve(0.5, 0.795, 0.81), 0.8, 1000)?.smaller?.probability).toBeGreaterThan(0.25);
});

it('the search brackets the target and tells the sizes it tries', () => {
  expect(bracket(curve(0.3, 0.6, 0.78, 0.82, 0.9), 0.8, 1000)).toEqual({ low: 4, high: 10, reached: true });
  expect(bracket(curve(0.3, 0.6), 0.8, 1000).reached).toBe(false);
  expect(sizesBetween(10, 20, 2, 60)).toEqual([10, 12, 14, 16, 18, 20]);
  expect(sizesBetween(2, 1000, 2, 16).length).toBeLessThanOrEqual(16);
});
