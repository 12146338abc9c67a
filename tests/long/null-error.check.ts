import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { estimatePower } from '../../src/power/estimate-power.ts';
import { readScenario } from '../../src/scenario/index.ts';

/**
 * Under `scenarios/null.yaml` naltrexone does nothing on any endpoint, so every test of a difference over all patients must reject at its level.
 * The rank-like discreteness of whole-number scores makes the t tests slightly conservative or liberal; the tolerance is three Monte-Carlo standard errors
 * plus two tenths of a percentage point for that. The responders-only analysis is biased by design and must show it.
 */
it('the mechanistic null keeps the type I error', () => {
  const path = 'scenarios/null.yaml';
  const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  const result = readScenario({ path, text: read(path) }, { readFile: read, replicates: 20_000, set: ['power.truthPatients=2000'] });
  if ('problems' in result) throw new Error(result.problems.map((each) => each.text).join('\n'));
  const { analyses } = estimatePower({
    ...result.study,
    analyses: Object.fromEntries(
      Object.entries(result.study.analyses).map(([name, each]) => [name, { ...each, direction: 'either' as const }]),
    ),
  });
  const tolerance = 3 * Math.sqrt((0.05 * 0.95) / 20_000) + 0.002;
  for (const name of ['hamd17-day1', 'hamd17-day1-paired', 'hamd17-change-day1']) {
    expect(Math.abs(analyses[name].power.value - 0.05)).toBeLessThan(tolerance);
    expect(analyses[name].trueEffect).toBe(0);
  }
  const responders = analyses['hamd17-day1-responders'];
  expect(responders.trueEffect).toBe(0);
  expect((responders.bias.value ?? 0) / (responders.bias.mcse ?? 1)).toBeGreaterThan(20);
  // Far above the level of 5 %: ten Monte-Carlo standard errors.
  expect(responders.power.value).toBeGreaterThan(0.05 + 10 * Math.sqrt((0.05 * 0.95) / 20_000));
});
