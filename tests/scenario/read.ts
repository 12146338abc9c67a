import { readScenario, type ReadOptions, type ReadResult } from '../../src/scenario/index.ts';

/** Reads a scenario of the name `mine.yaml` with files that it may extend. */
export function read(text: string, files: Readonly<Record<string, string>> = {}, options: Omit<ReadOptions, 'readFile'> = {}): ReadResult {
  const readFile = (path: string): string => {
    if (!Object.hasOwn(files, path)) throw new Error('no such file');
    return files[path];
  };
  return readScenario({ path: 'mine.yaml', text }, { ...options, readFile });
}

/** The problems of a scenario as a user reads them; none when it is valid. */
export function problemsOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
  options: Omit<ReadOptions, 'readFile'> = {},
): string[] {
  const result = read(text, files, options);
  return 'problems' in result ? result.problems.map((problem) => problem.text) : [];
}

/** A scenario that must be valid. */
export function valid(text: string, files: Readonly<Record<string, string>> = {}, options: Omit<ReadOptions, 'readFile'> = {}) {
  const result = read(text, files, options);
  if ('problems' in result) throw new Error(result.problems.map((problem) => problem.text).join('\n'));
  return result;
}
