import { writeFileSync } from 'node:fs';
import { resultsJsonSchema } from '../../src/report/schema/results-schema.ts';
import { jsonLines } from '../../src/text/json-lines.ts';

// Writes the JSON Schema of every document that `--json` prints and results folders keep.
writeFileSync('scenarios/results.schema.json', jsonLines(resultsJsonSchema()));
