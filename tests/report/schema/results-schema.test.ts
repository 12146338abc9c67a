import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsFor } from '../../../src/cli/shell/commands-by-name.ts';
import { headOf } from '../../../src/cli/results/result-document.ts';
import { emptyFolder, run, shipped } from '../../cli/command-line.ts';
import { resultSchemas, resultsJsonSchema, type ResultKind } from '../../../src/report/schema/results-schema.ts';
import { oneArm } from '../../learning/small-evidence.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const textbook = shipped('gaussian-textbook.yaml');
const williams = shipped('williams-2018.yaml');
const lean = ['--workers', '1', '--quiet', '--set', 'power.truthPatients=100'];
const few = [...lean, '--replicates', '60'];
const patients = [...lean, '--replicates', '20', '--set', 'power.maxFailures=1'];
const recorded = join(folder, 'data', 'observations.csv');
const lonely = join(folder, 'lonely.csv');
const wrong = join(folder, 'wrong.yaml');
const small = join(folder, 'small.yaml');
const powerFile = join(folder, 'run', 'power.json');
const sweepFile = join(folder, 'sweep', 'power.json');

beforeAll(async () => {
  writeFileSync(
    small,
    `name: small
${oneArm}parameters: { response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed } }
betweenStudy: { response.benefit: 0.5 }
studies:
  only:
    source: han-2016
    summaries: [{ kind: count, name: response, visit: day1, measure: response, after: placebo, count: 15, of: 20, read: made up }]
`,
  );
  writeFileSync(wrong, 'model: gaussian\ndesign: { participants: none }\nvisits: { day1: soon }\n');
  writeFileSync(lonely, 'subject,period,treatment,value\n1,1,A,12\n1,2,B,9\n');
  await run('plan', textbook, shipped('null.yaml'), '--set', 'power.truthPatients=100', '--out', join(folder, 'both'));
  await run('simulate', williams, '--out', join(folder, 'data'), '--quiet');
  await run('power', textbook, ...few, '--out', join(folder, 'run'));
  await run('power', textbook, ...few, '--vary', 'gaussian.difference=0,4', '--out', join(folder, 'sweep'));
});

type Document = Readonly<Record<string, unknown>>;

async function printed(words: readonly string[]): Promise<Document> {
  const { stdout, stderr } = await run(...words, '--json');
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout) as Document;
}

const design = (name: string): string => shipped(`designs/${name}.yaml`);
const world = (name: string): string => shipped(`worlds/${name}.yaml`);

