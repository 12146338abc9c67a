import { COMPLETE, type CompletedCommand, type CompletedOption } from './completions.ts';

/** Completion for fish: to be sourced, or kept as `~/.config/fish/completions/crossover-sim.fish`. */
export function fishCompletion(commands: readonly CompletedCommand[], version: string): string {
  const lines = commands.flatMap(({ name, summary, options, words }) => {
    const after = `complete -c crossover-sim -n '__fish_seen_subcommand_from ${name}'`;
    return [
      '',
      `complete -c crossover-sim -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...(words.length > 0 ? [`${after} -a ${quoted(words.join(' '))}`] : []),
      ...options.map((option) => `${after} -l ${option.name}${valueOf(option)} -d ${quoted(option.describe)}`),
    ];
  });
  return [
    `# fish completion of crossover-sim ${version}: crossover-sim completion fish | source`,
    '',
    '# Paths of the values of the scenario on the command line, or names of its analyses: the program knows.',
    'function __crossover_sim_values',
    '    set -l line (commandline -opc) (commandline -ct)',
    `    $line[1] ${COMPLETE} $line[2..-1] 2> /dev/null`,
    'end',
    '',
    'complete -c crossover-sim -n __fish_use_subcommand -l version -d "the version"',
    ...lines,
    '',
  ].join('\n');
}

function valueOf({ value }: CompletedOption): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return ` -x -a ${quoted(value.choices.join(' '))}`;
  return { scenario: " -x -a '(__crossover_sim_values)'", file: ' -r -F', unknown: ' -x' }[value];
}

/** A text between single quotes of fish, where only a backslash and the quote itself need one before them. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, (mark) => `\\${mark}`)}'`;
}
