import { COMPLETE, quoted, type CompletedCommand } from './completions.ts';

/** Completion for bash 3.2 and later, as a script to be sourced. */
export function bashCompletion(commands: readonly CompletedCommand[], version: string): string {
  const cases = commands.flatMap(({ name, options, words }) => [
    ...options.flatMap(({ name: option, value }) => {
      const pattern = `    '${name} --${option}')`;
      if (value === undefined) return [];
      if (value === 'scenario') return [`${pattern} words="$(_crossover_sim_values)" ;;`];
      return [`${pattern} words=${typeof value === 'string' ? "''" : quoted(value.choices.join(' '))} ;;`];
    }),
    `    '${name} '*)`,
    `      case "$current" in`,
    `        -*) words=${quoted(options.map((option) => `--${option.name}`).join(' '))} ;;`,
    ...(words.length > 0 ? [`        *) words=${quoted(words.join(' '))} ;;`] : []),
    `      esac ;;`,
  ]);
  return [
    `# bash completion of crossover-sim ${version}: source <(crossover-sim completion bash)`,
    '',
    '# Paths of the values of the scenario on the command line, or names of its analyses: the program knows.',
    '_crossover_sim_values() {',
    `  "\${COMP_WORDS[0]}" ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null`,
    '}',
    '',
    '_crossover_sim() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words=\'\' word',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words=${quoted([...commands.map(({ name }) => name), '--help', '--version'].join(' '))}`,
    '  else case "${COMP_WORDS[1]} $previous" in',
    ...cases,
    '  esac; fi',
    '  COMPREPLY=()',
    '  while read -r word; do [ -n "$word" ] && COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$current")',
    '  case "${COMPREPLY[0]-}" in *=) compopt -o nospace 2> /dev/null ;; esac',
    '  return 0',
    '}',
    '',
    'complete -o default -o bashdefault -F _crossover_sim crossover-sim',
    '',
  ].join('\n');
}
