import type { Study } from '../../study/study.ts';
import { solveDependence } from '../../trial/attenuation.ts';
import {
  readScenario,
  scenarioHash,
  type LocatedDiagnostic,
  type Origins,
  type ResolvedScenario,
  type ScenarioSource,
  type SolvedAttenuation,
} from '../../scenario/index.ts';
import { inputLines, readText } from '../files/input-file.ts';
import { baseText, locateBase, locateScenario, nameAdvice } from '../files/scenario-files.ts';
import type { StudyOptionValues } from './common-options.ts';
import { ExitError, usageError } from '../terminal/exit-error.ts';
import { programName } from '../terminal/program-name.ts';
import { warn } from '../terminal/terminal.ts';

/** Changes to a scenario: those of the command line, and those that a question makes. */
export interface StudyArguments extends Partial<StudyOptionValues> {
  /** Changes as those of `set`, of one setting of `--vary`. */
  readonly varied?: readonly string[] | undefined;
  /** A file whose world is applied to the scenario. */
  readonly world?: string | undefined;
}

/** A scenario with problems (exit code 2): the message has a line for each. */
export class InvalidScenario extends ExitError {
  readonly problems: readonly LocatedDiagnostic[];

  constructor(problems: readonly LocatedDiagnostic[]) {
    super(2, inputLines(problems.map(({ text }) => text)));
    this.problems = problems;
  }
}

export interface LoadedStudy {
  readonly study: Study;
  readonly hash: string;
  readonly scenario: ResolvedScenario;
  /** Who set each value, and the source that stands beside it. */
  readonly origins: Origins;
  readonly warnings: readonly string[];
  /** The warnings with their places. */
  readonly located: readonly LocatedDiagnostic[];
  /** Paths of the posterior that the scenario names, and that it takes as known. */
  readonly known: readonly string[];
  /** Those of the warnings that say what is declared and never used. */
  readonly unused: readonly string[];
  /** The dependence that an attenuation of the scenario was solved for. */
  readonly solved?: SolvedAttenuation;
  /** The file that was read. */
  readonly path: string;
}

/** Where the text of a scenario and of the files that it names comes from. */
export interface ScenarioAccess {
  /** The scenario that a user names. */
  readonly scenario: (named: string) => ScenarioSource;
  readonly readFile: (path: string) => string;
  /** The path of a file that another names. */
  readonly locate: (name: string, from: string) => string;
}

/** The files of this machine. */
export const scenarioFilesOfDisk: ScenarioAccess = { scenario: namedScenario, readFile: baseText, locate: locateBase };

/**
 * Reads and checks a scenario file, or a shipped scenario by its name, with the changes of the command line.
 * @param access  the files of this machine where left out
 * @throws ExitError (2) with every problem at once
 */
export function loadStudy(
  named: string,
  { seed, participants, replicates, set, varied, world }: StudyArguments,
  { scenario, readFile, locate }: ScenarioAccess = scenarioFilesOfDisk,
): LoadedStudy {
  const { path, text } = scenario(named);
  const result = readScenario(
    { path, text },
    {
      readFile,
      solve: solveDependence,
      locate,
      ...(set === undefined ? {} : { set: [...set] }),
      ...(varied === undefined ? {} : { varied }),
      ...(seed === undefined ? {} : { seed }),
      ...(participants === undefined ? {} : { participants }),
      ...(replicates === undefined ? {} : { replicates }),
      ...(world === undefined ? {} : { world: scenario(world) }),
    },
  );
  if ('problems' in result) throw new InvalidScenario(result.problems);
  return {
    study: result.study,
    scenario: result.scenario,
    origins: result.origins,
    hash: scenarioHash(result.study),
    warnings: result.warnings.map((warning) => warning.text),
    located: result.warnings,
    known: result.known,
    unused: result.unused.map((warning) => warning.text),
    path,
    ...(result.solved === undefined ? {} : { solved: result.solved }),
  };
}

/**
 * Tells the warnings of scenarios before anything is run, each once; `--quiet` is about progress and does not silence them.
 * A file that is read with several settings (or worlds) declares in vain only what none of them uses.
 * @param withoutAnalyses  whether the command has an answer where no analysis is declared
 * @throws ExitError (2) where it has none
 */
export function tellWarnings(loaded: readonly LoadedStudy[], { withoutAnalyses = false } = {}): void {
  const empty = loaded.find(({ study }) => Object.keys(study.analyses).length === 0);
  if (empty !== undefined && !withoutAnalyses) throw usageError(`${empty.path} analyses: expected at least one analysis, got none`);
  const usedSomewhere = ({ path, unused }: LoadedStudy, text: string): boolean =>
    unused.includes(text) && loaded.some((other) => other.path === path && !other.unused.includes(text));
  const told = loaded.flatMap((one) => one.warnings.filter((text) => !usedSomewhere(one, text)));
  for (const text of new Set(told)) warn(text);
}

/** The scenario that a user names by its path, or a shipped one by its name. @throws ExitError (2) in one line */
function namedScenario(name: string): ScenarioSource {
  const path = locateScenario(name);
  const advice = [nameAdvice(name), `write a starter scenario with: ${programName()} init ${name}`];
  return { path, text: readText(path, 'scenario', advice.filter((each) => each !== '').join('; ')) };
}
