import { loadStudy, scenarioFilesOfDisk, type LoadedStudy, type ScenarioAccess, type StudyArguments } from '../arguments/load-study.ts';
import type { KeptScenario } from '../shards/planned-question.ts';
import { usageError } from '../terminal/exit-error.ts';

/** Reads a scenario, and keeps the texts of its files, so that a plan can read it with other changes where the files are not. @throws ExitError (2) as `loadStudy` */
export function loadAndKeep(
  named: string,
  { seed, participants, replicates, set }: StudyArguments,
): { loaded: LoadedStudy; kept: KeptScenario } {
  const files: Record<string, string> = {};
  const located: Record<string, string> = {};
  const changes = { seed, participants, replicates, set };
  const access: ScenarioAccess = {
    scenario(name) {
      const source = scenarioFilesOfDisk.scenario(name);
      files[source.path] = source.text;
      return source;
    },
    readFile: (path) => (files[path] = scenarioFilesOfDisk.readFile(path)),
    locate: (name, from) => (located[placeOf(name, from)] = scenarioFilesOfDisk.locate(name, from)),
  };
  const loaded = loadStudy(named, changes, access);
  return { loaded, kept: { named, path: loaded.path, files, located, changes } };
}

/** Reads a kept scenario with further changes. @throws ExitError (2) as `loadStudy` */
export function loadKept({ named, path, files, located, changes }: KeptScenario, set: readonly string[]): LoadedStudy {
  const known = (texts: Readonly<Record<string, string>>, name: string): string => {
    if (!Object.hasOwn(texts, name)) throw usageError(`the plan does not hold ${name}`);
    return texts[name];
  };
  return loadStudy(
    named,
    { ...changes, set: [...(changes.set ?? []), ...set] },
    {
      scenario: () => ({ path, text: known(files, path) }),
      readFile: (file) => known(files, file),
      locate: (name, from) => known(located, placeOf(name, from)),
    },
  );
}

/** A name where it stands. */
function placeOf(name: string, from: string): string {
  return `${name} of ${from}`;
}
