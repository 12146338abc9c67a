import { split } from 'shlex';
import { usageError } from '../terminal/exit-error.ts';

/** Options of sbatch that are not the user's to set, by long and short name, with what to do instead. */
const reserved: readonly (readonly [long: readonly string[], short: string, instead: string])[] = [
  [['array'], 'a', 'the array is that of the missing shards; --at-once N limits how many run at once'],
  [['job-name'], 'J', 'status and --wait find the jobs by their name'],
  [['output', 'error'], 'oe', 'logs are kept in the folder, under slurm/'],
  [['dependency'], 'd', 'the merge waits for the shards'],
  [['wait'], 'W', 'use --wait of this program'],
  [['test-only', 'wrap', 'parsable', 'help', 'usage', 'version'], 'hV', 'it does not go with job scripts that are sent'],
];

/** Long options whose value may be the next word. @see sbatch(1), Slurm 23.11 */
const valued = `account acctg-freq batch bb bbf begin chdir clusters cluster-constraint comment constraint container container-id core-spec
  cores-per-socket cpu-freq cpus-per-gpu cpus-per-task deadline delay-boot distribution exclude export export-file extra extra-node-info gid
  gpu-bind gpu-freq gpus gpus-per-node gpus-per-socket gpus-per-task gres gres-flags hint input kill-on-invalid-dep licenses mail-type
  mail-user mem mem-bind mem-per-cpu mem-per-gpu mincpus network nodefile nodelist nodes ntasks ntasks-per-core ntasks-per-gpu
  ntasks-per-node ntasks-per-socket open-mode partition power prefer priority profile qos reservation signal sockets-per-node switches
  thread-spec threads-per-core time time-min tmp tres-bind tres-per-task uid wckey`.split(/\s+/);

/** Short options with a value, and those without one. */
const valuedLetters = 'ABbCcDFGiLMmNnpqStwx';
const bareLetters = 'HIOQsv';

/** What is wrong with a word as an option of sbatch; `takesNext` where the next word is its value. */
interface Reading {
  readonly problem?: string;
  readonly takesNext?: boolean;
}

/**
 * The site's options as sbatch takes them, split as a shell does.
 * @throws ExitError (2) naming every word that is no option, and every option that cannot be the user's
 */
export function siteOptions(text: string): string[] {
  const words = shellWords(text);
  const problems: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const { problem, takesNext } = readWord(words[i]);
    if (problem !== undefined) problems.push(`--sbatch ${words[i]}: ${problem}`);
    if (takesNext === true) i++;
  }
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return words;
}

function readWord(word: string): Reading {
  if (/^--[^-]/.test(word)) return readLong(word.slice(2));
  if (/^-[^-]/.test(word)) return readShort(word.slice(1));
  return { problem: 'expected options (--option=value), got another word: the script that is sent is this program’s own' };
}

/** sbatch takes the beginning of a name for the name. */
function readLong(text: string): Reading {
  const [name] = text.split('=');
  const instead = reserved.find(([names]) => names.some((each) => each.startsWith(name)))?.[2];
  const bare = /^(wait|test-only|parsable|help|usage|version)$/.test(name);
  if (instead !== undefined) return { problem: `cannot be set: ${instead}`, takesNext: !text.includes('=') && !bare };
  return { takesNext: !text.includes('=') && valued.includes(name) };
}

/** Several letters may stand in one word; the first with a value takes the rest of it. */
function readShort(letters: string): Reading {
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i];
    const instead = reserved.find(([, short]) => short.includes(letter))?.[2];
    if (instead !== undefined)
      return { problem: `cannot be set: ${instead}`, takesNext: i === letters.length - 1 && !'WhV'.includes(letter) };
    if (valuedLetters.includes(letter)) return { takesNext: i === letters.length - 1 };
    if (!bareLetters.includes(letter)) return { problem: `-${letter} is no option of sbatch; write --option=value` };
  }
  return {};
}

function shellWords(text: string): string[] {
  try {
    return split(text);
  } catch {
    throw usageError(`--sbatch: expected options with every quote closed, got ${text}`);
  }
}
