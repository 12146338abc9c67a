/** An example of a command's help: what to type, and what it is for. */
export type Example = readonly [command: string, about: string];

/**
 * The help of a command with its examples first, each on a line of its own so that it can be copied.
 * @param help      the parser's help
 * @param program   how the program is called
 * @param examples  command lines without the program's name
 */
export function examplesFirst(help: string, program: string, examples: readonly Example[]): string {
  if (examples.length === 0) return help;
  const lines = examples.flatMap(([command, about]) => [`  # ${about}`, `  ${program} ${command}`]);
  return ['Examples:', ...lines, '', help].join('\n');
}

/** Options of one letter as they are typed here, with two dashes: the parser's help shows `-r` for `--r`. `-h` is short for `--help`. */
export function longNames(help: string): string {
  return help.replaceAll(/^ {2}-([a-z]) {6}( +)/gm, '      --$1 $2');
}
