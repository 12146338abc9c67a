import type { Command } from '../arguments/define-command.ts';
import { examplesFirst, type Example } from '../arguments/help-text.ts';
import { commandGroups, summaryOf } from './command-groups.ts';

/** Examples of the program's own help. */
export const programExamples: readonly Example[] = [
  ['init my-trial.yaml', 'write a commented scenario from three numbers'],
  ['power my-trial.yaml', 'how likely that trial is to show what it claims'],
];

/**
 * The help of the program: examples, then the commands under headings, what is asked most first.
 * @param commands  every command
 * @param program   how the program is called
 * @param columns   width in characters
 */
export function programHelp(commands: readonly Command[], program: string, columns: number): string {
  const groups = commandGroups(commands);
  const width = Math.max(...groups.flatMap((group) => group.commands.map(({ usage }) => usage.length)));
  const entry = (command: Command): string[] => {
    const [first = '', ...more] = wrapped(summaryOf(command), columns - width - 4);
    return [`  ${command.usage.padEnd(width)}  ${first}`, ...more.map((line) => `${' '.repeat(width + 4)}${line}`)];
  };
  const lines = groups.flatMap((group) => [`${group.heading}:`, ...group.commands.flatMap(entry), '']);
  const body = [
    `${program} <command> [options]`,
    '',
    ...lines,
    `Examples and options of a command: ${program} <command> --help`,
    `The version: ${program} --version`,
    'Tutorial, how-tos and reference: docs/README.md of the repository',
  ];
  return examplesFirst(body.join('\n'), program, programExamples);
}

/** A text in lines of at most so many characters, broken between words. */
function wrapped(text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, word];
  }, []);
}
