/** Commands whose answer is for a program whatever the options: all they print is data. */
const alwaysData = ['schema', 'completion'];

/** Options that ask for an answer that a program reads. */
const dataOptions = ['--json', '--r'];

/**
 * What to say where npm prints its banner before an answer that a program is to read; undefined where all is well.
 * npm writes the names of the scripts it runs to stdout, unless its loglevel is silent.
 * @param words        the arguments after the program's name
 * @param terminal     whether stdout is a terminal, where a person reads
 * @param environment  the variables of the process
 */
export function bannerWarning(
  words: readonly string[],
  terminal: boolean,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const announced = environment.npm_lifecycle_event === 'start' && environment.npm_config_loglevel !== 'silent';
  const isData =
    dataOptions.some((option) => words.includes(option)) ||
    (alwaysData.includes(words[0]) && !words.some((word) => /^--(out|help)\b/.test(word)));
  if (!announced || terminal || !isData) return undefined;
  return 'npm has printed a banner before this answer, which no program can read; without it: npm start --silent -- …';
}
