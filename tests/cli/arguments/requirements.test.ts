import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Marked, type Tokens } from 'marked';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const textbook = shipped('gaussian-textbook.yaml');
const lean = ['--set', 'power.truthPatients=100', '--quiet', '--workers', '1', '--replicates', '4000'];

interface RequirementResult {
  readonly of: string;
  readonly decision: string;
  readonly power: number;
  readonly bound?: string;
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
}
interface Document {
  readonly decision?: string;
  readonly requirement?: object;
  readonly requirements?: RequirementResult[];
  readonly replicates: number;
}
const documentOf = (stdout: string): Document => JSON.parse(stdout) as Document;

/** The textbook scenario with something more in it. */
function scenario(name: string, more: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, `extends: ${textbook}\n${more}`);
  return path;
}

describe('requirements by name', () => {
  it.each([
    [['claim=0.7', 'paired-t=0.7'], 'met', 0],
    [['claim=0.7', 'equivalence=0.7'], 'missed', 1],
    [['claim=0.85', 'paired-t=0.7'], 'undecided', 3],
    [['claim=0.85', 'equivalence=0.7'], 'missed', 1],
  ])('requirements by name are judged together, %j: %s', async (required, decision, code) => {
    const { stdout, exitCode } = await run('power', textbook, ...lean, '--json', ...required.flatMap((each) => ['--require', each]));
    expect(exitCode).toBe(code);
    const document = documentOf(stdout);
    expect(document.decision).toBe(decision);
    expect(document.requirement).toBeUndefined();
    expect(document.requirements?.map(({ of, power }) => `${of}=${power}`)).toEqual(required);
    for (const { level, lower, upper, power, decision: one } of document.requirements ?? []) {
      expect(level).toBeCloseTo(0.975, 12); // each has half of the error
      expect(one).toBe(lower >= power ? 'met' : upper < power ? 'missed' : 'undecided');
    }
  });

  it('one requirement is told as before, and one without a name is about the claim', async () => {
    const { stdout } = await run('power', textbook, ...lean, '--json', '--require', '0.7');
    const { requirement, requirements } = documentOf(stdout);
    expect(requirements).toEqual([{ of: 'claim', decision: 'met', ...requirement }]);
  });

  it('a run goes on until every requirement is decided, also after one is missed', async () => {
    const missed = await run('power', textbook, ...lean, '--json', '--require', 'claim=0.7', '--require', 'equivalence=0.7');
    expect(missed.exitCode).toBe(1);
    expect(documentOf(missed.stdout).requirements?.map(({ decision }) => decision)).toEqual(['met', 'missed']);
    expect(documentOf(missed.stdout).replicates).toBeLessThan(4000);
    const open = await run('power', textbook, ...lean, '--json', '--require', 'claim=0.85', '--require', 'equivalence=0.7');
    expect(documentOf(open.stdout).requirements?.map(({ decision }) => decision)).toEqual(['undecided', 'missed']);
    expect(documentOf(open.stdout).replicates).toBe(4000);
  });
});

