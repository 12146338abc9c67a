// Writes the table of engines into docs/engines.md: npm run docs:engines, after bash .ci/fetch-engines.sh output/engines
// Same cases, same hashes: the suite `npm run test:engines` compares the page with what the engines give.
import { readFileSync, writeFileSync } from 'node:fs';
import { engineTable, verdictOf } from '../../tests/engines/compare-engines.ts';
import { engineSearch, runEngines } from '../../tests/engines/run-engines.ts';
import { betweenMarks } from './between-marks.ts';

const FILE = 'docs/engines.md';
const marks = ['<!-- engines table: made by npm run docs:engines -->', '<!-- end of engines table -->'] as const;

const runs = await runEngines(engineSearch);
const [here] = runs;
if (!('texts' in here)) throw new Error(`the Node.js that runs this gives no texts: ${JSON.stringify(here)}`);
writeFileSync(FILE, betweenMarks(readFileSync(FILE, 'utf8'), marks, engineTable(runs, here.texts)));
for (const run of runs) {
  const verdict = verdictOf(run, here.texts, false);
  if (verdict.kind !== 'same') process.stderr.write(`${verdict.why}\n`);
  if (verdict.kind === 'failed') process.exitCode = 1;
}
