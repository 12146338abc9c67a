import { storedCells, type StoredCell } from '../results/read-cells.ts';
import type { Answer } from '../results/emit-answer.ts';
import { differenceText, valueDifferences } from '../results/result-differences.ts';
import { headOf, provenance } from '../results/result-document.ts';
import { readChangedDocument } from '../results/stored-document.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import { coloursOf } from '../terminal/terminal.ts';
import { reproduction, type Reproduction } from './reproduction.ts';

/** Differences that are named; the others are counted. */
const NAMED = 10;

/** Exit code where the numbers are not the same. */
const DIFFERENT = 5;

/** `reproduce`: whether a stored result, run again, gives the same numbers. @throws ExitError (2) where the file holds no result of `power` */
export async function reproductionAnswer(path: string, options: WorkersOptions): Promise<Answer> {
  const stored = readChangedDocument(path);
  const cells = storedCells(stored);
  const again = await reproduction(cells, options);
  const edited = { path: 'checksum', stored: 'of other content', now: 'the file was changed after it was written' };
  const found = stored.changed ? { ...again, differences: [...again.differences, edited] } : again;
  const reproduced = found.differences.length === 0;
  const engine = { stored: cells[0].document.engine, now: provenance(cells[0]).engine };
  return {
    document: { ...headOf(cells.map(provenance)), reproduced, differences: found.differences, storedEngine: engine.stored },
    timed: false,
    text: () => {
      const [answer, ...details] = verdict(cells, found);
      return [answer, ...engineNotes(engine), ...details].join('\n');
    },
    ...(reproduced ? {} : { exitCode: DIFFERENT }),
  };
}

/** The verdict and the differences that are named. */
function verdict(cells: readonly StoredCell[], { differences, changed }: Reproduction): string[] {
  const colours = coloursOf(process.stdout);
  if (differences.length === 0) {
    const ran = cells.map(({ study, taken }) => `${study.name}: ${taken.power.replicates} trials, seed ${study.seed}`);
    return [`${colours.green('reproduced')}: every number is the same`, ...ran.map((text) => `  ${text}`)];
  }
  const more = differences.length - NAMED;
  const counted = differences.length === 1 ? 'one value differs' : `${differences.length} values differ`;
  return [
    `${colours.red('not reproduced')}: ${changed ? 'the study in the file is not the one that was run' : counted}`,
    ...differences.slice(0, NAMED).map((difference) => `  ${differenceText(difference)}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

/** In what the program that made the result differs from this one. */
function engineNotes({ stored, now }: { readonly stored: unknown; readonly now: unknown }): string[] {
  const words: Readonly<Record<string, (there: unknown, here: unknown) => string>> = {
    version: (there, here) => `made by version ${String(there)}, this is ${String(here)}`,
    streamVersion: (there, here) => `made with stream version ${String(there)}, this has ${String(here)}: numbers may differ`,
  };
  const known = typeof stored === 'object' && stored !== null ? stored : {};
  return valueDifferences(known, now)
    .filter(({ path, stored: there }) => there !== undefined && Object.hasOwn(words, path))
    .map(({ path, stored: there, now: here }) => words[path](there, here));
}
