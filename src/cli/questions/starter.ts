import { readScenario } from '../../scenario/index.ts';
import { baseText, locateBase } from '../files/scenario-files.ts';
import { mechanisticOptions, mechanisticTrial } from '../starters/mechanistic-trial.ts';
import { normalEcho, normalOptions, normalQuestions, normalScenario } from '../starters/normal-trial.ts';
import { askedAnswers, givenAnswers, type Answers, type FaultsOf, type Question } from '../starters/questions.ts';
import { usageError } from '../terminal/exit-error.ts';

/** A starter scenario, and what is said of the answers from which it was made. */
export interface Starter {
  readonly text: string;
  /** What was asked and answered through a pipe. */
  readonly transcript: string;
  /** What the answers mean, a line each. */
  readonly echo: readonly string[];
}

/** The answers that a command line gives; the SD in one of three ways. */
export type GivenAnswers = Readonly<Record<string, string | number | undefined>> & {
  readonly sd?: number | undefined;
  readonly sdDifference?: number | undefined;
  readonly sdTotal?: number | undefined;
  readonly icc?: number | undefined;
};

/**
 * `init`: a starter scenario from answers; without any they are asked for on a terminal, or read from a pipe.
 * @param file  names the scenario in messages
 * @throws ExitError (2) with everything that is wrong with the answers
 */
export async function starter(file: string, isMechanistic: boolean, options: GivenAnswers): Promise<Starter> {
  const kind = isMechanistic ? mechanisticStarter() : normalStarter;
  const { sdDifference, sdTotal, icc, ...rest } = options;
  const sd = sdDifference !== undefined ? `difference ${sdDifference}` : sdTotal !== undefined ? `total ${sdTotal} icc ${icc}` : options.sd;
  const given: Readonly<Record<string, string | number | undefined>> = { ...rest, sd };
  const faultsOf: FaultsOf = (answers) => {
    const faults = kind.faultsOf?.(answers) ?? [];
    return faults.length > 0 ? faults : problemsOf(file, kind, answers);
  };
  const isAsked = kind.questions.every(({ name }) => given[name] === undefined);
  const { answers, transcript } = isAsked
    ? await askedAnswers(kind.questions, faultsOf)
    : { answers: givenAnswers(kind.questions, given), transcript: '' };
  const problems = faultsOf(answers);
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return { text: kind.scenarioOf(answers), transcript, echo: kind.echoOf(answers) };
}

/** One kind of starter. */
interface StarterKind {
  readonly questions: readonly Question[];
  readonly scenarioOf: (answers: Answers) => string;
  /** What is said of the answers beside the file. */
  readonly echoOf: (answers: Answers) => readonly string[];
  /** What is wrong with the answers together, before a file is made of them. */
  readonly faultsOf?: (answers: Answers) => readonly string[];
  /** The option to blame, by the path of a value. */
  readonly options: Readonly<Record<string, string>>;
}

const normalStarter: StarterKind = {
  questions: normalQuestions,
  scenarioOf: normalScenario,
  echoOf: (answers) => [normalEcho(answers)],
  options: normalOptions,
};

function mechanisticStarter(): StarterKind {
  return { ...mechanisticTrial(), echoOf: () => [], options: mechanisticOptions };
}

/** What is wrong with the answers: the starter goes through the same checks as any scenario before it is written. */
function problemsOf(file: string, { scenarioOf, options }: StarterKind, answers: Answers): string[] {
  const result = readScenario({ path: file, text: scenarioOf(answers) }, { readFile: baseText, locate: locateBase });
  if (!('problems' in result)) return [];
  const option = (path: string): string => {
    const known = options[path.replace(/^gaussian\.endpoints\.[^.]+/, 'gaussian')];
    return known === undefined ? path : `--${known}`;
  };
  return [...new Set(result.problems.map(({ path, message }) => `${option(path)}: ${message}`))];
}
