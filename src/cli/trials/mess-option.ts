import { defectNames } from '../../data-files/mess/defect-kinds.ts';
import { impossibleKinds } from '../../data-files/mess/messed-tables.ts';
import { type MessRates, parseMess } from '../../data-files/mess/parse-mess.ts';
import type { ArgumentTable, OptionValues } from '../arguments/define-command.ts';
import type { TrialFiles } from '../shards/planned-question.ts';
import { endpointsOf, tablesOfTrials } from '../shards/trial-tables.ts';
import type { TrialsRequest } from './trials-request.ts';
import { usageError } from '../terminal/exit-error.ts';
import { warn } from '../terminal/terminal.ts';

export const messOption = {
  mess: {
    type: 'string',
    describe: `plant documented defects, with their key in mess-key.csv: RATE for all kinds, or KIND=RATE,… of ${defectNames.join(', ')}`,
  },
} as const satisfies ArgumentTable;

/** Formats of text, which can hold bytes that are no UTF-8. */
const textFormats = ['csv', 'tsv'];

/** How files are written where nothing else is asked for. */
const plain: TrialFiles = { format: 'csv', shape: 'long', missed: 'absent', inFolders: false };

/** What is asked for of the tables into which defects go. */
type TablesWithMess = Pick<TrialsRequest, 'study' | 'dates' | 'files'> & { readonly items: boolean };

/** What `--mess` adds to how files are written. @throws ExitError (2) for rates and kinds that cannot be */
export function withMess(asked: TablesWithMess, { mess: text }: OptionValues<typeof messOption>): TrialFiles | undefined {
  const { files } = asked;
  if (text === undefined) return files;
  if (files?.file !== undefined) throw usageError(`--mess: expected a folder as --out, got ${files.file}; the key is a file of its own`);
  const { rates, named } = readRates(text);
  const clean = files ?? plain;
  const impossible = reasons(asked, clean);
  const refused = named.find((kind) => impossible.has(kind));
  if (refused !== undefined) throw usageError(`--mess ${refused}: ${impossible.get(refused)}`);
  const left = Object.keys(rates).filter((kind) => impossible.has(kind) && rates[kind] > 0);
  for (const kind of left) warn(`--mess: no ${kind} is planted, since ${impossible.get(kind)}`);
  return { ...clean, mess: Object.fromEntries(Object.entries(rates).filter(([kind, rate]) => rate > 0 && !impossible.has(kind))) };
}

function readRates(text: string): MessRates {
  try {
    return parseMess(text);
  } catch (error) {
    if (error instanceof RangeError) throw usageError(`--mess: ${error.message}`);
    throw error;
  }
}

/** Kinds of defects that the files of a study cannot have, each with the reason. */
function reasons({ study, items, dates }: TablesWithMess, files: TrialFiles): Map<string, string> {
  const { tables, generator } = tablesOfTrials({ study, first: 0, truth: false, items, files, ...(dates === undefined ? {} : { dates }) });
  const cure = (name: string): string => (name.endsWith('-date') ? ' without --start-date' : '');
  const impossible = impossibleKinds(tables, endpointsOf(generator, study));
  const found = new Map(impossible.map(({ name, needs }) => [name, `no table has ${needs}${cure(name)}`]));
  if (!textFormats.includes(files.format))
    found.set('mixed-encoding', `files of ${files.format} hold no bytes of another encoding; take csv or tsv`);
  if (files.format === 'sav')
    found.set('trailing-blank', 'texts of sav are filled up with blanks, so that nobody can find one; take csv or dta');
  return found;
}
