import { writeFileSync } from 'node:fs';
import { resultsJsonSchema } from '../../src/report/schema/results-schema.ts';

// Writes the JSON Schema of every document that `--json` prints and results folders keep.
writeFileSync('scenarios/results.schema.json', `${JSON.stringify(resultsJsonSchema(), null, 1)}\n`);
