import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Marked, type Tokens } from 'marked';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { commandNames } from '../../src/cli/shell/commands-by-name.ts';
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

interface Action {
  readonly inputs: Readonly<Record<string, object>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
}

const action = parse(readFileSync(join(checkout, 'action.yml'), 'utf8')) as Action;
const workflow = parse(textOf('github-actions.yml')) as Workflow;
const gitlab = parse(textOf('gitlab-ci.yml')) as Gitlab;
const [job] = Object.values(workflow.jobs);
const [gitlabJob] = Object.values(gitlab);

const yamls = [
  'action.yml',
  '.pre-commit-hooks.yaml',
  ...['github-actions.yml', 'github-checkout.yml', 'gitlab-ci.yml', 'gitlab-include.yml', 'pre-commit-config.yaml', 'protocol.yaml'].map(
    (name) => `docs/how-to/ci/${name}`,
  ),
];

it.each(yamls)('%s is YAML without errors or warnings', (path) => {
  for (const { errors, warnings } of parseAllDocuments(readFileSync(join(checkout, path), 'utf8'), { uniqueKeys: true }))
    expect([errors, warnings]).toEqual([[], []]);
});

it('all pipelines give the same commands, and JUnit is read from where it is written', () => {
  const ours = (lines: readonly string[]): string[] =>
    lines.map((line) => line.trim()).filter((line) => line.startsWith('npx crossover-sim'));
  const commands = ours(job.steps.flatMap((step) => step.run?.split('\n') ?? []));
  expect(commands).toHaveLength(3);
  expect(ours(gitlabJob.script)).toEqual(commands);
  const shell = [...textOf('Jenkinsfile').matchAll(/sh '''([^]*?)'''|sh '(.*)'/g)].flatMap(([, long, short]) =>
    (long ?? short).split('\n'),
  );
  expect(ours(shell)).toEqual(commands);
  const { 'power-gate': included } = parseAllDocuments(textOf('gitlab-include.yml'))[1].toJS() as Gitlab;
  const plain = (line: string): string =>
    line.replaceAll(/ \$\{REQUIRE:[^}]*\}| \$\[\[ inputs\.options \]\]/g, '').replaceAll(/\$\[\[ inputs\.scenario \]\]/g, 'protocol.yaml');
  expect(ours(included.script.map(plain))).toEqual(commands);
  expect(included.artifacts.reports).toEqual(gitlabJob.artifacts.reports);
  expect(textOf('Jenkinsfile')).toContain(`junit testResults: '${gitlabJob.artifacts.reports.junit}'`);
  expect(commands.join('\n')).toContain(`--junit ${gitlabJob.artifacts.reports.junit}`);
});

it('the workflows may only read, and the actions of others have a version', () => {
  const checkedOut = parse(textOf('github-checkout.yml')) as Workflow;
  for (const { permissions } of [workflow, checkedOut]) expect(permissions).toEqual({ contents: 'read' });
  const steps = [...job.steps, ...Object.values(checkedOut.jobs)[0].steps, ...action.runs.steps];
  const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  expect(used.filter((name) => !/^actions\/[\w-]+@v\d+$|^\.\/crossover-sim$/.test(name))).toEqual([]);
  const [own] = steps.filter(({ uses }) => uses === './crossover-sim');
  expect(Object.keys(own.with ?? {}).filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
});

it('inputs of the action reach its shell as variables only, so that none of them can be code', () => {
  expect(action.runs.using).toBe('composite');
  const scripts = action.runs.steps.flatMap(({ run: script }) => (script === undefined ? [] : [script]));
  expect(scripts.length).toBe(3);
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  const values = action.runs.steps.flatMap(({ env = {}, with: given = {} }) => [...Object.values(env), ...Object.values(given)]);
  const read = values.map((value) => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1]);
  expect([...new Set(read)].sort()).toEqual(Object.keys(action.inputs).sort());
});

