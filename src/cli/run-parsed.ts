import yargs from 'yargs';
import { assertArguments, lastOfRepeated } from './arguments/assert-arguments.ts';
import type { Command } from './arguments/define-command.ts';
import { examplesFirst, longNames } from './arguments/help-text.ts';
import { usageError } from './terminal/exit-error.ts';
import { programName } from './terminal/program-name.ts';
import { usageMessage } from './usage-message.ts';
import { engineVersion } from './workers/engine-version.ts';

/**
 * Reads a command line with yargs and runs its command, or prints the help that it asks for; for every line that `plainArguments` does not read.
 * @param commands  the command that the line begins with, or every command
 * @throws ExitError (2) where the line is no command line of the program
 */
export async function runParsed(words: readonly string[], commands: readonly Command[]): Promise<void> {
  const parser = parserOf(words, commands);
  const printed: string[] = [];
  await parser.parseAsync([...words], {}, (_error, _argv, output) => void printed.push(output));
  for (const text of printed.filter((each) => each !== '')) process.stdout.write(`${await helpFor(text, words, commands)}\n`);
}

/** Width of texts of help, in characters. */
const helpColumns = (): number => (process.stdout.isTTY ? Math.min(120, process.stdout.columns) : 100);

/** The help of a command with its examples, or that of the program; other texts of the parser (the version) as they are. */
async function helpFor(text: string, words: readonly string[], commands: readonly Command[]): Promise<string> {
  if (!text.startsWith(`${programName()} `)) return text;
  const command = commands.find(({ name }) => name === words.find((word) => !word.startsWith('-')));
  if (command !== undefined) return longNames(examplesFirst(text, programName(), command.examples));
  const { programHelp } = await import('./shell/program-help.ts');
  return programHelp(commands, programName(), helpColumns());
}

function parserOf(words: readonly string[], commands: readonly Command[]) {
  const called = commands.find(({ name }) => name === words[0]);
  const parser = yargs([...words])
    .scriptName(programName())
    .locale('en')
    .version(engineVersion())
    .usage('$0 <command> [options]')
    .parserConfiguration({
      // `--no-seed` would be `--seed` with the value false, which no option takes.
      'boolean-negation': false,
      'greedy-arrays': Object.values(called?.options ?? {}).some(({ greedy }) => greedy === true),
      'parse-positional-numbers': false,
    })
    .demandCommand(1, 'a command is missing')
    .alias('help', 'h')
    .strict()
    .exitProcess(false)
    .wrap(helpColumns())
    .fail((message, error) => {
      throw error instanceof Error && error.name !== 'YError' ? error : usageError(usageMessage(message, words[0], commands));
    })
    .middleware((argv) => {
      const command = commands.find(({ name }) => name === argv._[0]);
      if (command === undefined) return;
      assertArguments(command, words, argv);
      lastOfRepeated(command, argv);
    }, true);
  for (const command of commands) parser.command(command);
  return parser;
}
