import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { annotations } from '../../../src/cli/results/annotations.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
const protocol = join(folder, 'protocol.yaml');
const runner = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder };
const missed = (of: string) => ({ requirement: { of, decision: 'missed' as const }, text: `${of}: required 0.9, got 0.665, missed` });

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/trial.yaml'), `extends: ${shipped('gaussian-textbook.yaml')}\n`);
  writeFileSync(join(folder, 'base.yaml'), 'extends: node_modules/trial.yaml\npower:\n  require: 0.9\n');
  writeFileSync(
    protocol,
    'extends: base.yaml\nname: protocol\ndesign: { participants: 4 }\nclaim:\n  name: a difference\n  all: [paired-t]\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => void vi.unstubAllEnvs());

it('an annotation stands at the line of the requirement, in the file of the checkout that makes it', () => {
  expect(annotations([missed('claim')], { path: protocol, isTyped: false }, runner)).toEqual([
    '::error file=base.yaml,line=3,col=3,title=power of claim%3A missed::claim: required 0.9, got 0.665, missed',
  ]);
});

it('what the command line requires is annotated at the claim, or at the head of the file where the analysis is in none of the checkout', () => {
  const places = annotations([missed('claim'), missed('paired-t')], { path: protocol, isTyped: true }, runner);
  expect(places.map((text) => /file=.*col=\d+/.exec(text)?.[0])).toEqual([
    'file=protocol.yaml,line=4,col=1',
    'file=protocol.yaml,line=1,col=1',
  ]);
});

it('an undecided requirement is a warning, and what would end a workflow command is escaped', () => {
  const unmet = [{ requirement: { of: 'a,b', decision: 'undecided' as const }, text: '95 % interval\nof it' }];
  expect(annotations(unmet, { path: protocol, isTyped: true }, runner)).toEqual([
    '::warning file=protocol.yaml,line=1,col=1,title=power of a%2Cb%3A undecided::95 %25 interval%0Aof it',
  ]);
});

it('nothing is annotated outside a runner of GitHub', () => {
  expect(annotations([missed('claim')], { path: protocol, isTyped: false }, {})).toEqual([]);
});

it('power tells an unmet requirement in one plain line, and on a runner annotates it too', async () => {
  const words = [
    'power',
    protocol,
    '--require',
    '0.99',
    '--replicates',
    '400',
    '--set',
    'power.truthPatients=100',
    '--workers',
    '1',
    '--quiet',
    '--json',
  ];
  const plain = await run(...words);
  expect(plain.exitCode).toBe(1);
  expect(plain.stderr).toMatch(/^claim: required 0\.99, got \d\d\.\d % \(95 % confidence sequence .* %, \d+ trials\), missed\n$/);
  for (const [name, value] of Object.entries(runner)) vi.stubEnv(name, value);
  const { stderr, exitCode } = await run(...words);
  expect(exitCode).toBe(1);
  expect(stderr.startsWith(plain.stderr)).toBe(true);
  expect(stderr.slice(plain.stderr.length)).toMatch(
    /^::error file=protocol\.yaml,line=4,col=1,title=power of claim%3A missed::claim: required 0\.99/,
  );
});
