import type { CommandModule } from 'yargs';
import { scenarioJsonSchema } from '../../scenario/index.ts';
import { writeNamedFile } from '../files/output-file.ts';

interface SchemaArguments {
  readonly out?: string | undefined;
}

/** The text of `scenarios/schema.json`. */
export function schemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}

export const schemaCommand: CommandModule<object, SchemaArguments> = {
  command: 'schema',
  describe: 'the JSON Schema of a scenario file, for editors',
  builder: (argv) =>
    argv
      .option('out', { type: 'string', describe: 'file to write instead of printing', requiresArg: true })
      .example('$0 schema', 'print the schema')
      .example('$0 schema --out scenarios/schema.json', 'write it where scenario files look for it'),
  handler({ out }) {
    if (out === undefined) process.stdout.write(schemaText());
    else {
      writeNamedFile(out, schemaText());
      process.stdout.write(`wrote ${out}\n`);
    }
  },
};
