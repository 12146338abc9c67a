#!/usr/bin/env -S node --max-semi-space-size=2
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import yargs, { type CommandModule } from 'yargs';
import { CommandFailure } from './terminal/command-failure.ts';
import { engineVersion } from './workers/engine-version.ts';
import { commandsFor } from './commands/index.ts';
import { examplesFirst, longNames } from './arguments/help-text.ts';
import { bannerWarning } from './terminal/npm-banner.ts';
import { assertNumericOptions } from './arguments/numeric-options.ts';
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

/**
 * Runs one command line and gives its exit code; never throws and never prints a stack trace.
 * @param typed  the arguments after the program's name
 */
export async function runCommandLine(typed: readonly string[]): Promise<number> {
  const words = withJoinedOptions(typed);
  if (words.length === 0) {
    process.stdout.write(welcome());
    return 0;
  }
  process.exitCode = 0;
  const helps: string[] = [];
  const loaded = await loadedFor(words);
  try {
    await parserOf(words, loaded).parseAsync([...words], {}, (_error, _argv, output) => void helps.push(output));
    for (const help of helps.filter((text) => text !== '')) process.stdout.write(`${await withExamplesFirst(help, words, loaded)}\n`);
    return process.exitCode ?? 0;
  } catch (error) {
    return failureOf(error);
  }
}

/** `--sbatch "--time=30"` as one word: its value begins like an option. */
function withJoinedOptions(words: readonly string[]): string[] {
  return words.flatMap((word, i) =>
    words[i - 1] === '--sbatch' ? [] : word === '--sbatch' && i + 1 < words.length ? [`--sbatch=${words[i + 1]}`] : [word],
  );
}

/** What of the program a command line needs. */
interface Loaded {
  readonly commands: readonly CommandModule[];
  /** Where a shell asks for completions. */
  readonly completionsOf?: (words: readonly string[], current: string) => string[] | undefined;
}

async function loadedFor(words: readonly string[]): Promise<Loaded> {
  const commands = await commandsFor(words);
  return words[0] === '--get-yargs-completions' ? { commands, ...(await import('./arguments/complete.ts')) } : { commands };
}

async function withExamplesFirst(help: string, words: readonly string[], loaded: Loaded): Promise<string> {
  const command = words.find((word) => !word.startsWith('-')) ?? '';
  return longNames(examplesFirst(help, await parserOf([command], loaded).wrap(null).getHelp()));
}

function parserOf(words: readonly string[], { commands, completionsOf }: Loaded) {
  const parser = yargs([...words])
    .scriptName(words[0] === 'completion' ? 'crossover-sim' : programName())
    .version(engineVersion())
    .usage('$0 <command> [options]')
    .example('$0 init my-trial.yaml', 'write a commented scenario from three numbers')
    .example('$0 power my-trial.yaml', 'how likely that trial is to show what it claims')
    .parserConfiguration({
      'greedy-arrays': words[0] === 'compare', // --worlds takes every file behind it
      'parse-positional-numbers': false,
    })
    .completion(
      'completion',
      'shell completion: source <(crossover-sim completion)',
      (current: string, argv: Readonly<Record<string, unknown>>, theirs: () => void, done: (found: string[]) => void) => {
        const found = completionsOf?.((argv._ as unknown[]).map(String).concat(words.slice(1)), current);
        if (found !== undefined) done(found);
        else theirs();
      },
    )
    .demandCommand(1, 'a command is missing')
    .alias('help', 'h')
    .strict()
    .recommendCommands()
    .exitProcess(false)
    .wrap(process.stdout.isTTY ? Math.min(120, process.stdout.columns) : 100)
    .fail((message, error) => {
      throw error instanceof Error && error.name !== 'YError' ? error : new CommandFailure(2, usageMessage(message, words, commands));
    });
  for (const command of commands) parser.command(command);
  const declared = parser as unknown as { getOptions(): { array: readonly string[]; number: readonly string[] } };
  return parser.middleware((argv) => {
    const { array, number } = declared.getOptions();
    assertNumericOptions(words, number);
    lastOfRepeated(argv, array);
  }, true);
}

/** Of an option given twice the last one counts, unless it is one that may be repeated. */
function lastOfRepeated(argv: Record<string, unknown>, array: readonly string[]): void {
  for (const [name, value] of Object.entries(argv)) {
    if (name !== '_' && Array.isArray(value) && !array.includes(name)) argv[name] = value.at(-1);
  }
}

function failureOf(error: unknown): number {
  if (error instanceof CommandFailure) {
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
