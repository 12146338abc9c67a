import { parameterValues } from '../../scenario/index.ts';
import { loadStudy } from '../arguments/load-study.ts';
import { shippedNames } from '../files/scenario-files.ts';

/** Options whose value begins with the path of a value of the scenario. */
const withPaths = ['--set', '--vary'];
/** Options whose value is the name of an analysis, or the claim. */
const withNames = ['--require'];

/**
 * What may stand at the cursor, as far as only the program knows: paths of the scenario's values after `--set` and `--vary`,
 * its analyses after `--require`. Commands, options and files are in the scripts of the shells.
 * @param words  the command line behind the program's name; the last is the word at the cursor, perhaps empty
 */
export function completionsOf(words: readonly string[]): string[] {
  const current = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const typed = words.slice(0, -1);
  const scenario = typed.find((word) => /\.(ya?ml|json)$/i.test(word)) ?? typed.find((word) => shippedNames().includes(word));
  const paths = withPaths.includes(before);
  if (scenario === undefined || (!paths && !withNames.includes(before))) return [];
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
