import type { ArgumentRow, Command } from '../arguments/define-command.ts';
import { inOrderOfHelp } from '../arguments/option-groups.ts';
import { summaryOf } from './command-groups.ts';

/** The word with which a script for a shell asks the program itself what may stand at the cursor. */
export const COMPLETE = '__complete';

/** Options whose values the program knows from the scenario on the command line: paths of its values, names of its analyses. */
const fromScenario = ['set', 'vary', 'require'];

/** What may stand behind an option: one of some words, what the scenario holds, the name of a file, or what nobody can know. */
export type ValueKind = { readonly choices: readonly string[] } | 'scenario' | 'file' | 'unknown';

/** An option as the scripts need it. */
export interface CompletedOption {
  readonly name: string;
  readonly describe: string;
  readonly many: boolean;
  /** Absent for a switch. */
  readonly value?: ValueKind;
}

/** A command as the scripts need it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** The words that its arguments without a name may be; empty where they are files. */
  readonly words: readonly string[];
}

/** What a shell can complete, from the tables of the commands. */
export function completedCommands(commands: readonly Command[]): CompletedCommand[] {
  return commands
    .filter(({ describe }) => describe !== false)
    .map((command) => ({
      name: command.name,
      summary: summaryOf(command),
      words: Object.values(command.positionals).flatMap(({ choices = [] }) => choices),
      options: [
        ...inOrderOfHelp(command.options).map(([name, row]) => completedOption(name, row)),
        { name: 'help', describe: 'examples and options of the command', many: false },
      ],
    }));
}

function completedOption(name: string, row: ArgumentRow): CompletedOption {
  const option = { name, describe: row.describe, many: row.many === true };
  return row.type === 'boolean' ? option : { ...option, value: valueKind(name, row) };
}

function valueKind(name: string, { type, choices }: ArgumentRow): ValueKind {
  if (choices !== undefined) return { choices };
  if (fromScenario.includes(name)) return 'scenario';
  return type === 'number' ? 'unknown' : 'file';
}

/** A text between single quotes of a POSIX shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