describe('upper bounds', () => {
  const nothing = ['--set', 'gaussian.difference=0', '--set', 'claim.holds=false'];

  it.each([
    ['crossover-t < 0.1', 'met', 0],
    ['crossover-t<=0.02', 'missed', 1],
    ['crossover-t < 0.05', 'undecided', 3],
    ['< 0.1', 'met', 0],
  ])('a type I error is held below a bound: %s is %s', async (required, decision, code) => {
    const { stdout, exitCode } = await run('power', textbook, ...lean, ...nothing, '--json', '--require', required);
    expect(exitCode).toBe(code);
    const [{ bound, power, lower, upper, decision: judged }] = documentOf(stdout).requirements ?? [];
    expect([judged, bound]).toEqual([decision, 'below']);
    expect(judged).toBe(upper < power ? 'met' : lower >= power ? 'missed' : 'undecided');
  });

  it('both ends of a rate can be required, in a scenario too, and every document says which bound was meant', async () => {
    const path = scenario(
      'bounds',
      'power:\n  require:\n    paired-t: 0.7\n    equivalence: { below: 0.1 }\n    crossover-t: { atLeast: 0.7, below: 0.8 }\n',
    );
    const [junit, summary] = [join(folder, 'bounds.xml'), join(folder, 'bounds.md')];
    const { stdout, stderr, exitCode } = await run('power', path, ...lean, '--junit', junit, '--summary', summary);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /required 0\.7 of paired-t: met.*\nrequired below 0\.1 of equivalence: met.*\nrequired 0\.7 of crossover-t: met.*\nrequired below 0\.8 of crossover-t: missed \(98\.75 % confidence sequence\n\d+\.\d–\d+\.\d %\)\nall requirements: missed/,
    );
    expect(stdout).not.toMatch(/patients are/);
    expect(stderr).toMatch(/^crossover-t: required below 0\.8, got 8\d\.\d % \(.*\), missed\n$/);
    expect(readJunit(junit).suites[0].testcase.map((each) => each['@name'])).toEqual([
      'analyses can be estimated',
      'power of paired-t is at least 0.7',
      'rate of success of equivalence is below 0.1',
      'power of crossover-t is at least 0.7',
      'rate of success of crossover-t is below 0.8',
    ]);
    expect(readFileSync(summary, 'utf8')).toMatch(/\| equivalence \| below 0\.1 \| ✅ met \|/);
    expect((await run('describe', path)).stdout).toMatch(/rate of success of crossover-t below 0\.8\n$/);
  });

  it('a report of a run and one of its stored result say what was required and how it was decided', async () => {
    const [stored, page, again] = ['required.json', 'required.html', 'again.html'].map((name) => join(folder, name));
    const asked = ['--require', 'crossover-t < 0.1', '--json', '--report', page];
    writeFileSync(stored, (await run('power', textbook, ...lean, ...nothing, ...asked)).stdout);
    expect((await run('report', stored, '--out', again, '--workers', '1')).exitCode).toBe(0);
    for (const file of [page, again]) {
      const html = readFileSync(file, 'utf8');
      expect(html).toMatch(/Required below 0\.1 of crossover-t: met \(95 % confidence sequence /);
      expect(html).not.toMatch(/The target of|reaches? the target/);
    }
  });

  it('a result with an upper bound is reproduced', async () => {
    const { stdout } = await run('power', textbook, ...lean, ...nothing, '--json', '--require', 'crossover-t < 0.1');
    const path = join(folder, 'stored.json');
    writeFileSync(path, stdout);
    expect((await run('reproduce', path, '--quiet', '--workers', '1')).exitCode).toBe(0);
  });
});

describe('power.require of a scenario', () => {
  it('power.require of a scenario is judged without an option, and the command line wins', async () => {
    const path = scenario('required', 'power:\n  require: {claim: 0.95, paired-t: 0.7}\n');
    const declared = await run('power', path, ...lean);
    expect(declared.exitCode).toBe(1);
    expect(declared.stdout).toMatch(
      /required 0\.95 of the claim: missed.*\nrequired 0\.7 of paired-t: (met|undecided).*\nall requirements: missed/,
    );
    expect((await run('power', path, ...lean, '--require', '0.7')).exitCode).toBe(0);
    expect((await run('power', scenario('number', 'power:\n  require: 0.7\n'), ...lean)).stdout).toMatch(/required 0\.7 of the claim: met/);
  });

  it('one requirement missed among several scenarios decides, even after one that is undecided', async () => {
    const undecided = scenario('undecided', 'power:\n  require: 0.85\n');
    const missed = scenario('missed', 'power:\n  require: 0.99\n');
    expect((await run('power', undecided, missed, ...lean)).exitCode).toBe(1);
    expect((await run('power', undecided, textbook, ...lean)).exitCode).toBe(3);
  });

  it.each([
    ['power:\n  require: 1.2\n', /power\.require: expected a power between 0 and 1/],
    ['power:\n  require: {claim: {below: 2}}\n', /power\.require\.claim.*: expected a rate between 0 and 1/],
    ['power:\n  require: {claim: {}}\n', /power\.require\.claim: expected atLeast or below/],
    ['power:\n  require: {}\n', /power\.require: expected at least one name/],
    ['power:\n  require: {cliam: 0.8}\n', /:3:13 power\.require\.cliam: expected claim or the name of an analysis.*did you mean claim/],
    ['power:\n  require: 0.8\nclaim: null\n', /power\.require: expected a map of analyses/],
  ])('power.require tells what is wrong with its place: %j', async (more, message) => {
    const { exitCode, stderr, stdout } = await run('validate', scenario('wrong', more));
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toMatch(message);
  });

  it('power.require is told by describe, and that --analytic leaves it out', async () => {
    const path = scenario('told', 'power:\n  require: {paired-t: 0.7}\n');
    expect((await run('describe', path)).stdout).toMatch(/\nrequired: power of paired-t at least 0\.7\n$/);
    expect(JSON.parse((await run('describe', path, '--json')).stdout)).toMatchObject({ required: [{ of: 'paired-t', power: 0.7 }] });
    const { exitCode, stderr } = await run('power', path, '--analytic', '--quiet');
    expect([exitCode, stderr]).toEqual([0, 'warning: power.require of told is judged by simulation; --analytic leaves it out\n']);
  });

  it('power.require does not change what is run: the hash is the same', async () => {
    const hash = async (path: string): Promise<string> =>
      (JSON.parse((await run('describe', path, '--json', '--set', 'name=x', '--set', 'title=x')).stdout) as { scenario: { hash: string } })
        .scenario.hash;
    expect(await hash(scenario('same', 'power:\n  require: 0.7\n'))).toBe(await hash(textbook));
  });
});

