import type { CommandModule } from 'yargs';
import { pairedDifference } from '../../power/common-random-numbers/paired-difference.ts';
import { DECISION_ERROR, type Requirement } from '../../power/stopping/stopping-rule.ts';
import { summarise } from '../../power/characteristics/summarise.ts';
import { answerOf } from '../../power/common-random-numbers/trial-successes.ts';
import { provenance, resultDocument } from '../results/result-document.ts';
import { decisionOf } from '../../power/stopping/requirement.ts';
import { differenceText, valueDifferences, without, type ValueDifference } from '../results/result-differences.ts';
import { runCells } from '../runs/run-many-studies.ts';
import { runPower } from '../runs/run-one-study.ts';
import { readStoredCells, type StoredCell } from '../results/read-cells.ts';
import { coloursOf } from '../terminal/terminal.ts';
import { workersOf } from '../arguments/workers.ts';

interface ReproduceArguments {
  readonly result: string;
  readonly workers: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Differences that are named; the others are counted. */
const NAMED = 10;

export const reproduceCommand: CommandModule<object, ReproduceArguments> = {
  command: 'reproduce <result>',
  describe: 'runs a stored result again and says whether every number is the same',
  builder: (argv) =>
    argv
      .positional('result', { type: 'string', demandOption: true, describe: 'result of power: power.json, or what --json printed' })
      .option('workers', { type: 'string', default: 'auto', describe: 'worker threads, or auto', requiresArg: true })
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 reproduce output/williams-2018/power.json', 'exit code 0 if every number is the same, 5 if not')
      .example('$0 reproduce power.json --json', 'the differences for a script'),
  async handler({ result: path, workers, json, quiet }) {
    const cells = readStoredCells(path);
    const changed = cells.filter(({ document, hash }) => hashIn(document) !== hash);
    const now = changed.length > 0 ? undefined : await runAgain(cells, workersOf(workers), quiet);
    const differences =
      now === undefined
        ? changed.map((cell) => ({ path: at(cells, cell, 'scenario.hash'), stored: hashIn(cell.document), now: cell.hash }))
        : cells.flatMap((cell, i) => differencesOf(cell, now[i]).map((each) => ({ ...each, path: at(cells, cell, each.path) })));
    const engine = { stored: cells[0].document.engine, now: engineNow(cells[0]) };
    if (json) process.stdout.write(`${JSON.stringify({ reproduced: differences.length === 0, differences, engine }, null, 2)}\n`);
    else process.stdout.write(`${[...verdict(cells, differences, now === undefined), ...engineNotes(engine)].join('\n')}\n`);
    if (differences.length > 0) process.exitCode = 5;
  },
};

type Document = Readonly<Record<string, unknown>>;

function hashIn({ scenario }: Document): unknown {
  return (scenario as Document).hash;
}

/** The same trials once more. Cells of a sweep carry their difference to the first cell, for which it is kept which trials succeeded. */
async function runAgain(cells: readonly StoredCell[], workers: number | 'auto', quiet: boolean): Promise<Document[]> {
  if (cells.some(({ document }) => Object.hasOwn(document, 'difference'))) {
    const runs = await runCells(
      cells.map(({ taken, hash }) => ({ study: taken, hash })),
      { workers, quiet, withTruths: true },
    );
    return cells.map(({ study, hash }, i) => {
      const { total, truths, successes } = runs[i];
      const difference = pairedDifference(successes, answerOf(study).series, runs[0].successes, answerOf(cells[0].study).series);
      return { ...resultDocument({ study, hash }, { result: summarise(study, total, truths) }), difference };
    });
  }
  const documents: Document[] = [];
  for (const { document, study, taken, hash } of cells) {
    const run = await runPower(taken, hash, workers, quiet);
    documents.push({ ...resultDocument({ study, hash }, run), ...decisionOf(study, run, requirementsIn(document)) });
  }
  return documents;
}

/** The requirements that a stored result was held against. */
function requirementsIn({ requirements }: Document): Requirement[] {
  if (!Array.isArray(requirements)) return [];
  return (requirements as readonly Pick<Requirement, 'of' | 'power'>[]).map(({ of, power }) => ({
    of,
    power,
    error: DECISION_ERROR / requirements.length,
  }));
}

/** What differs, but the engine, which is told apart, and `set`, which names the cell. */
function differencesOf({ document }: StoredCell, again: Document): ValueDifference[] {
  const now = JSON.parse(JSON.stringify(again)) as Document;
  return valueDifferences(without(document, 'engine', 'set'), without(now, 'engine'));
}

/** A path in the file: of several cells with the cell's. */
function at(cells: readonly StoredCell[], cell: StoredCell, path: string): string {
  return cells.length === 1 ? path : `cells.${cells.indexOf(cell)}.${path}`;
}

function engineNow({ study, hash }: StoredCell): unknown {
  return provenance({ study, hash }).engine;
}

function verdict(cells: readonly StoredCell[], differences: readonly ValueDifference[], changed: boolean): string[] {
  const colours = coloursOf(process.stdout);
  if (differences.length === 0) {
    const ran = cells.map(({ study, taken }) => `${study.name}: ${taken.power.replicates} trials, seed ${study.seed}`);
    return [`${colours.green('reproduced')}: every number is the same`, ...ran.map((text) => `  ${text}`)];
  }
  const more = differences.length - NAMED;
  const why = changed
    ? 'the study in the file is not the one that was run'
    : differences.length === 1
      ? 'one value differs'
      : `${differences.length} values differ`;
  return [
    `${colours.red('not reproduced')}: ${why}`,
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
