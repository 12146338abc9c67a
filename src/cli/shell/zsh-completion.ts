import { COMPLETE, quoted, type CompletedCommand, type CompletedOption } from './completions.ts';

/** Completion for zsh: to be sourced after `compinit`, or kept as `_crossover-sim` in a folder of `fpath`. */
export function zshCompletion(commands: readonly CompletedCommand[], version: string): string {
  const cases = commands.flatMap(({ name, options, words }) => [
    `    ${name})`,
    `      _arguments -S \\`,
    ...options.map((option) => `        ${optionSpec(option)} \\`),
    `        ${quoted(words.length > 0 ? `1: :(${words.join(' ')})` : '*: :_files')}${words.length > 0 ? " '*: :_files'" : ''} ;;`,
  ]);
  return [
    '#compdef crossover-sim',
    `# zsh completion of crossover-sim ${version}: source <(crossover-sim completion zsh)`,
    '',
    '# Paths of the values of the scenario on the command line, or names of its analyses: the program knows.',
    '_crossover_sim_values() {',
    '  local -a values',
    `  values=(\${(f)"$(\${_crossover_sim_line[1]} ${COMPLETE} "\${(@)_crossover_sim_line[2,$_crossover_sim_cursor]}" 2> /dev/null)"})`,
    "  compadd -S '' -a values",
    '}',
    '',
    '_crossover_sim() {',
    '  local -a commands _crossover_sim_line',
    '  local _crossover_sim_cursor=$CURRENT',
    '  _crossover_sim_line=("${(@)words}")',
    '  if (( CURRENT == 2 )); then',
    '    commands=(',
    ...commands.map(({ name, summary }) => `      ${quoted(`${name}:${summary}`)}`),
    '    )',
    "    _describe 'command' commands",
    '    return',
    '  fi',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case $words[1] in',
    ...cases,
    '  esac',
    '}',
    '',
    'if [[ $funcstack[1] == _crossover-sim ]]; then _crossover_sim "$@"; else compdef _crossover_sim crossover-sim; fi',
    '',
  ].join('\n');
}

/** An option as `_arguments` of zsh reads it. */
function optionSpec({ name, describe, many, value }: CompletedOption): string {
  const about = describe.replaceAll(/[[\]\\:]/g, (mark) => `\\${mark}`);
  const action = value === undefined ? '' : `:value:${actionOf(value)}`;
  return quoted(`${many ? '*' : ''}--${name}[${about}]${action}`);
}

function actionOf(value: NonNullable<CompletedOption['value']>): string {
  if (typeof value !== 'string') return `(${value.choices.join(' ')})`;
  return { scenario: '_crossover_sim_values', file: '_files', unknown: '' }[value];
}
