import yargs from 'yargs';
import { removeTemporaries } from './files/temporary-file.ts';
import { ExitError, usageError } from './terminal/exit-error.ts';
import { engineVersion } from './workers/engine-version.ts';
import { examplesFirst, longNames } from './arguments/help-text.ts';
import { bannerWarning } from './terminal/npm-banner.ts';
import { assertArguments, lastOfRepeated } from './arguments/assert-arguments.ts';
import type { Command } from './arguments/define-command.ts';
import { COMPLETE } from './shell/completions.ts';
import { commandsCalledBy } from './shell/shell-commands.ts';
import { programName } from './terminal/program-name.ts';
import { guardStreams } from './terminal/standard-streams.ts';
import { guardFailures, reportUnexpected } from './terminal/unexpected-failure.ts';
import { coloursOf, warn } from './terminal/terminal.ts';
import { usageMessage } from './usage-message.ts';

const welcome =
  (): string => `crossover-sim plans, checks and argues about two-period crossover trials of a drug with and without a blocker.

Start here:
  ${programName()} init my-trial.yaml        write a commented scenario from three numbers
  ${programName()} power my-trial.yaml       how likely the trial is to show what it claims
  ${programName()} --help                    all commands
`;

/**
 * Runs one command line and gives its exit code; never throws and never prints a stack trace.
 * @param typed  the arguments after the program's name
 */
export async function runCommandLine(typed: readonly string[]): Promise<number> {
  if (typed.length === 0) {
    process.stdout.write(welcome());
    return 0;
  }
  process.exitCode = 0;
  try {
    if (typed[0] === COMPLETE) return await printCompletions(typed.slice(1));
    const commands = await commandsCalledBy(typed);
    const words = withJoinedValues(typed, commands);
    const parser = parserOf(words, commands);
    const printed: string[] = [];
    await parser.parseAsync([...words], {}, (_error, _argv, output) => void printed.push(output));
    for (const text of printed.filter((each) => each !== '')) process.stdout.write(`${await helpFor(text, words, commands)}\n`);
    return process.exitCode ?? 0;
  } catch (error) {
    return failureOf(error);
  }
}

/** `--sbatch "--time=30"` as one word: its value begins like an option. */
function withJoinedValues(words: readonly string[], commands: readonly Command[]): string[] {
  const dashed = commands.flatMap(({ options }) => Object.keys(options).filter((name) => options[name].dashed === true));
  const takesNext = (word: string | undefined): boolean => word !== undefined && dashed.some((name) => word === `--${name}`);
  return words.flatMap((word, i) =>
    takesNext(words[i - 1]) ? [] : [takesNext(word) && i + 1 < words.length ? `${word}=${words[i + 1]}` : word],
  );
}

/** What a shell asks: the words that may stand at the cursor, one a line. */
async function printCompletions(words: readonly string[]): Promise<number> {
  const { completionsOf } = await import('./shell/scenario-completions.ts');
  process.stdout.write(
    completionsOf(words)
      .map((word) => `${word}\n`)
      .join(''),
  );
  return 0;
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

function failureOf(error: unknown): number {
  if (error instanceof ExitError) {
    process.stderr.write(`${coloursOf(process.stderr).red(error.message)}\n`);
    return error.exitCode;
  }
  reportUnexpected(error, (line) => coloursOf(process.stderr).red(line));
  return 2;
}

/** Runs the command line of this process, whose exit code is then about the answer alone. */
export async function runProcess(words: readonly string[]): Promise<void> {
  guardStreams();
  guardFailures();
  process.on('exit', removeTemporaries);
  const banner = bannerWarning(words, process.stdout.isTTY);
  if (banner !== undefined) warn(banner);
  process.exitCode = await runCommandLine(words);
}
