import { existsSync } from 'node:fs';
import { alternatives, measures, methods, populations } from '../analysis/index.ts';
import { describedValues } from '../scenario/index.ts';
import { endpointNames } from '../trial/trial-model.ts';
import { loadStudy } from './load-study.ts';

/** Options that take one of a fixed list. */
const choices: Readonly<Record<string, readonly string[]>> = {
  '--method': Object.keys(methods),
  '--endpoint': endpointNames,
  '--measure': measures,
  '--population': populations,
  '--alternative': alternatives,
  '--reference': ['placebo'],
  '--workers': ['auto'],
};

/**
 * What may stand where the cursor is, or undefined where the parser knows better (commands, options) or the shell does (files).
 * @param words  the command line so far, the unfinished word last
 */
export function completionsOf(words: readonly string[]): readonly string[] | undefined {
  const option = words.at(-2) ?? '';
  const begun = words.at(-1) ?? '';
  if (option === '--set' || option === '--vary') return pathsOf(words).filter((path) => path.startsWith(begun));
  if (Object.hasOwn(choices, option)) return choices[option].filter((name) => name.startsWith(begun));
  return undefined;
}

/** Paths of the scenario that the line names, ready for a value; none while it names none or a broken one. */
function pathsOf(words: readonly string[]): string[] {
  const file = words.find((word) => /\.(ya?ml|json)$/.test(word) && existsSync(word));
  if (file === undefined) return [];
  try {
    return describedValues(loadStudy(file, {}).scenario).map(({ path }) => `${path}=`);
  } catch {
    return [];
  }
}
