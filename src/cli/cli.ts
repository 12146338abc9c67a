#!/usr/bin/env -S node --max-semi-space-size=2
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import yargs from 'yargs';
import { ExitError, usageError } from './terminal/command-failure.ts';
import { engineVersion } from './workers/engine-version.ts';
import { commandsFor } from './commands-by-name.ts';
import { examplesFirst, longNames } from './arguments/help-text.ts';
import { bannerWarning } from './terminal/npm-banner.ts';
import { assertArguments, lastOfRepeated } from './arguments/assert-arguments.ts';
import type { Command } from './arguments/define-command.ts';
import { programName } from './terminal/program-name.ts';
import { guardStreams } from './terminal/standard-streams.ts';
import { coloursOf, warn } from './terminal/terminal.ts';
import { usageMessage } from './usage-message.ts';

const welcome =
  (): string => `crossover-sim plans, checks and argues about two-period crossover trials of a drug with and without a blocker.

Start here:
  ${programName()} init my-trial.yaml        write a commented scenario from three numbers
  ${programName()} power my-trial.yaml       how likely the trial is to show what it claims
  ${programName()} --help                    all commands
`;

/** Examples of the program's own help. */
const examples = [
  ['init my-trial.yaml', 'write a commented scenario from three numbers'],
  ['power my-trial.yaml', 'how likely that trial is to show what it claims'],
] as const;

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
    const commands = await commandsFor(typed);
    const words = withJoinedValues(typed, commands);
    const parser = parserOf(words, commands, await completionsFor(words));
    const printed: string[] = [];
    await parser.parseAsync([...words], {}, (_error, _argv, output) => void printed.push(output));
    for (const text of printed.filter((each) => each !== '')) process.stdout.write(`${withExamples(text, words, commands)}\n`);
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

/** How a shell asks what may stand where the cursor is. */
const COMPLETES = '--get-yargs-completions';

type Completions = (words: readonly string[], current: string) => string[] | undefined;

/** What completes a word of a command line, where a shell asks for it. */
async function completionsFor(words: readonly string[]): Promise<Completions> {
  if (words[0] !== COMPLETES) return () => undefined;
  return (await import('./arguments/complete.ts')).completionsOf;
}

/** A help with the examples of what it is of; other texts of the parser (the version, a script for a shell) as they are. */
function withExamples(text: string, words: readonly string[], commands: readonly Command[]): string {
  if (!text.startsWith(`${programName()} `)) return text;
  const command = commands.find(({ name }) => name === words.find((word) => !word.startsWith('-')));
  return longNames(examplesFirst(text, programName(), command?.examples ?? examples));
}

function parserOf(words: readonly string[], commands: readonly Command[], completionsOf: Completions) {
  const called = commands.find(({ name }) => name === words[0]);
  const parser = yargs([...words])
    .scriptName(words[0] === 'completion' ? 'crossover-sim' : programName())
    .locale('en')
    .version(engineVersion())
    .usage('$0 <command> [options]')
    .parserConfiguration({
      'greedy-arrays': Object.values(called?.options ?? {}).some(({ greedy }) => greedy === true),
      'parse-positional-numbers': false,
    })
    .completion(
      'completion',
      'shell completion: source <(crossover-sim completion)',
      (current: string, argv: Readonly<Record<string, unknown>>, theirs: () => void, done: (found: string[]) => void) => {
        const found = completionsOf((argv._ as unknown[]).map(String).concat(words.slice(1)), current);
        if (found !== undefined) done(found);
        else theirs();
      },
    )
    .demandCommand(1, 'a command is missing')
    .alias('help', 'h')
    .strict()
    .exitProcess(false)
    .wrap(process.stdout.isTTY ? Math.min(120, process.stdout.columns) : 100)
    .fail((message, error) => {
      throw error instanceof Error && error.name !== 'YError' ? error : usageError(usageMessage(message, words[0], commands));
    })
    .middleware((argv) => {
      const command = commands.find(({ name }) => name === argv._[0]);
      if (command === undefined || words[0] === COMPLETES) return;
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
  process.stderr.write(`${coloursOf(process.stderr).red(error instanceof Error ? error.message : String(error))}\n`);
  return 2;
}

/** Runs the command line of this process, whose exit code is then about the answer alone. */
export async function runProcess(words: readonly string[]): Promise<void> {
  guardStreams();
  const banner = bannerWarning(words, process.stdout.isTTY);
  if (banner !== undefined) warn(banner);
  process.exitCode = await runCommandLine(words);
}

const invoked = process.argv[1];
if (invoked !== undefined && realpathSync(invoked) === fileURLToPath(import.meta.url)) await runProcess(process.argv.slice(2));
