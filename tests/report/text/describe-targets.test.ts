import { expect, it } from 'vitest';
import { run } from '../../cli/command-line.ts';

it('describe draws the blockade of every target at the visits of the study, and the attenuation by dependence on several targets', async () => {
  const { stdout } = await run('describe', 'questions/buprenorphine-naltrexone');
  const of = (target: string): string =>
    new RegExp(`^  ${target} blockade: .*$`, 'gm').exec(stdout.slice(stdout.indexOf('condition naltrexone')))?.[0] ?? '';
  expect(of('opioid')).toBe('  opioid blockade: baseline 0.0 %, day1 89.9 %, day3 61.8 %, day7 29.4 %');
  expect(of('kappa')).toBe('  kappa blockade: baseline 0.0 %, day1 59.3 %, day3 38.4 %, day7 18.2 %');
  expect(stdout).toMatch(/kappa blockade \[fraction\]/);
  expect(stdout).toMatch(
    /left when the next period starts: 2\.2 % opioid blockade, 1\.4 % kappa blockade, 0\.5 % of the full benefit of the dose/,
  );
  expect(stdout).toMatch(
    /attenuation of hamd17 from baseline to day1: \d\d\.\d % ± 0\.\d \(falls of .* under placebo and .* under naltrexone/,
  );
});

it('describe says nothing of what is left of a condition that no period follows', async () => {
  const { stdout } = await run('describe', 'depot-naltrexone');
  const depot = stdout.slice(stdout.indexOf('condition depot'));
  expect(depot).toMatch(/opioid blockade: .*day14 95\.0 %/);
  expect(depot).not.toMatch(/left when/);
});
