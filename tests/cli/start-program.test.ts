import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { engineProblem } from '../../src/cli/start-program.ts';

const { engines, bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string }; bin: Record<string, string> };

it.each(['12.22.12', '18.20.8', '20.0.0', '20.18.3', '20.1.9'])('Node.js %s is refused in one line', (version) => {
  expect(engineProblem(version, '>=20.19')).toBe(`crossover-sim needs Node.js 20.19 or later, got ${version}`);
});

it.each(['20.19.0', '20.20.2', '21.0.0', '22.0.0', '24.21.0', '100.0.0', '23.0.0-nightly2024'])('Node.js %s is taken', (version) => {
  expect(engineProblem(version, '>=20.19')).toBeUndefined();
});

it('this Node.js is one of those that the package declares', () => {
  expect(engineProblem(process.versions.node, engines.node)).toBeUndefined();
});

it('README, CONTRIBUTING and the pages name the lowest Node.js of package.json', () => {
  const lowest = engines.node.slice(2);
  for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/library.md', 'docs/cluster.md', 'docs/how-to/gate-in-ci.md'])
    expect(readFileSync(page, 'utf8').replaceAll(/\s+/g, ' '), page).toContain(`${lowest} or later`);
});

it('the first line of the program needs no option of env, which the env of Alpine has not', () => {
  const source = bin['crossover-sim'].replace('dist/', 'src/').replace(/\.js$/, '.ts');
  expect(readFileSync(source, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
});

it('an older Node.js is refused before packages are installed', () => {
  const script = `Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } }); await import('./.ci/install-missing.mjs')`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([2, '', `crossover-sim needs Node.js ${engines.node.slice(2)} or later, got 18.20.8\n`]);
});
