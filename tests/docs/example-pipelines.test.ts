import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Marked, type Tokens } from 'marked';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { emptyFolder, run } from '../cli/command-line.ts';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const pipelines = ['github-actions.yml', 'gitlab-ci.yml', 'Jenkinsfile'] as const;
const textOf = (name: string): string => readFileSync(join(checkout, 'docs/how-to/ci', name), 'utf8');

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}
type Gitlab = Readonly<
  Record<string, { readonly script: readonly string[]; readonly artifacts: { readonly reports: { readonly junit: string } } }>
>;

const workflow = parse(textOf('github-actions.yml')) as Workflow;
const gitlab = parse(textOf('gitlab-ci.yml')) as Gitlab;
const [job] = Object.values(workflow.jobs);
const [gitlabJob] = Object.values(gitlab);

it.each(pipelines)('the example %s is YAML without errors or warnings', (name) => {
  const { errors, warnings } = parseDocument(textOf(name), { uniqueKeys: true });
  expect([errors, warnings]).toEqual([[], []]);
});

it('both pipelines give the same commands, and JUnit is read from where it is written', () => {
  const ours = (lines: readonly string[]): string[] =>
    lines.map((line) => line.trim()).filter((line) => line.startsWith('npx crossover-sim'));
  const commands = ours(job.steps.flatMap((step) => step.run?.split('\n') ?? []));
  expect(commands).toHaveLength(3);
  expect(ours(gitlabJob.script)).toEqual(commands);
  expect(commands.join('\n')).toContain(`--junit ${gitlabJob.artifacts.reports.junit}`);
});

it('the workflow may only read, and its actions have a version', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  const used = job.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  expect(used.filter((name) => !/^actions\/[\w-]+@v\d+$/.test(name))).toEqual([]);
});

it('the page shows the files as they are', () => {
  const page = readFileSync(join(checkout, 'docs/how-to/gate-in-ci.md'), 'utf8');
  const blocks = new Marked().lexer(page).filter((token): token is Tokens.Code => token.type === 'code' && token.lang === 'yaml');
  expect(blocks.slice(1).map(({ text }) => `${text}\n`)).toEqual(pipelines.map(textOf));
  const shown = parse(blocks[0].text) as { power: unknown };
  expect((parse(textOf('protocol.yaml')) as { power: unknown }).power).toEqual(shown.power);
});

it('the protocol is valid', async () => {
  const protocol = join(folder, 'protocol.yaml');
  writeFileSync(protocol, textOf('protocol.yaml').replace('node_modules/crossover-sim', checkout));
  expect(await run('validate', protocol)).toMatchObject({ exitCode: 0, stderr: '' });
});

describe.each(pipelines)('the commands taken out of %s', (name) => {
  const extracted = spawnSync(process.execPath, [join(checkout, '.ci/example-commands.mjs'), join(checkout, 'docs/how-to/ci', name)], {
    encoding: 'utf8',
  }).stdout;

  // A stand-in for npx: notes what it is asked, writes the summary, and ends `power` with the code given.
  const fake = join(folder, 'npx');
  writeFileSync(fake, '#!/bin/sh\necho "$2" >> asked\nif [ "$2" = power ]; then echo seen > gate/summary.md; exit "$CODE"; fi\n');
  chmodSync(fake, 0o755);

  it.each([
    [0, ['validate', 'power', 'reproduce']],
    [1, ['validate', 'power']],
    [3, ['validate', 'power']],
  ])('the commands of an example pipeline end with the code of power, %d', (code, asked) => {
    const place = emptyFolder();
    const summary = join(place, 'steps.md');
    writeFileSync(summary, '');
    const { status } = spawnSync('bash', ['-c', extracted], {
      cwd: place,
      env: { PATH: `${folder}:${process.env.PATH ?? ''}`, CODE: String(code), GITHUB_STEP_SUMMARY: summary },
    });
    expect(status).toBe(code);
    expect(readFileSync(join(place, 'asked'), 'utf8').trim().split('\n')).toEqual(asked);
    expect(readFileSync(summary, 'utf8')).toBe(name === 'github-actions.yml' ? 'seen\n' : '');
    rmSync(place, { recursive: true });
  });
});
