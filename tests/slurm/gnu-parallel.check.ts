import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const cli = resolve('dist/cli/cli.js');
const root = mkdtempSync(join(tmpdir(), 'crossover-parallel-'));
afterAll(() => rmSync(root, { recursive: true }));

function program(...words: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

/** GNU parallel itself; where it is not installed the test is shown as skipped. */
it.skipIf(!existsSync('/usr/bin/parallel'))('GNU parallel finishes a folder whose name has spaces and quotes', () => {
  const [folder, alone] = [join(root, 'it\'s a "run"'), join(root, 'alone')];
  const question = [resolve('scenarios/gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '1000'];
  program('plan', ...question, '--shard-trials', '500', '--out', folder);
  program('emit', 'parallel', folder);
  program('run-shard', folder, '1');
  const { status, stderr } = spawnSync('bash', [join(folder, 'emit', 'run.sh')], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  program('power', ...question, '--out', alone, '--quiet');
  expect(readFileSync(join(folder, 'power.json'), 'utf8')).toBe(readFileSync(join(alone, 'power.json'), 'utf8'));
});

it.skipIf(!existsSync('/usr/bin/parallel'))('GNU parallel finishes a tornado, whose merge simulates along its widest bar', () => {
  const [folder, alone] = [join(root, "it's a tornado"), join(root, 'tornado alone')];
  const question = [resolve('scenarios/gaussian-textbook.yaml'), '--tornado', '--vary', 'gaussian.difference=2:6', '--replicates', '1000'];
  program('plan', ...question, '--shard-trials', '1000', '--out', folder);
  program('emit', 'parallel', folder);
  const { status, stderr } = spawnSync('bash', [join(folder, 'emit', 'run.sh')], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  program('power', ...question, '--out', alone, '--quiet');
  expect(readFileSync(join(folder, 'tornado.json'), 'utf8')).toBe(readFileSync(join(alone, 'tornado.json'), 'utf8'));
});
