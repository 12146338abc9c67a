import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completionsOf } from '../../../src/cli/shell/scenario-completions.ts';
import { shippedNames } from '../../../src/cli/files/scenario-files.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
const checkout = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(checkout);
  rmSync(folder, { recursive: true });
});

const described = async (...words: string[]) => {
  const { stdout, stderr } = await run('describe', ...words, '--json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as {
    study: { name: string; title: string; trial: { design: { participants: number } } };
    parameters: { path: string; origin: string }[];
  };
};
const participants = async (name: string): Promise<number> => (await described(name)).study.trial.design.participants;

const lineOf = (file: string, text: string): number =>
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

describe('a shipped scenario', () => {
  it('a shipped scenario is found by its name from any folder, by a command and by extends', async () => {
    expect(await participants('williams-2018')).toBe(14);
    expect((await run('validate', 'worlds/full-block', 'null')).stdout).toMatch(/^worlds\/full-block: valid .*\nnull: valid /);
    writeFileSync('variant.yaml', 'extends: worlds/full-block\ndesign: {participants: 20}\n');
    const { study, parameters } = await described('variant.yaml');
    expect(study).toMatchObject({ name: 'variant', title: 'variant' });
    const origin = (path: string) => parameters.find((each) => each.path === path)?.origin;
    expect(origin('design.washoutDays')).toBe(`${shipped('williams-2018.yaml')}:${lineOf(shipped('williams-2018.yaml'), 'washoutDays:')}`);
    expect(origin('design.participants')).toBe('variant.yaml:2');
  });

  it('worlds are found by their names', async () => {
    const lean = ['--replicates', '20', '--set', 'power.truthPatients=100', '--set', 'power.maxFailures=1', '--workers', '1', '--quiet'];
    const { exitCode, stdout, stderr } = await run('compare', 'designs/randomised-crossover', '--worlds', 'worlds/no-block', ...lean);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('no-block');
  });

  it('a file in the working folder wins over a shipped scenario, and one beside the file that names it over both', async () => {
    mkdirSync('mine/worlds', { recursive: true });
    mkdirSync('worlds');
    const design = (n: number): string => `model: gaussian\ndesign: {participants: ${n}}\n`;
    writeFileSync('worlds/full-block.yaml', design(21));
    writeFileSync('mine/trial.yaml', 'extends: worlds/full-block\n');
    expect(await participants('worlds/full-block')).toBe(21);
    expect(await participants('mine/trial.yaml')).toBe(21);
    writeFileSync('mine/worlds/full-block.yml', design(22));
    expect(await participants('mine/trial.yaml')).toBe(22);
    expect(await participants('mine/trial')).toBe(22);
    rmSync('worlds', { recursive: true });
    rmSync('mine', { recursive: true });
  });

  it('a file of the name of a shipped scenario can extend that one', async () => {
    writeFileSync('null.yaml', 'extends: "null"\ndesign: {participants: 18}\n');
    expect(await participants('null')).toBe(18);
    rmSync('null.yaml');
  });

  it('a path is looked for where it says and nowhere else', async () => {
    const { exitCode, stderr } = await run('validate', './williams-2018');
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^cannot read \.\/williams-2018: there is no such file \(did you mean /)]);
  });

  it('a name that leads nowhere is told with the one that is meant, or with all', async () => {
    expect((await run('validate', 'wiliams-2018')).stderr).toMatch(
      /^cannot read wiliams-2018: there is no such file \(did you mean the shipped scenario williams-2018\? .*init wiliams-2018\)\n$/,
    );
    expect((await run('validate', 'full-blok')).stderr).toContain('did you mean the shipped scenario worlds/full-block?');
    expect((await run('validate', 'scenarios/null.yaml')).stderr).toContain('did you mean the shipped scenario null?');
    expect((await run('validate', 'zzzzzzzz')).stderr).toContain(`(shipped scenarios: ${shippedNames().join(', ')}; write a starter`);
    writeFileSync('astray.yaml', 'extends: [williams-2018, worlds/full-blocks]\n');
    expect((await run('validate', 'astray.yaml')).stderr).toBe(
      'astray.yaml:1:26 extends: expected a readable scenario file, got worlds/full-blocks: there is no such file; did you mean the shipped scenario worlds/full-block? crossover-sim scenarios lists all\n',
    );
  });

  it('completion knows the paths of a scenario that is named', () => {
    expect(completionsOf(['power', 'williams-2018', '--set', 'design.washout'])).toEqual(['design.washoutDays=']);
  });
});

describe('scenarios', () => {
  it('scenarios lists every shipped scenario with its title, the scenarios of a folder together', async () => {
    const { stdout, exitCode } = await run('scenarios');
    expect(exitCode).toBe(0);
    const listed = stdout.split('\n\n')[0].split('\n').slice(1);
    expect(listed.map((line) => line.split(' ')[0]).sort()).toEqual(shippedNames());
    expect(stdout).toMatch(/\nworlds\/no-block +World in which naltrexone changes nothing\n/);
  });

  it('scenarios gives the comment of each scenario and its file as JSON', async () => {
    const { scenarios } = JSON.parse((await run('scenarios', '--json')).stdout) as { scenarios: Record<string, string>[] };
    expect(scenarios.map(({ name }) => name)).toEqual(shippedNames());
    for (const { title, about, file } of scenarios) {
      expect([title === '', /^\S.*[.?!]$/.test(about)]).toEqual([false, true]);
      expect(readFileSync(file, 'utf8')).toContain('\n# ');
    }
  });
});
