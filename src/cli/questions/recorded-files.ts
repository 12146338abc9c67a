import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holdsGuesses } from '../../data-files/reading/read-guesses.ts';
import { GUESSES_FILE } from '../../data-files/writing/guesses.ts';
import { observationsSchema, OWN_DATA, type WrittenObservations } from '../../learning/evidence-schema.ts';
import type { RecordedFile } from '../../learning/recorded/recorded-study.ts';
import { parseTree } from '../../scenario/document/document-tree.ts';
import type { ScenarioSource } from '../../scenario/document/file-chain.ts';
import { resolveRelative } from '../../scenario/document/relative-path.ts';
import { listedNames } from '../../text/listed-names.ts';
import { openFile, type ReadingArguments, recordsIn } from '../arguments/reading-options.ts';
import { ExitError } from '../terminal/exit-error.ts';

/** A file of observations with what is said about it. */
type Asked = ReadingArguments & { readonly file: string; readonly trial?: string | undefined };

/**
 * The individual data that an evidence file names, by the names of their studies, with the guesses beside each; what is wrong with a file stands in its place.
 * @param added  those that the command line adds
 */
export async function recordedFiles(
  { path, text }: ScenarioSource,
  added: Asked | undefined,
): Promise<ReadonlyMap<string, RecordedFile | { readonly problems: readonly string[] }>> {
  const { studies } = parseTree(path, text).tree.value;
  const asked = Object.entries(typeof studies === 'object' && studies !== null ? studies : {}).flatMap(
    ([name, study]): [string, Asked][] => {
      const written = observationsSchema.safeParse((study as { readonly observations?: unknown } | null)?.observations);
      return written.success ? [[name, askedOf(written.data, path)]] : [];
    },
  );
  const read = new Map<string, RecordedFile | { readonly problems: readonly string[] }>();
  for (const [name, file] of [...asked, ...(added === undefined ? [] : [[OWN_DATA, added] as const])]) read.set(name, await fileOf(file));
  return read;
}

function askedOf({ file, columns, values, missing, ...rest }: WrittenObservations, from: string): Asked {
  const [columnList, valueList, missingList] = [columns, values, missing].map((list) => (typeof list === 'string' ? [list] : list));
  return { ...rest, file: resolveRelative(from, file), columns: columnList, values: valueList, missing: missingList } as Asked;
}

/** One file as it was read, or its problems. */
async function fileOf(asked: Asked): Promise<RecordedFile | { readonly problems: readonly string[] }> {
  const { file } = asked;
  try {
    const { trials } = recordsIn(await openFile(file, asked), asked).observations;
    const trial = asked.trial === undefined && trials.length === 1 ? trials[0] : trials.find((each) => each.trial === asked.trial);
    if (trial === undefined)
      return {
        problems: [
          `${file}: expected the name of one of its trials (${listedNames(trials.map((each) => each.trial))}), got ${asked.trial ?? 'none'}`,
        ],
      };
    const beside = join(dirname(file), GUESSES_FILE);
    const { table } = existsSync(beside) ? (await openFile(beside, { edited: asked.edited })).opened : {};
    return { file, trial, ...(table !== undefined && holdsGuesses(table.header) ? { guesses: { file: beside, table } } : {}) };
  } catch (error) {
    if (error instanceof ExitError) return { problems: error.message.split('\n') };
    throw error;
  }
}