const cases: readonly (readonly [kind: ResultKind, about: string, words: readonly string[]])[] = [
  ['power', 'one scenario', ['power', textbook, ...few]],
  ['power', 'one requirement', ['power', textbook, ...few, '--require', '0.5']],
  ['power', 'several requirements', ['power', textbook, ...few, '--require', 'paired-t=0.5', '--require', 'crossover-t=0.5']],
  ['power', 'too many failures', ['power', textbook, ...few, '--participants', '2']],
  ['power', 'patients', ['power', williams, ...patients]],
  ['power', 'a course with risks of misuse', ['power', shipped('courses/six-infusions.yaml'), ...patients]],
  ['power', 'interim analyses', ['power', shipped('williams-2018-interim.yaml'), ...patients]],
  [
    'power',
    'analyses judged together',
    ['power', textbook, ...few, '--set', 'multiplicity={procedure: holm, analyses: [paired-t, crossover-t]}'],
  ],
  ['powerCells', 'several scenarios', ['power', textbook, shipped('null.yaml'), ...patients]],
  ['powerCells', 'a sweep', ['power', textbook, ...few, '--vary', 'gaussian.difference=0,4']],
  ['exactPower', 'a formula', ['power', textbook, '--analytic']],
  ['exactPower', 'no formula', ['power', williams, '--analytic']],
  ['exactPowerCells', 'several scenarios', ['power', textbook, williams, '--analytic']],
  ['tornado', 'quarters', ['power', textbook, ...few, '--tornado']],
  ['tornado', 'ranges', ['power', textbook, ...few, '--tornado', '--vary', 'gaussian.difference=0:4']],
  ['sampleSize', 'a size', ['sample-size', textbook, ...few, '--analysis', 'paired-t']],
  ['sampleSize', 'no size', ['sample-size', textbook, ...few, '--max', '6', '--target', '0.99']],
  ['exactSampleSize', 'a size', ['sample-size', textbook, '--analytic', '--analysis', 'paired-t']],
  ['exactSampleSize', 'no size', ['sample-size', textbook, '--analytic', '--analysis', 'paired-t', '--max', '6', '--target', '0.99']],
  [
    'comparison',
    'designs in worlds',
    ['compare', design('fixed-order'), design('randomised-crossover'), '--worlds', world('tolerance'), world('full-block'), ...patients],
  ],
  ['evidence', 'the acceptance table', ['evidence', '--patients', '200', '--quiet']],
  ['posterior', 'a small evidence file', ['learn', small, '--leave-out', '--prior-sensitivity', '--robust', '--quiet']],
  ['description', 'a Gaussian scenario', ['describe', textbook]],
  ['description', 'a mechanistic scenario', ['describe', williams, '--set', 'power.require=0.8']],
  ['power', 'the merge of one scenario', ['merge', join(folder, 'run')]],
  ['reproduction', 'one result', ['reproduce', powerFile, '--workers', '1', '--quiet']],
  ['reproduction', 'several results', ['reproduce', sweepFile, '--workers', '1', '--quiet']],
  ['recordedAnalysis', 'an estimate', ['analyze', recorded, '--endpoint', 'hamd17', '--visit', 'day1']],
  ['recordedAnalysis', 'exact ranks', ['analyze', recorded, '--endpoint', 'hamd17', '--visit', 'day1', '--method', 'wilcoxon']],
  ['recordedBlinding', 'guesses', ['analyze', join(folder, 'data', 'guesses.csv')]],
  ['notEstimable', 'nobody complete', ['analyze', lonely, '--reference', 'A']],
  ['validation', 'a valid file', ['validate', textbook]],
  [
    'validation',
    'a valid file, one with a warning and one that is not there',
    ['validate', textbook, shipped('drugs/ketamine.yaml'), 'none'],
  ],
  ['scenarioList', 'the shipped scenarios', ['scenarios']],
  ['status', 'a results folder', ['status', join(folder, 'run')]],
  ['status', 'a folder of two scenarios', ['status', join(folder, 'both')]],
];

/** The heads that a document can begin with: of a scenario, of several of one seed or of different seeds, of recorded data, of the program. */
const heads = [
  ['evidence', 'seed', 'engine'],
  ['scenario', 'seed', 'engine'],
  ['scenarios', 'seed', 'engine'],
  ['scenarios', 'engine'],
  ['data', 'engine'],
  ['engine'],
];
/** Documents that may be about no scenario. */
const withoutScenario: readonly ResultKind[] = ['scenarioList'];

it.each(cases)('the document of kind %s follows its schema and begins with the head: %s', async (kind, _, words) => {
  const document = await printed(words);
  const { success, error } = resultSchemas[kind].safeParse(document);
  expect(success, error?.message).toBe(true);
  const names = Object.keys(document);
  expect(
    heads.some((head) => head.every((name, place) => names[place] === name)),
    names.join(),
  ).toBe(true);
  expect(names[0] === 'engine').toBe(withoutScenario.includes(kind));
  for (const headed of headedParts(document)) expect(headed.slice(0, 3)).toEqual(['scenario', 'seed', 'engine']);
});

it('a document of power holds the expected blinding and the risks of a course that --details prints', async () => {
  const { blinding, risks } = (await printed(['power', shipped('courses/six-infusions.yaml'), ...patients])) as {
    readonly blinding: { readonly questions: readonly { readonly question: string; readonly graded: object }[] };
    readonly risks: readonly { readonly sequence: string; readonly misuse: { readonly value: number } }[];
  };
  expect(blinding.questions.map(({ question }) => question)).toEqual(['pretreatment']);
  expect(blinding.questions[0]).toHaveProperty('graded.arms.0.stronglyRight');
  expect(risks).toHaveLength(3);
  expect(risks[0].misuse.value).toBeGreaterThan(risks[1].misuse.value);
  expect(await printed(['power', textbook, ...few])).not.toHaveProperty('blinding');
});

it('every command that prints JSON is among the documents that are compared with the schemas', async () => {
  const printing = (await commandsFor([])).filter(({ options }) => Object.hasOwn(options, 'json')).map(({ name }) => name);
  const compared = new Set(cases.map(([, , [command]]) => command));
  expect(printing.filter((name) => !compared.has(name))).toEqual([]);
});

