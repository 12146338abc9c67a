import { summarise } from '../../power/characteristics/summarise.ts';
import { pairedDifference } from '../../power/common-random-numbers/paired-difference.ts';
import { primaryOutcome } from '../../power/common-random-numbers/trial-successes.ts';
import { decisionOf } from '../../power/stopping/requirement.ts';
import { DECISION_ERROR, type Requirement } from '../../power/stopping/stopping-rule.ts';
import type { StoredCell } from '../results/read-cells.ts';
import { valueDifferences, without, type ValueDifference } from '../results/result-differences.ts';
import { resultDocument, type ResultDocument } from '../results/result-document.ts';
import { isRecord, storedHash } from '../results/stored-document.ts';
import { storedStudyProblem } from '../../scenario/schema/stored-study.ts';
import { runStudies } from '../runs/run-many-studies.ts';
import { runPower } from '../runs/run-one-study.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import { usageError } from '../terminal/exit-error.ts';

/** What came of running a stored result again. */
export interface Reproduction {
  /** Every value that differs, by its path in the file. */
  readonly differences: readonly ValueDifference[];
  /** Whether nothing was run, since a study in the file is not the one that its hash is of. */
  readonly changed: boolean;
}

/** Runs every cell of a stored result again and compares every number. */
export async function reproduction(cells: readonly StoredCell[], options: WorkersOptions): Promise<Reproduction> {
  const changed = cells.filter(({ document, hash }) => storedHash(document) !== hash);
  const at = (cell: StoredCell, path: string): string => (cells.length === 1 ? path : `cells.${cells.indexOf(cell)}.${path}`);
  if (changed.length > 0) {
    const differences = changed.map((cell) => ({
      path: at(cell, 'scenario.hash'),
      stored: storedHash(cell.document),
      now: cell.hash,
    }));
    return { differences, changed: true };
  }
  const now = await runAgain(cells, options);
  const differences = cells.flatMap((cell, i) => differencesOf(cell, now[i]).map((each) => ({ ...each, path: at(cell, each.path) })));
  return { differences, changed: false };
}

/** The same trials once more. @throws ExitError (2) where a study is none that could be run. Cells of a sweep carry their difference to the first cell, for which it is kept which trials succeeded. */
async function runAgain(cells: readonly StoredCell[], options: WorkersOptions): Promise<ResultDocument[]> {
  for (const { where, taken } of cells) {
    const problem = storedStudyProblem(taken);
    if (problem !== undefined) throw usageError(`${where} study.${problem}`);
  }
  if (cells.some(({ document }) => Object.hasOwn(document, 'difference'))) {
    const runs = await runStudies(
      cells.map(({ taken, hash }) => ({ study: taken, hash })),
      { ...options, withTruths: true },
    );
    return cells.map(({ study, hash }, i) => {
      const { total, truths, successes } = runs[i];
      const difference = pairedDifference(
        successes,
        primaryOutcome(study).series,
        runs[0].successes,
        primaryOutcome(cells[0].study).series,
      );
      return { ...resultDocument({ study, hash }, { result: summarise(study, total, truths) }), difference };
    });
  }
  const documents: ResultDocument[] = [];
  for (const { document, study, taken, hash } of cells) {
    const run = await runPower(taken, hash, options);
    documents.push({ ...resultDocument({ study, hash }, run), ...decisionOf(study, run, requirementsIn(document)) });
  }
  return documents;
}

/** The requirements with which a stored result was compared. */
function requirementsIn({ requirements }: ResultDocument): Requirement[] {
  if (!Array.isArray(requirements)) return [];
  return requirements.filter(isRequirement).map(({ of, power, bound }) => ({
    of,
    power,
    ...(bound === undefined ? {} : { bound }),
    error: DECISION_ERROR / requirements.length,
  }));
}

function isRequirement(value: unknown): value is Omit<Requirement, 'error'> {
  return isRecord(value) && typeof value.of === 'string' && typeof value.power === 'number';
}

/** What differs, except for the engine, which is reported separately, and `set`, which names the cell. */
function differencesOf({ document }: StoredCell, again: ResultDocument): ValueDifference[] {
  const now = JSON.parse(JSON.stringify(again)) as ResultDocument;
  return valueDifferences(without(document, 'engine', 'set'), without(now, 'engine'));
}
