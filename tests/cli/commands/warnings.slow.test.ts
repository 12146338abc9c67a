import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const unused = join(folder, 'unused.yaml');
writeFileSync(
  unused,
  `extends: ${shipped('designs/randomised-crossover.yaml')}
design: { infusion: ketamine }
treatments:
  pretreatments:
    nalmefene: { kind: tablet }
  infusions:
    saline: { kind: saline }
visits:
  day28: 672
outcomes:
  madrs: { visits: [baseline, day1] }
`,
);
const paths = ['5:5 treatments.pretreatments.nalmefene', '7:5 treatments.infusions.saline', '9:3 visits.day28', '11:3 outcomes.madrs'];
const lean = ['--replicates', '20', '--set', 'power.truthPatients=100', '--set', 'power.maxFailures=1', '--workers', '1'];

describe('what is declared and never used is told on stderr, once, by', () => {
  it.each([
    ['validate', []],
    ['describe', []],
    ['power', lean],
    ['power', ['--quiet', '--json', ...lean]],
    ['power', ['--vary', 'response.benefit=0.2,0.3', ...lean]],
    ['power', ['--tornado', '--vary', 'response.benefit=0.2:0.3', ...lean]],
    ['compare', lean],
    ['sample-size', ['--analysis', 'hamd17-day1', '--max', '10', ...lean]],
    ['simulate', ['--out', join(folder, 'data')]],
    ['plan', ['--replicates', '20', '--out', join(folder, 'plan')]],
    ['evidence', ['--patients', '200']],
  ])('what is declared and never used is told on stderr, once, by %s %j', async (command, words) => {
    const { stderr } = await run(command, unused, ...words);
    const told = stderr.split('\n').filter((line) => line.includes('declared and never used'));
    expect(told.map((line) => line.replace(/^.*?unused\.yaml:/, '').replace(/: declared.*$/, ''))).toEqual(paths);
  });
});

it('what one setting of a sweep uses is not declared in vain', async () => {
  const { stderr } = await run('power', unused, '--vary', 'design.infusion=ketamine,saline', ...lean);
  expect(stderr).not.toContain('treatments.infusions.saline');
  expect(stderr).toContain('treatments.pretreatments.nalmefene: declared and never used');
});

it('a value of a sweep that cannot be had is told with the setting', async () => {
  const { exitCode, stderr } = await run('power', shipped('williams-2018.yaml'), '--vary', 'design.washoutDays=7:28:7', ...lean);
  expect(exitCode).toBe(2);
  const lines = stderr.trim().split('\n');
  expect(lines).toEqual([
    expect.stringMatching(
      /williams-2018\.yaml:\d+:\d+ visits\.day7: expected a visit before .*, got 168 h \(with design\.washoutDays=7\)$/,
    ),
    expect.stringMatching(
      /williams-2018\.yaml:\d+:\d+ visits\.day14: expected a visit before .*, got 334 h \(with design\.washoutDays=7\)$/,
    ),
  ]);
});

it('an end of a tornado that cannot be had is told with the setting', async () => {
  const { exitCode, stderr } = await run('power', shipped('williams-2018.yaml'), '--tornado', '--vary', 'design.washoutDays=7:28', ...lean);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^design\.washoutDays: .* visits\.day7: expected a visit before .* \(with design\.washoutDays=7\)$/m);
});

it('of many settings with one problem the first three are named, and none where the scenario has it without them', async () => {
  const sizes = ['--vary', 'design.participants=10:50:10'];
  const many = await run('power', shipped('williams-2018.yaml'), '--vary', 'design.washoutDays=7', ...sizes, ...lean);
  const named = [10, 20, 30].map((size) => `with design.washoutDays=7, design.participants=${size}`);
  expect(many.stderr).toContain(
    `visits.day14: expected a visit before the next pretreatment, at most 167.25 h after the studied drug, got 334 h (${named.join('; ')}; and 2 more)\n`,
  );
  const shared = await run('power', shipped('williams-2018.yaml'), ...sizes, '--set', 'design.washoutDays=7', ...lean);
  expect(shared.stderr).toMatch(/visits\.day14: .* got 334 h$/m);
  expect(shared.stderr).not.toContain('(with');
});
