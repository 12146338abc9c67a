import type { Command } from '../arguments/define-command.ts';

/** Commands under one heading of the help. */
export interface CommandGroup {
  readonly heading: string;
  readonly commands: readonly Command[];
}

/** Headings of the program's help with the names of the commands under them: what people ask most comes first. */
const headings: readonly (readonly [heading: string, names: readonly string[]])[] = [
  ['Questions about a trial', ['power', 'sample-size', 'compare', 'explore']],
  ['Scenarios', ['init', 'scenarios', 'validate', 'describe', 'schema']],
  ['Trial data', ['simulate', 'analyze']],
  ['Stored results', ['report', 'reproduce']],
  ['Large runs', ['plan', 'run-shard', 'status', 'merge', 'submit', 'emit']],
  ['About the program', ['evidence', 'learn', 'completion', 'man']],
];

/**
 * The commands that the help shows, under its headings; what has none stands under the last.
 * @param commands  every command of the program
 */
export function commandGroups(commands: readonly Command[]): CommandGroup[] {
  const shown = commands.filter(({ describe }) => describe !== false);
  const placed = new Set(headings.flatMap(([, names]) => names));
  const others = shown.filter(({ name }) => !placed.has(name));
  return headings.map(([heading, names], i) => {
    const own = names.flatMap((name) => shown.filter((command) => command.name === name));
    return { heading, commands: i === headings.length - 1 ? [...others, ...own] : own };
  });
}

/** What a command gives, in one line. */
export function summaryOf({ describe }: Command): string {
  return typeof describe === 'string' ? describe : '';
}
