import type { ArgumentRow, Command } from '../arguments/define-command.ts';
import { headingOf, inOrderOfHelp } from '../arguments/option-groups.ts';
import { commandGroups, summaryOf } from './command-groups.ts';
import { programExamples } from './program-help.ts';

/** What an exit code means; the interface that users' scripts rely on. */
const exitStatus: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'Done. With requirements: every one is met.'],
  ['1', 'A requirement is missed, or what was waited for ended without a result.'],
  ['2', 'The command line or a file is wrong; nothing was run.'],
  ['3', 'No requirement is missed, but at least one is undecided at this number of simulated trials.'],
  ['4', 'Analyses could not be estimated in too many of the trials.'],
  ['5', 'A stored result was not reproduced.'],
  ['129, 130, 143', 'Interrupted by SIGHUP, SIGINT or SIGTERM. What was finished is kept.'],
];

const environment: readonly (readonly [name: string, meaning: string])[] = [
  ['NO_COLOR', 'Not empty: no colours.'],
  ['FORCE_COLOR', 'Colours also where the output is no terminal.'],
  ['GITHUB_ACTIONS', 'Is true on a runner of GitHub: requirements that are not met are annotated in the scenario file.'],
];

/**
 * The manual page of the program in the macros of man(7), from the tables of its commands.
 * @param commands  every command
 * @param version   of the program
 * @param date      of that version, as `2026-11-25`
 */
export function manPage(commands: readonly Command[], version: string, date: string): string {
  return [
    `.TH CROSSOVER-SIM 1 "${date}" "crossover-sim ${version}" "User Commands"`,
    '.SH NAME',
    'crossover\\-sim \\- power and sample size of crossover trials by simulation',
    '.SH SYNOPSIS',
    '.B crossover\\-sim',
    '.I command',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    ...prose('Plans and checks two-period crossover trials of a drug with and without a blocker.'),
    ...prose(
      'A scenario file says who takes part, what is given and how the trial is analysed; every command reads one, or what another wrote.',
    ),
    ...prose('Results go to standard output, progress and warnings to standard error.'),
    ...commandGroups(commands).flatMap((group) => [`.SH ${escaped(group.heading.toUpperCase())}`, ...group.commands.flatMap(commandLines)]),
    '.SH EXIT STATUS',
    ...exitStatus.flatMap(([code, meaning]) => tagged(`.B ${escaped(code)}`, meaning)),
    '.SH ENVIRONMENT',
    ...environment.flatMap(([name, meaning]) => tagged(`.B ${escaped(name)}`, meaning)),
    '.SH EXAMPLES',
    ...examples(programExamples).slice(1),
    '.SH SEE ALSO',
    ...prose('Tutorial, how-tos and reference: docs/README.md of the repository.'),
    '',
  ].join('\n');
}

function commandLines(command: Command): string[] {
  const arguments_ = Object.entries(command.positionals).flatMap(([name, row]) => tagged(`.I ${escaped(name)}`, described(row)));
  const options = inOrderOfHelp(command.options).flatMap(([name, row], i, all) => {
    const heading = headingOf(name, row);
    const isFirst = i === 0 || headingOf(...all[i - 1]) !== heading;
    const flag = `\\fB\\-\\-${escaped(name)}\\fR${row.type === 'boolean' ? '' : ` \\fI${valueName(row)}\\fR`}`;
    return [...(isFirst && heading !== undefined ? ['.PP', escaped(heading)] : []), ...tagged(flag, described(row))];
  });
  return [
    `.SS ${escaped(command.usage)}`,
    ...prose(`${sentence(summaryOf(command))}`),
    ...arguments_,
    ...options,
    ...examples(command.examples),
  ];
}

function examples(list: Command['examples']): string[] {
  return list.flatMap(([command, about]) => [
    '.PP',
    `${escaped(sentence(about))}`,
    '.PP',
    '.RS 4',
    '.nf',
    `crossover\\-sim ${escaped(command)}`,
    '.fi',
    '.RE',
  ]);
}

/** What follows the name of an option. */
function valueName({ type, choices }: ArgumentRow): string {
  return choices === undefined ? (type === 'number' ? 'number' : 'text') : escaped(choices.join('|'));
}

function described({ describe, choices, default: value }: ArgumentRow): string {
  const notes = [
    ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
    ...(value === undefined || value === false ? [] : [`default ${String(value)}`]),
  ];
  return notes.length === 0 ? describe : `${describe} (${notes.join('; ')})`;
}

function tagged(tag: string, text: string): string[] {
  return ['.TP', tag, escaped(sentence(text))];
}

function prose(text: string): string[] {
  return [escaped(text)];
}

/** A text with a capital at its head and a full stop at its end. */
function sentence(text: string): string {
  const whole = /[.:!?]$/.test(text) ? text : `${text}.`;
  return /^[a-z][a-z]* /.test(whole) ? whole[0].toUpperCase() + whole.slice(1) : whole;
}

/** A text as roff reads it: nothing in it is a request, a hyphen can be copied, and what is not ASCII has its code. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
    .replaceAll("'", '\\(aq')
    .replaceAll(/[^\x20-\x7e]/gu, (mark) => `\\[u${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
