import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../../cli/command-line.ts';
import { resultSchemas, resultsJsonSchema, type ResultKind } from '../../../src/report/schema/results-schema.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const textbook = shipped('gaussian-textbook.yaml');
const williams = shipped('williams-2018.yaml');
const lean = ['--workers', '1', '--quiet', '--set', 'power.truthPatients=100'];
const few = [...lean, '--replicates', '60'];
const patients = [...lean, '--replicates', '20', '--set', 'power.maxFailures=1'];
const recorded = join(folder, 'data', 'observations.csv');
const lonely = join(folder, 'lonely.csv');
const powerFile = join(folder, 'run', 'power.json');
const sweepFile = join(folder, 'sweep', 'power.json');

beforeAll(async () => {
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
  ['description', 'a Gaussian scenario', ['describe', textbook]],
  ['description', 'a mechanistic scenario', ['describe', williams, '--set', 'power.require=0.8']],
  ['power', 'the merge of one scenario', ['merge', join(folder, 'run')]],
  ['reproduction', 'one result', ['reproduce', powerFile, '--workers', '1', '--quiet']],
  ['reproduction', 'several results', ['reproduce', sweepFile, '--workers', '1', '--quiet']],
  ['recordedAnalysis', 'an estimate', ['analyze', recorded, '--endpoint', 'hamd17', '--visit', 'day1']],
  ['recordedAnalysis', 'exact ranks', ['analyze', recorded, '--endpoint', 'hamd17', '--visit', 'day1', '--method', 'wilcoxon']],
  ['notEstimable', 'nobody complete', ['analyze', lonely, '--reference', 'A']],
  ['status', 'a results folder', ['status', join(folder, 'run')]],
  ['status', 'a folder of two scenarios', ['status', join(folder, 'both')]],
];

it.each(cases)('the document of kind %s follows its schema and begins with the head: %s', async (kind, _, words) => {
  const document = await printed(words);
  const { success, error } = resultSchemas[kind].safeParse(document);
  expect(success, error?.message).toBe(true);
  for (const headed of headedParts(document)) expect(headed.slice(0, 3)).toEqual(['scenario', 'seed', 'engine']);
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
