import { readScenario } from '../../scenario/index.ts';
import { starterScenario, type StarterNumbers } from '../../scenario/templates/starter-scenario.ts';
import { answeredNumbers, withDefaults } from '../arguments/ask-numbers.ts';
import { usageError } from '../terminal/exit-error.ts';

/** A starter scenario, and what is said of the answers that it was made from. */
export interface Starter {
  readonly text: string;
  readonly told: string;
}

/**
 * `init`: a starter scenario from the three numbers people know; without any they are asked for, or read from a pipe.
 * @param file  names the scenario in messages
 * @throws ExitError (2) with everything that is wrong with the numbers
 */
export async function starter(file: string, given: Partial<Record<keyof StarterNumbers, number | undefined>>): Promise<Starter> {
  const isAsked = Object.values(given).every((value) => value === undefined);
  const faultsOf = (numbers: StarterNumbers): string[] => problemsOf(file, starterScenario(numbers));
  const { known, told = '' } = isAsked ? await answeredNumbers(faultsOf) : { known: withDefaults(given) };
  const problems = faultsOf(known);
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return { text: starterScenario(known), told };
}

/** What is wrong with the numbers: the starter goes through the same checks as any scenario before it is written. */
function problemsOf(file: string, text: string): string[] {
  const readFile = (path: string): string => {
    throw new RangeError(`a starter scenario extends nothing, got ${path}`);
  };
  const result = readScenario({ path: file, text }, { readFile });
  const lines = 'problems' in result ? result.problems.map(({ path, message }) => `${options[path] ?? path}: ${message}`) : [];
  return [...new Set(lines)];
}

const options: Readonly<Record<string, string>> = {
  'design.participants': '--participants',
  'gaussian.difference': '--difference',
  'gaussian.sdWithin': '--sd',
  'gaussian.sdBetween': '--sd',
};
