import { removeTemporaries } from './files/temporary-file.ts';
import { ExitError } from './terminal/exit-error.ts';
import { bannerWarning } from './terminal/npm-banner.ts';
import { assertArguments } from './arguments/assert-arguments.ts';
import { plainArguments } from './plain-arguments.ts';
import type { Command } from './arguments/define-command.ts';
import { COMPLETE } from './shell/completions.ts';
import { commandsCalledBy } from './shell/shell-commands.ts';
import { programName } from './terminal/program-name.ts';
import { guardStreams } from './terminal/standard-streams.ts';
import { guardFailures, reportUnexpected } from './terminal/unexpected-failure.ts';
import { coloursOf, warn } from './terminal/terminal.ts';

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
    const command = commands.find(({ name }) => name === words[0]);
    const plain = command === undefined ? undefined : plainArguments(command, words, programName());
    if (command === undefined || plain === undefined) {
      const { runParsed } = await import('./run-parsed.ts');
      await runParsed(words, commands);
    } else {
      assertArguments(command, words, plain);
      await command.handler(plain);
    }
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
