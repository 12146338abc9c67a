import { expect, it } from 'vitest';
import { MAX_BYTES, memoryOf } from '../../../src/power/common-random-numbers/memory.ts';
import { simulateStudies } from '../../../src/power/common-random-numbers/simulate-studies.ts';
import { readStudy, starterScenario } from '../../../src/scenario/index.ts';
import { run } from '../../cli/command-line.ts';

const study = readStudy(starterScenario({ participants: 8, difference: 3, sd: 5 }), { replicates: 1_000_000_000 });

it('studies whose counts do not fit into memory are refused with the figure and with what fits', async () => {
  const refusal =
    /^3 studies of up to 1000000000 replicates would take 6 GB of memory, more than 2 GB: take fewer studies, or at most (\d+) replicates each$/;
  const message = await simulateStudies([{ study }, { study }, { study }]).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
  expect(message).toMatch(refusal);
  const replicates = Number(refusal.exec(message)?.[1]);
  const fitting = { study: { ...study, power: { ...study.power, replicates } } };
  expect(memoryOf([fitting, fitting, fitting])).toBeLessThanOrEqual(MAX_BYTES);
  expect(memoryOf([fitting, fitting, fitting])).toBeGreaterThan(0.999 * MAX_BYTES);
});

it.each([
  ['a tornado', ['power', 'gaussian-textbook', '--tornado']],
  ['a sweep', ['power', 'gaussian-textbook', '--vary', 'gaussian.difference=1,2,3']],
  ['a comparison', ['compare', 'designs/randomised-crossover', '--worlds', 'worlds/full-block', 'worlds/naltrexone-dysphoria']],
])('%s of a billion replicates is refused before anything is simulated', async (_, words) => {
  const { exitCode, stderr } = await run(...words, '--replicates', '1e9', '--workers', '1', '--quiet');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^\d+ studies of up to 1000000000 replicates would take [\d.]+ GB of memory, more than 2 GB: .*\n$/);
});

it('a number of replicates above the maximum is refused with the maximum', async () => {
  const { exitCode, stderr } = await run('power', 'gaussian-textbook', '--replicates', '1e12');
  expect([exitCode, stderr]).toEqual([
    2,
    '--replicates power.replicates: expected a whole number from 1 trials and at most 1000000000, got 1000000000000\n',
  ]);
});