it.each([
  [
    ['--require', 'paired=0.8'],
    /expected claim, crossover-t, paired-t, equivalence of gaussian-textbook, got 'paired'; did you mean paired-t/,
  ],
  [['--require', '1.5'], /expected a power between 0 and 1.*got '1\.5'/],
  [['--require', 'claim='], /expected a power between 0 and 1/],
  [['--require', '0.8', '--require', 'claim=0.7'], /claim is given twice/],
  [['--require', 'claim < 0.8', '--require', '< 0.7'], /claim is given twice/],
  [['--require', '0.8', '--require', '< 0.7'], /claim cannot be at least 0\.8 and below 0\.7/],
  [['--require', 'claim << 0.8'], /expected a power between 0 and 1.*'name < rate'.*got 'claim << 0\.8'/],
  [['--require', '< 0.1', '--set', 'claim=null'], /say which: --require 'crossover-t < 0\.1'/],
  [['--require', '0.8', '--set', 'claim=null'], /no claim and more than one analysis; say which: --require crossover-t=0\.8/],
])('power refuses %j', async (words, message) => {
  const { exitCode, stdout, stderr } = await run('power', textbook, ...lean, ...words);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
});

interface Suite {
  readonly '@name': string;
  readonly '@tests': string;
  readonly '@failures': string;
  readonly '@errors': string;
  readonly testcase: {
    '@name': string;
    '@file': string;
    failure?: { '@message': string; '@type': string };
    error?: { '@message': string; '@type': string };
  }[];
}

function readJunit(path: string): { suites: Suite[]; failures: string; errors: string } {
  const text = readFileSync(path, 'utf8');
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    isArray: (name) => ['testsuite', 'testcase'].includes(name),
  });
  const { testsuites } = parser.parse(text) as { testsuites: { testsuite: Suite[]; '@failures': string; '@errors': string } };
  return { suites: testsuites.testsuite, failures: testsuites['@failures'], errors: testsuites['@errors'] };
}

