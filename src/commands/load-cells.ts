import { CommandFailure } from './command-failure.ts';
import { loadStudy, type LoadedStudy, type StudyArguments } from './load-study.ts';
import { changesOf, type Setting } from './vary.ts';

/**
 * Reads a scenario once for every setting.
 * @throws CommandFailure (2) with the problems of all settings at once, each once
 */
export function loadCells(path: string, argv: StudyArguments, settings: readonly Setting[]): LoadedStudy[] {
  const problems = new Set<string>();
  const loaded = settings.flatMap((setting) => {
    try {
      return [loadStudy(path, { ...argv, set: [...(argv.set ?? []), ...changesOf(setting)] })];
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      for (const line of error.message.split('\n')) problems.add(line);
      return [];
    }
  });
  if (problems.size > 0) throw new CommandFailure(2, [...problems].join('\n'));
  return loaded;
}
