import { expect, it } from 'vitest';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { gaussianStudy } from '../../bench/studies.ts';
import { run, shipped } from '../command-line.ts';

const textbook = [shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--quiet', '--workers', '1'];
const failing = ['--set', 'missingness.perVisit=0.6', '--participants', '8', '--replicates', '500'];

it('above power.maxFailures no power is printed but exit code 4, which analyses, how often and why', async () => {
  const { exitCode, stdout, stderr } = await run('power', ...textbook, ...failing);
  expect(exitCode).toBe(4);
  expect(stdout).not.toMatch(/power|±/);
  expect(stderr).toMatch(/crossover-t: \d+\.\d\d % of 500 trials could not be analysed\n {2}\d+ trials: /);
  expect(stderr).toContain('more than power.maxFailures (1 %): no power is given');
});

it('the JSON document has the failures and no power of what failed, nor of its claim', async () => {
  const { exitCode, stdout } = await run('power', ...textbook, ...failing, '--json');
  expect(exitCode).toBe(4);
  const { analyses, claim } = JSON.parse(stdout) as {
    analyses: Record<string, { power: unknown; notEstimable: { share: number; reasons: Record<string, number> } }>;
    claim: { power: unknown };
  };
  expect(analyses['crossover-t'].power).toBeNull();
  expect(analyses['crossover-t'].notEstimable.share).toBeGreaterThan(0.01);
  expect(Object.values(analyses['crossover-t'].notEstimable.reasons).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5);
  expect(claim.power).toBeNull();
});

it('where the scenario allows it the power is printed, failures beside it', async () => {
  const { exitCode, stdout } = await run('power', ...textbook, ...failing, '--set', 'power.maxFailures=1');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('not estimable: crossover-t in');
});

it('fits on the boundary of the parameter space are counted', () => {
  const base = gaussianStudy(8, 'a: {method: mixed-model}, b: {method: crossover-t}');
  if (base.trial.kind !== 'gaussian') throw new Error('not gaussian');
  const trial = { ...base.trial, gaussian: { ...base.trial.gaussian, sdBetween: 0 } };
  const { analyses } = estimatePower({ ...base, trial, power: { ...base.power, replicates: 500 } });
  expect(analyses.a.singular).toBeGreaterThan(0.2);
  expect(analyses.b.singular).toBe(0);
});
