import type { PowerArguments } from './power-options.ts';
import { programName } from '../terminal/program-name.ts';
import { quoted } from './shell-words.ts';

/** How to ask another question about the scenario of a run, with the same changes to it: a command line from what it is asked with. */
export function followingCommand(scenario: string, { seed, participants, set = [] }: NumbersArguments) {
  const changes = [...(seed === undefined ? [] : ['--seed', String(seed)]), ...set.flatMap((change) => ['--set', change])];
  const size = participants === undefined ? [] : ['--participants', String(participants)];
  return (verb: string, ...words: readonly string[]): string => {
    const all = [verb, scenario, ...changes, ...(verb === 'sample-size' ? [] : size), ...words];
    return `${programName()} ${all.map(quoted).join(' ')}`;
  };
}

/** The options of a run that decide its numbers and what is required of them. */
type NumbersArguments = Partial<Pick<PowerArguments, 'seed' | 'participants' | 'set' | 'require'>>;

/** The command line that reproduces the numbers of a run: a fixed number of replicates replaces the rule that ended it. */
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

/** The command line of this process, with the words quoted that a shell would take apart. */
export function currentCommand(): string {
  return ['crossover-sim', ...process.argv.slice(2).map(quoted)].join(' ');
}
