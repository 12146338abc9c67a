import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { resultSchemas } from '../../../src/report/schema/results-schema.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const plan = join(folder, 'plan.yaml');
writeFileSync(
  plan,
  `extends: ${shipped('gaussian-textbook.yaml')}
uncertainty:
  priors:
    gaussian.difference: { distribution: normal, mean: 3, sd: 1, source: assumed }
    gaussian.sdWithin: { distribution: uniform, min: 4, max: 6, source: assumed }
`,
);
const asked = ['--learning', '--parameter', 'gaussian.difference', '--replicates', '100', '--quiet'];
const refused = async (...words: string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await run('power', ...words);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  return stderr;
};

it('learning over sizes has the same bytes with any number of workers, in memory and in a folder', async () => {
  const words = ['power', plan, ...asked, '--threshold', '2.5', '--vary', 'design.participants=8,32', '--json'];
  const out = join(folder, 'run');
  const documents = [];
  for (const more of [
    ['--workers', '1'],
    ['--workers', '2'],
    ['--workers', '1', '--out', out],
  ]) {
    const { timing, ...rest } = JSON.parse((await run(...words, ...more)).stdout) as Record<string, unknown>;
    expect(timing).toEqual({ seconds: expect.any(Number) as number });
    documents.push(rest);
  }
  expect(documents[1]).toEqual(documents[0]);
  expect(documents[2]).toEqual(documents[0]);
  const read = resultSchemas.learning.parse(JSON.parse(readFileSync(join(out, 'learning.json'), 'utf8')));
  const [small, large] = read.learning.cells;
  expect([small.participants, large.participants]).toEqual([8, 32]);
  expect(large.reduction.value).toBeGreaterThan(small.reduction.value + 3 * large.reduction.mcse);
  expect(large.conclusion.right.value).toBeGreaterThan(small.conclusion.right.value);
  expect(readFileSync(join(out, 'learning.csv'), 'utf8').trim().split('\n')).toHaveLength(3);
  expect((await run('status', out)).stdout).toContain('shards finished');
  // Planned for other machines it is the same run.
  const planned = join(folder, 'planned');
  expect((await run('plan', ...words.slice(1, -1), '--out', planned)).exitCode).toBe(0);
  expect(readFileSync(join(planned, 'plan.json'), 'utf8')).toBe(readFileSync(join(out, 'plan.json'), 'utf8'));
  expect((await run('plan', plan, '--for', 'compare', '--worlds', plan, '--learning', '--out', planned)).stderr).toContain(
    '--learning: goes with --for power',
  );
  const { stdout } = await run(...words.slice(0, -1), '--workers', '1', '--out', out, '--resume');
  const text = stdout.replaceAll(/\s+/g, ' ');
  expect(text).toMatch(
    /One trial \(8 participants\) is expected to bring the SD of gaussian.difference from [\d.]+ ± [\d.]+ to [\d.]+ ± [\d.]+: [\d.]+ ± [\d.]+ % less/,
  );
  expect(text).toContain('Most is learned from 32 participants');
}, 300_000);

it('a question about learning is told everything that is wrong with it at once', async () => {
  expect(await refused(shipped('gaussian-textbook.yaml'), '--learning')).toContain(
    'uncertainty: expected a section with priors or a posterior, got none',
  );
  const both = await refused(plan, ...asked.slice(0, 1), '--certainty', '0.4');
  expect(both).toContain(
    '--parameter: expected a parameter that is uncertain in ' +
      plan +
      " (gaussian.difference, gaussian.sdWithin), got 'response.opioidDependence'",
  );
  expect(both).toContain('--certainty: expected a probability between 0.5 and 1, got 0.4');
  expect(await refused(plan, '--learning', '--parameter', 'gaussian.sdWithin', '--threshold', '-1')).toMatch(
    /--threshold: expected a number between \S+ and \S+, the bounds of gaussian.sdWithin, got -1/,
  );
  expect(await refused(plan, ...asked, '--stated')).toContain('--stated: cannot go with --learning');
  expect(await refused(plan, ...asked, '--require', '0.8')).toContain('--require: speaks of one power; it cannot go with --learning');
  expect(await refused(plan, '--threshold', '2')).toContain('learning');
}, 120_000);

it('designs with different prior medians have a column of their thresholds, and those with one threshold have none', async () => {
  const other = join(folder, 'other.yaml');
  writeFileSync(other, `extends: ./plan.yaml\nname: other\nuncertainty: { priors: { gaussian.difference: { mean: 5 } } }\n`);
  const told = async (...words: string[]): Promise<string> => (await run('power', plan, other, ...asked, ...words)).stdout;
  expect(await told()).toMatch(/ threshold +right.*\nplan .*  3  +[\d.]+ ± .*\nother .*  5  +[\d.]+ ± /);
  expect(await told('--threshold', '4')).not.toMatch(/ threshold +right/);
}, 300_000);
