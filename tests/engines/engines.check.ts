import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { type EngineRun, engineTable, shownHash, verdictOf } from './compare-engines.ts';
import { caseNames, type CaseText } from './engine-cases.ts';
import { engines } from './engines.ts';
import { engineSearch, runEngines } from './run-engines.ts';

/** In CI the engines that are required fail where they are absent; elsewhere they are skipped as the others are. */
const strict = process.env['ENGINES_REQUIRED'] === '1';

let runs: readonly EngineRun[] = [];
let reference: readonly CaseText[] = [];

beforeAll(async () => {
  runs = await runEngines(engineSearch);
  const [here] = runs;
  if (!('texts' in here)) throw new Error(`the Node.js that runs the tests gives no texts: ${JSON.stringify(here)}`);
  reference = here.texts;
  const times = runs.flatMap((run) => ('seconds' in run ? [`${run.engine} ${run.version}: ${run.seconds.toFixed(1)} s`] : []));
  console.log(`${engineTable(runs, reference)}\n\n${times.join('\n')}`);
}, 600_000);

it('the Node.js that runs the tests gives a text for every case', () => {
  expect(reference.map(({ name }) => name)).toEqual(caseNames);
  for (const { text } of reference) expect(text.length).toBeGreaterThan(1000);
});

it.for(engines.map(({ name }) => name))('%s gives the bytes of the Node.js that runs the tests', (name, { skip }) => {
  const required = strict && engines.some((engine) => engine.name === name && engine.required);
  const verdict = verdictOf(runs.find(({ engine }) => engine === name) ?? { engine: name, problem: 'it was not run' }, reference, required);
  if (verdict.kind === 'skipped') {
    console.log(`${verdict.why}: skipped`);
    skip(verdict.why);
  }
  if (verdict.kind === 'failed') expect.fail(verdict.why);
});

it('the page of the engines has the hash of every case', () => {
  const rows = readFileSync('docs/engines.md', 'utf8').split('\n');
  const stale = reference.filter(({ name, text }) => !rows.some((row) => row.startsWith(`| ${name} `) && row.includes(shownHash(text))));
  expect(stale.map(({ name }) => `${name}: run npm run docs:engines`)).toEqual([]);
});