describe('files for a pipeline', () => {
  const [junit, summary] = [join(folder, 'gate', 'junit.xml'), join(folder, 'gate', 'summary.md')];

  it('a parser reads the same decisions out of them, for several scenarios', async () => {
    const nasty = scenario('nasty', 'name: nasty\ntitle: "a | b <c> & \\"d\\" [e](f) *g* \\x01"\n');
    const words = [
      textbook,
      nasty,
      ...lean,
      '--require',
      'equivalence=0.7',
      '--require',
      'claim=0.85',
      '--junit',
      junit,
      '--summary',
      summary,
    ];
    expect((await run('power', ...words)).exitCode).toBe(1);
    const { suites, failures, errors } = readJunit(junit);
    expect(suites.map((suite) => [suite['@name'], suite['@tests'], suite['@failures'], suite['@errors']])).toEqual([
      ['gaussian-textbook', '3', '1', '1'],
      ['nasty', '3', '1', '1'],
    ]);
    expect([failures, errors]).toEqual(['2', '2']);
    expect(suites.map(({ testcase }) => testcase.map((each) => each['@file']))).toEqual([Array(3).fill(textbook), Array(3).fill(nasty)]);
    const [estimable, missed, undecided] = suites[0].testcase;
    expect(estimable.failure ?? estimable.error).toBeUndefined();
    expect(missed['@name']).toBe('power of equivalence is at least 0.7');
    expect(missed.failure).toMatchObject({
      '@type': 'missed',
      '@message': expect.stringMatching(/^required 0\.7, simulated 0\.0\d+ ± 0\.0\d+ in \d+ trials/) as string,
    });
    expect(undecided.error?.['@type']).toBe('undecided');

    const tokens = new Marked().lexer(readFileSync(summary, 'utf8'));
    const headings = tokens.filter((token): token is Tokens.Heading => token.type === 'heading');
    expect(headings).toHaveLength(2);
    expect(headings.map(({ tokens: inside }) => inside.every(({ type }) => ['text', 'escape'].includes(type)))).toEqual([true, true]);
    const tables = tokens.filter((token): token is Tokens.Table => token.type === 'table');
    expect(tables.map(({ rows }) => rows.length)).toEqual([2, 3, 2, 3]);
    expect(tables[0].rows.map((row) => row.map(({ text }) => text).slice(0, 3))).toEqual([
      ['equivalence', 'at least 0.7', '❌ missed'],
      ['claim', 'at least 0.85', '❓ undecided'],
    ]);
  });

  it('the summary answers, decides and says how to have the numbers again, in words that a shell takes', async () => {
    const odd = scenario('odd', `name: odd\nseed: "it's \\x01"\n`);
    const words = [
      odd,
      ...lean,
      '--replicates',
      '500',
      '--set',
      'title=a  $HOME',
      '--require',
      '0.7',
      '--junit',
      junit,
      '--summary',
      summary,
    ];
    const { exitCode } = await run('power', ...words);
    expect(exitCode).toBe(0);
    readJunit(junit);
    const text = readFileSync(summary, 'utf8');
    expect(text).toMatch(
      /^## .*\n\n\*\*Answer:\*\* Power of the claim: \d+\.\d % \(95 % Monte-Carlo interval \d+\.\d–\d+\.\d %\) with 30 participants.*\.\n\n\*\*Requirements:\*\* ✅ met\n\n\| required of /,
    );
    expect(text).toContain('| claim | at least 0.7 | ✅ met |');
    expect(text).not.toMatch(/ ± /);
    const code = new Marked().lexer(text).find((token): token is Tokens.Code => token.type === 'code');
    const { stdout } = spawnSync('bash', ['-c', `crossover-sim() { printf '%s\\n' "$@"; }; ${code?.text ?? ''}`], { encoding: 'utf8' });
    const again = stdout.trimEnd().split('\n');
    expect(again).toEqual(['power', odd, ...lean.slice(0, 2), '--set', 'title=a  $HOME', '--replicates', '500', '--require', '0.7']);
    const other = join(folder, 'once-more.md');
    await run(...again, '--quiet', '--workers', '1', '--summary', other);
    expect(readFileSync(other, 'utf8')).toBe(text);
  });

  it('files for a pipeline without requirements say how the run went; analyses that fail are an error', async () => {
    expect((await run('power', textbook, ...lean, '--participants', '2', '--junit', junit, '--summary', summary)).exitCode).toBe(4);
    const [{ testcase }] = readJunit(junit).suites;
    expect(testcase).toHaveLength(1);
    expect(testcase[0].error).toMatchObject({ '@type': 'not estimable' });
    expect(readFileSync(summary, 'utf8')).toContain('**No power is given:**');
  });

  it('files for a pipeline have the same bytes for the same run', async () => {
    const [other, otherSummary] = [join(folder, 'again.xml'), join(folder, 'again.md')];
    const words = ['power', textbook, '--quiet', '--replicates', '2000', '--set', 'power.truthPatients=100', '--require', '0.7'];
    await run(...words, '--junit', junit, '--summary', summary, '--workers', '1');
    await run(...words, '--junit', other, '--summary', otherSummary, '--workers', '2');
    expect(readFileSync(other, 'utf8')).toBe(readFileSync(junit, 'utf8'));
    expect(readFileSync(otherSummary, 'utf8')).toBe(readFileSync(summary, 'utf8'));
  });
});

it('a run has one hash in every document, that of validate, also where the decision ended the run early', async () => {
  const path = (name: string): string => join(folder, 'hashes', name);
  const [validated] = (await run('validate', textbook)).stdout.match(/\b[0-9a-f]{12}\b/) ?? [];
  const words = ['--require', 'crossover-t=0.5', '--junit', path('junit.xml'), '--summary', path('summary.md'), '--out', path('run')];
  const { stdout } = await run('power', textbook, ...words, '--report', path('power.html'), '--json', '--quiet', '--workers', '1');
  const { scenario, replicates } = JSON.parse(stdout) as { scenario: { hash: string }; replicates: number };
  expect(replicates).toBeLessThan(10_000);
  expect(scenario.hash.slice(0, 12)).toBe(validated);
  for (const name of ['junit.xml', 'summary.md', 'power.html', 'run/power.json']) {
    const text = readFileSync(path(name), 'utf8');
    const hashes = [...text.matchAll(/hash\W*(?:value=|<\/th><td>|:)?\W*([0-9a-f]{12,64})\b/gi)].map(([, hash]) => hash.slice(0, 12));
    expect(new Set(hashes), name).toEqual(new Set([validated]));
  }
});

it('a result that --out stores holds what was required, so that report says how it was decided, and it is reproduced', async () => {
  const stored = join(folder, 'stored');
  await run('power', textbook, '--require', 'crossover-t=0.5', '--out', stored, '--quiet', '--workers', '1');
  const page = join(folder, 'stored.html');
  expect((await run('report', join(stored, 'power.json'), '--out', page, '--workers', '1', '--quiet')).exitCode).toBe(0);
  const text = readFileSync(page, 'utf8').replaceAll(/\s+/g, ' ');
  expect(text).toMatch(/Required 0\.5 of crossover-t: (met|missed|undecided)/);
  expect(text).not.toMatch(/The target of 0\.8 is/);
  expect((await run('reproduce', join(stored, 'power.json'), '--quiet', '--workers', '1')).exitCode).toBe(0);
});