it('the head of a document about several scenarios has what they have in common, and each with its hash', async () => {
  const document = await printed(['power', textbook, williams, '--analytic', '--seed', '7']);
  const { scenarios, seed, cells } = document as { scenarios: Document[]; seed: string; cells: Document[] };
  expect(seed).toBe('7');
  expect(scenarios).toEqual(cells.map(({ scenario }) => scenario));
  expect(scenarios.map(({ name }) => name)).toEqual(['gaussian-textbook', 'williams-2018']);
});

it('the head of a document about scenarios with different seeds has each seed beside its scenario', () => {
  const engine = { version: '1.0.0', streamVersion: 1 };
  const heads = ['1', '2'].map((seed) => ({ scenario: { name: `s${seed}`, hash: `h${seed}` }, seed, engine }));
  const scenarios = [
    { name: 's1', hash: 'h1', seed: '1' },
    { name: 's2', hash: 'h2', seed: '2' },
  ];
  expect(headOf(heads)).toEqual({ scenarios, engine });
  expect(headOf(heads.slice(0, 1))).toEqual(heads[0]);
});

it('validate says where each problem of a file is, and each warning, and still fails with the problems in lines', async () => {
  const { stdout, stderr, exitCode } = await run('validate', textbook, shipped('drugs/ketamine.yaml'), wrong, '--json');
  const { valid, files, scenarios } = JSON.parse(stdout) as { valid: boolean; files: Document[]; scenarios: Document[] };
  expect([exitCode, valid, files.map((file) => file.valid)]).toEqual([2, false, [true, true, false]]);
  expect(scenarios).toEqual(files.slice(0, 2).map(({ scenario }) => scenario));
  expect(files[2].problems).toEqual([
    { source: wrong, line: 2, column: 25, path: 'design.participants', message: expect.stringContaining("got 'none'") as unknown },
    { source: wrong, line: 3, column: 17, path: 'visits.day1', message: expect.stringContaining("got 'soon'") as unknown },
  ]);
  expect(files[1].warnings).not.toEqual([]);
  for (const warning of files[1].warnings as Document[]) expect(stderr).toContain(`${String(warning.path)}: ${String(warning.message)}`);
  expect(stderr).toContain(`${wrong}:2:25 design.participants: `);
});

it('the document of recorded data begins with the file, the hash of its text and the engine', async () => {
  const document = await printed(['analyze', recorded, '--endpoint', 'hamd17', '--visit', 'day1']);
  const hash = createHash('sha256').update(readFileSync(recorded)).digest('hex');
  expect(Object.keys(document).slice(0, 2)).toEqual(['data', 'engine']);
  expect(document.data).toEqual({ file: recorded, hash });
});

it('the status of a folder begins with the head of its result', async () => {
  const { scenario, seed, engine } = JSON.parse(readFileSync(powerFile, 'utf8')) as Document;
  expect(await printed(['status', join(folder, 'run')])).toMatchObject({ scenario, seed, engine });
});

/** The names of what stands in every part of a document that has a head, without what names or measures a cell. */
function headedParts(document: Document): string[][] {
  const { comparison } = document as { comparison?: Document };
  const parts = (document.cells ?? comparison?.designStudies ?? ['scenario' in document ? document : []].flat()) as readonly Document[];
  return parts.map((part) => Object.keys(part).filter((name) => name !== 'set'));
}

it('an assurance follows its schema', async () => {
  const set = ['--set', 'power.maxFailures=1', '--set', 'uncertainty.draws=2'];
  const words = ['power', shipped('williams-2018.yaml'), ...lean, '--replicates', '20', ...set, '--assurance'];
  const { success, error } = resultSchemas.assurance.safeParse(await printed(words));
  expect(success, error?.message).toBe(true);
});

describe('files of a results folder', () => {
  it.each([
    ['power', powerFile],
    ['powerCells', sweepFile],
  ] as const)('a kept document of kind %s follows the schema of what is printed', (kind, path) => {
    expect(resultSchemas[kind].safeParse(JSON.parse(readFileSync(path, 'utf8'))).error?.message).toBeUndefined();
  });
});

it('scenarios/results.schema.json is what the schemas give', () => {
  const published = JSON.parse(readFileSync(shipped('results.schema.json'), 'utf8')) as unknown;
  expect(published).toEqual(JSON.parse(JSON.stringify(resultsJsonSchema())));
});

it('a document with a name that the schema does not know is refused', async () => {
  const document = await printed(['describe', textbook]);
  expect(resultSchemas.description.safeParse({ ...document, remark: 'good' }).success).toBe(false);
  expect(resultSchemas.description.safeParse({ ...document, engine: undefined }).success).toBe(false);
});
