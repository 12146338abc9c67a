/** An example of a command's help: what to type, and what it is for. */
export interface Example {
  readonly command: string;
  readonly about: string;
}

const HEADING = 'Examples:\n';

/** The examples in a help text that was not wrapped: two columns below the heading. */
export function examplesOf(unwrapped: string): Example[] {
  const start = unwrapped.indexOf(HEADING);
  if (start < 0) return [];
  const [section] = unwrapped.slice(start + HEADING.length).split('\n\n');
  return section
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [command, about = ''] = line.trim().split(/ {2,}/);
      return { command, about };
    });
}

/**
 * The help of a command with its examples first, each on a line of its own so that it can be copied.
 * @param wrapped    the parser's help at the width of the terminal
 * @param unwrapped  the same without line breaks
 */
export function examplesFirst(wrapped: string, unwrapped: string): string {
  const examples = examplesOf(unwrapped);
  if (examples.length === 0 || !wrapped.includes(HEADING)) return wrapped;
  const [body] = wrapped.split(`\n\n${HEADING}`);
  const lines = examples.flatMap(({ command, about }) => [`  # ${about}`, `  ${command}`]);
  return [HEADING.trimEnd(), ...lines, '', body].join('\n');
}

/** Options of one letter as they are typed here, with two dashes: the parser's help shows `-r` for `--r`. `-h` is short for `--help`. */
export function longNames(help: string): string {
  return help.replaceAll(/^ {2}-([a-z]) {6}( +)/gm, '      --$1 $2');
}
