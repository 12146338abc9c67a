import { parameterValues } from '../../scenario/index.ts';
import { shippedNames } from '../files/scenario-files.ts';
import { loadStudy } from './load-study.ts';

/** Options whose value begins with the path of a value of the scenario. */
const withPaths = ['--set', '--vary'];
/** Options whose value is the name of an analysis, or the claim. */
const withNames = ['--require'];

/**
 * What may stand where the cursor is, beyond commands, options and files: paths of the scenario's values after `--set` and `--vary`, its analyses after `--require`.
 * @param words    the command line so far
 * @param current  the word at the cursor
 * @returns undefined where the parser's own completion, or that of files, has to answer
 */
export function completionsOf(words: readonly string[], current: string): string[] | undefined {
  const last = words.length > 0 && words[words.length - 1] === current ? words.length - 2 : words.length - 1;
  const before = words[last];
  const paths = withPaths.includes(before);
  if (!paths && !withNames.includes(before)) return undefined;
  const scenario = words.find((word) => /\.(ya?ml|json)$/i.test(word)) ?? words.find((word) => shippedNames().includes(word));
  if (scenario === undefined) return [];
  try {
    const { scenario: read, study } = loadStudy(scenario, {});
    const names = paths
      ? parameterValues(read).map(({ path }) => path)
      : [...(study.claim === undefined ? [] : ['claim']), ...Object.keys(study.analyses)];
    return names.filter((name) => name.startsWith(current)).map((name) => `${name}=`);
  } catch {
    return []; // a scenario with mistakes has nothing to complete with
  }
}
