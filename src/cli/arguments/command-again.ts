import type { StudyArguments } from './load-study.ts';

/** The options of a run that decide its numbers and what is required of them. */
export interface NumbersArguments extends StudyArguments {
  readonly require?: readonly string[] | undefined;
}

/** The command line that gives the numbers of a run again: a fixed number of trials stands for whatever ended the run. */
export function reproducingCommand(
  scenario: string,
  { seed, participants, set = [], require = [] }: NumbersArguments,
  trials: number,
): string {
  const words = [
    ...['crossover-sim', 'power', scenario],
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    ...(participants === undefined ? [] : ['--participants', String(participants)]),
    ...set.flatMap((change) => ['--set', change]),
    ...['--replicates', String(trials)],
    ...require.flatMap((each) => ['--require', each]),
  ];
  return words.map(quoted).join(' ');
}

/** A word as a POSIX shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command line of this process, with the words quoted that a shell would take apart. */
export function currentCommand(): string {
  const words = process.argv.slice(2).map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return ['crossover-sim', ...words].join(' ');
}
