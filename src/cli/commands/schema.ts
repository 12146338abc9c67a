import { scenarioJsonSchema } from '../../scenario/index.ts';
import { jsonLines } from '../../text/json-lines.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { writeNamedFile } from '../files/output-file.ts';

/** The text of `scenarios/schema.json`. */
export function schemaText(): string {
  return jsonLines(scenarioJsonSchema());
}

export const schemaCommand = defineCommand({
  usage: 'schema',
  summary: 'the JSON Schema of a scenario file, for editors',
  options: { out: { type: 'string', describe: 'file to write instead of printing' } },
  examples: [
    ['schema', 'print the schema'],
    ['schema --out scenarios/schema.json', 'write it where scenario files look for it'],
  ],
  run({ out }) {
    if (out !== undefined) writeNamedFile(out, schemaText());
    process.stdout.write(out === undefined ? schemaText() : `wrote ${out}\n`);
  },
});
