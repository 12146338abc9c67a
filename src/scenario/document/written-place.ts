import { readChain, type FileAccess, type ScenarioSource } from './file-chain.ts';
import type { SourceLocation } from './problem.ts';

/**
 * Where the files of a scenario write something: the place of the first of some paths that one of them has, in the uppermost file that has it.
 * @param source    the scenario as it is named
 * @param access    finds and reads the files that `extends` names
 * @param paths     of values, parts joined by points, the one wanted most first
 * @param isShown   whether a file may be pointed at
 * @returns undefined where none of the files has any of the paths
 */
export function writtenPlace(
  source: ScenarioSource,
  access: FileAccess,
  paths: readonly string[],
  isShown: (file: string) => boolean,
): SourceLocation | undefined {
  const chain = readChain(source, access, []).filter((file) => isShown(file.source));
  for (const path of paths) {
    for (const { tree } of [...chain].reverse()) {
      const place = tree.keys.get(path) ?? tree.values.get(path);
      if (place !== undefined) return place;
    }
  }
  return undefined;
}
