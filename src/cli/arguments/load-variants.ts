import { CellProblems, failureLines } from './cell-problems.ts';
import { loadStudy, type LoadedStudy, type StudyArguments } from './load-study.ts';
import type { Override } from '../../power/uncertainty/sweep.ts';
import { toSetOptions } from './vary.ts';

/**
 * Reads a scenario once for every setting.
 * @param as  whether the settings are those of `--vary`, or changes as by `--set`
 * @throws ExitError (2) with the problems of all settings at once, each once and with the settings that it belongs to
 */
export function loadVariants(path: string, argv: StudyArguments, settings: readonly Override[], as: 'varied' | 'set'): LoadedStudy[] {
  const problems = new CellProblems();
  let unchanged: ReadonlySet<string> | undefined;
  const problemsUnchanged = (): ReadonlySet<string> => {
    unchanged ??= new Set(failureLines(() => loadStudy(path, argv)));
    return unchanged;
  };
  const loaded = settings.flatMap((setting) => {
    const changes = toSetOptions(setting);
    return (
      problems.guard(`with ${changes.join(', ')}`, problemsUnchanged, () =>
        loadStudy(path, { ...argv, [as]: [...(argv[as] ?? []), ...changes] }),
      ) ?? []
    );
  });
  problems.throwIfAny();
  return loaded;
}