it('the versions of Node.js that the examples ask for are maintained', () => {
  const named = [...yamls, 'docs/how-to/ci/Jenkinsfile', 'docs/how-to/gate-in-ci.md'].flatMap((path) =>
    [...readFileSync(join(checkout, path), 'utf8').matchAll(/node(?:-version)?: ?'?(\d+)|node-version:\n.*\n +default: '(\d+)'/g)].map(
      (match) => match[1] ?? match[2],
    ),
  );
  expect(named.length).toBeGreaterThan(4);
  expect(new Set(named)).toEqual(new Set(['24']));
});

it('hooks for pre-commit call commands that exist, on files that are scenarios by their names', () => {
  const hooks = parse(readFileSync(join(checkout, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[];
  const configured = parse(textOf('pre-commit-config.yaml')) as { readonly repos: readonly { readonly hooks: readonly Hook[] }[] };
  expect(configured.repos[0].hooks.map(({ id }) => id)).toEqual(hooks.map(({ id }) => id));
  for (const { entry, language, files } of hooks) {
    expect(language).toBe('node');
    expect(commandNames).toContain(entry.split(' ')[1]);
    expect(['protocol.yaml', 'protocols/a.yml', 'src/index.yaml', 'package.json'].map((file) => new RegExp(files).test(file))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  }
});

it('the page shows the files as they are', () => {
  const page = readFileSync(join(checkout, 'docs/how-to/gate-in-ci.md'), 'utf8');
  const blocks = new Marked()
    .lexer(page)
    .filter((token): token is Tokens.Code => token.type === 'code' && ['yaml', 'groovy'].includes(token.lang ?? ''));
  const shown = ['github-actions.yml', 'github-checkout.yml', 'gitlab-ci.yml', 'Jenkinsfile', 'pre-commit-config.yaml'];
  expect(blocks.slice(1).map(({ text }) => `${text}\n`)).toEqual(shown.map(textOf));
  const required = parse(blocks[0].text) as { power: unknown };
  expect((parse(textOf('protocol.yaml')) as { power: unknown }).power).toEqual(required.power);
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

describe('the steps of action.yml', () => {
  const place = emptyFolder();
  const outputs = join(place, 'outputs');
  afterAll(() => rmSync(place, { recursive: true }));

  /** Runs the steps with a program that notes its arguments, prints a result, and ends `power` with a code. */
  function steps(code: number, result: object, ...inputs: string[]) {
    mkdirSync(join(place, 'dist/cli'), { recursive: true });
    const program =
      "require('fs').appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n'); if (process.argv[2] === 'power') { console.log(process.env.RESULT); process.exit(Number(process.env.CODE)); }";
    writeFileSync(join(place, 'dist/cli/cli.js'), program);
    for (const file of ['asked', 'outputs', 'steps.md']) writeFileSync(join(place, file), '');
    const words = [join(checkout, '.ci/example-commands.mjs'), join(checkout, 'action.yml'), ...inputs];
    const script = spawnSync(process.execPath, words, { encoding: 'utf8' }).stdout;
    const env = {
      PATH: process.env.PATH,
      CODE: String(code),
      RESULT: JSON.stringify(result),
      GITHUB_ACTION_PATH: place,
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: join(place, 'steps.md'),
    };
    const { status, stdout } = spawnSync('bash', ['-c', script], { cwd: place, env, encoding: 'utf8' });
    return {
      status,
      stdout,
      asked: readFileSync(join(place, 'asked'), 'utf8').trimEnd().split('\n'),
      outputs: readFileSync(outputs, 'utf8'),
    };
  }

  it('the action asks for what its inputs say', () => {
    const { asked } = steps(
      0,
      { requirements: [] },
      'scenario=a.yaml b.yaml',
      'require=claim=0.9 x=0.8',
      'options=--participants 24',
      'output=gate',
    );
    expect(asked).toEqual([
      'validate a.yaml b.yaml',
      'power a.yaml b.yaml --require claim=0.9 --require x=0.8 --participants 24 --quiet --json --junit gate/junit.xml --summary gate/summary.md',
    ]);
  });

  it.each([
    [0, 'met'],
    [1, 'missed'],
    [2, 'failed'],
    [3, 'undecided'],
    [4, 'failed'],
  ])('the action ends with the code of power, %d, and says %s', (code, decision) => {
    const ran = steps(code, { requirements: [] }, 'scenario=a.yaml');
    expect([ran.status, ran.outputs, ran.stdout]).toEqual([code, `decision=${decision}\nresult=power-gate/power.json\n`, '']);
  });

  it('an action that requires nothing says so, and cannot be made to run a text', () => {
    const ran = steps(0, {}, 'scenario=a.yaml; touch oops', 'require=$(touch oops)');
    expect([ran.status, ran.stdout]).toEqual([0, expect.stringMatching(/^::warning::nothing is required/)]);
    expect(existsSync(join(place, 'oops'))).toBe(false);
  });
});
