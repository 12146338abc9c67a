import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { defineCommand, type Command } from '../arguments/define-command.ts';
import { commandNames, commandsFor } from './commands-by-name.ts';
import { writeNamedFile } from '../files/output-file.ts';
import { packageFile } from '../files/package-file.ts';
import { engineVersion } from '../workers/engine-version.ts';

/** Shells whose completion can be printed. */
const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

const completionCommand = defineCommand({
  usage: 'completion [shell]',
  summary: 'completion for bash, zsh or fish, as a script to be sourced',
  positionals: {
    shell: { type: 'string', choices: [...shells, 'auto'], default: 'auto', describe: 'for which shell; auto: that of $SHELL, else bash' },
  },
  examples: [
    ['completion bash >> ~/.bash_completion', 'for every bash to come'],
    ['completion fish | source', 'for this fish'],
  ],
  async run({ shell }) {
    const wanted = shell === 'auto' ? shellOfUser() : shell;
    const { completedCommands } = await import('./completions.ts');
    const script = {
      bash: async () => (await import('./bash-completion.ts')).bashCompletion,
      zsh: async () => (await import('./zsh-completion.ts')).zshCompletion,
      fish: async () => (await import('./fish-completion.ts')).fishCompletion,
    };
    const print = await script[wanted]();
    process.stdout.write(print(completedCommands(await everyCommand()), engineVersion()));
  },
});

const manCommand = defineCommand({
  usage: 'man',
  summary: 'the manual page, for man or to be kept',
  options: { out: { type: 'string', describe: 'file to write instead of printing' } },
  examples: [
    ['man | man -l -', 'read it'],
    ['man --out ~/.local/share/man/man1/crossover-sim.1', 'keep it where man looks for it'],
  ],
  async run({ out }) {
    const { manPage } = await import('./man-page.ts');
    const text = manPage(await everyCommand(), engineVersion(), releaseDate(engineVersion()));
    if (out !== undefined) writeNamedFile(out, text);
    process.stdout.write(out === undefined ? text : `wrote ${out}\n`);
  },
});

function shellOfUser(): Shell {
  return shells.find((each) => each === basename(process.env.SHELL ?? '')) ?? 'bash';
}

/** The day on which a version was released: from CHANGELOG.md of the source code; an installed package, which has none, has it in its manual page. */
function releaseDate(version: string): string {
  const [changelog, page] = ['CHANGELOG.md', 'dist/crossover-sim.1'].map((name) => textOfPackage(name).split('\n'));
  const released = changelog.find((line) => line.startsWith(`## [${version}] - `))?.slice(-10);
  return released ?? /^\.TH \S+ 1 "([^"]*)"/.exec(page[0])?.[1] ?? '';
}

/** A file of this package; empty where it is not there. */
function textOfPackage(name: string): string {
  const file = packageFile(name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Commands about the commands. */
const shellCommands: readonly Command[] = [completionCommand, manCommand];

/** Names of all commands, as a user may type them. */
export const everyName: readonly string[] = [...commandNames, ...shellCommands.map(({ name }) => name)];

/** Every command of the program. */
export async function everyCommand(): Promise<readonly Command[]> {
  return [...(await commandsFor([])), ...shellCommands];
}

/** The command that a command line begins with, or every command where it names none of them. Only what is asked for is loaded. */
export async function commandsCalledBy(words: readonly string[]): Promise<readonly Command[]> {
  const own = shellCommands.filter(({ name }) => name === words[0]);
  if (own.length > 0) return own;
  return commandNames.includes(words[0]) ? commandsFor(words) : everyCommand();
}
