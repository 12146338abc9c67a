import { pick } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { workersOf } from '../arguments/workers.ts';
import { reproduction, type Reproduction } from '../questions/reproduction.ts';
import { storedCells, type StoredCell } from '../results/read-cells.ts';
import { differenceText, valueDifferences } from '../results/result-differences.ts';
import { documentText, provenance } from '../results/result-document.ts';
import { readStoredDocument } from '../results/stored-document.ts';
import { workersIn } from '../runs/with-workers.ts';
import { coloursOf } from '../terminal/terminal.ts';

/** Differences that are named; the others are counted. */
const NAMED = 10;

export const reproduceCommand = defineCommand({
  usage: 'reproduce <result>',
  summary: 'runs a stored result again and says whether every number is the same',
  positionals: { result: { type: 'string', describe: 'result of power: power.json, or what --json printed' } },
  options: pick('workers', 'json', 'quiet'),
  examples: [
    ['reproduce output/williams-2018/power.json', 'exit code 0 if every number is the same, 5 if not'],
    ['reproduce power.json --json', 'the differences for a script'],
  ],
  async run({ result: path, workers, json }, session) {
    const cells = storedCells(readStoredDocument(path));
    const found = await reproduction(cells, workersIn(session, workersOf(workers)));
    const reproduced = found.differences.length === 0;
    const engine = { stored: cells[0].document.engine, now: provenance(cells[0]).engine };
    if (json)
      process.stdout.write(documentText({ ...headOf(cells), reproduced, differences: found.differences, storedEngine: engine.stored }));
    else process.stdout.write(`${[...verdict(cells, found), ...engineNotes(engine)].join('\n')}\n`);
    if (!reproduced) process.exitCode = 5;
  },
});

/** The head of the document: of several results one a cell. */
function headOf(cells: readonly StoredCell[]): Readonly<Record<string, unknown>> {
  return cells.length === 1 ? { ...provenance(cells[0]) } : { cells: cells.map(provenance) };
}

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

/** In what the program that made the result differs from this one, and the machine from this. */
function engineNotes({ stored, now }: { readonly stored: unknown; readonly now: unknown }): string[] {
  const words: Readonly<Record<string, (there: unknown, here: unknown) => string>> = {
    version: (there, here) => `made by version ${String(there)}, this is ${String(here)}`,
    streamVersion: (there, here) => `made with random streams ${String(there)}, this has ${String(here)}`,
    fingerprint: () => 'made on a machine whose mathematical functions give other bits',
  };
  const known = typeof stored === 'object' && stored !== null ? stored : {};
  return valueDifferences(known, now)
    .filter(({ path, stored: there }) => there !== undefined && Object.hasOwn(words, path))
    .map(({ path, stored: there, now: here }) => words[path](there, here));
}
