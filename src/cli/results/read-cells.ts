import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Tornado } from '../../power/uncertainty/tornado.ts';
import type { Study } from '../../study/study.ts';
import { scenarioHash, type Origins } from '../../scenario/index.ts';
import { usageError } from '../terminal/exit-error.ts';
import { without } from './result-differences.ts';
import { isRecord, noResult, storedHash, storedOrigins, storedStudy, type Fields, type StoredDocument } from './stored-document.ts';

/** A result of `power` in a stored document: one of several cells, or the only one. */
export interface StoredCell {
  /** The content of the file without what differs from run to run. */
  readonly document: Fields;
  readonly study: Study;
  /** The study with the number of trials that were taken. */
  readonly taken: Study;
  /** The hash of the study in the file, with the trials asked for or those taken, whichever the file has; of the former if neither. */
  readonly hash: string;
  readonly result: PowerResult;
  /** Sensitivity to each assumption, where the file holds it. */
  readonly tornado?: Tornado;
  /** Where the values of the study come from, where the file says it. */
  readonly origins?: Origins;
}

/** Every cell of a stored result. @throws ExitError (2) if the document is no result of `power` */
export function storedCells({ cells }: StoredDocument): StoredCell[] {
  return cells.map(({ where, fields }) => cellOf(fields, where));
}

/**
 * The first cell of a stored result, whose study is the one that was run.
 * @throws ExitError (2) if the document is no result of `power`, or its study does not have the hash that it names
 */
export function firstStoredCell({ path, cells: [{ where, fields }] }: StoredDocument): StoredCell {
  const cell = cellOf(fields, where);
  const stored = storedHash(fields);
  if (stored !== cell.hash)
    throw usageError(`${path} scenario.hash: expected the hash of the study in the file, got ${stored}; run power again`);
  return cell;
}

function cellOf(fields: Fields, where: string): StoredCell {
  const { study, scenario, analyses, flow, replicates, tornado } = fields;
  const missing = Object.entries({ study, scenario, analyses, flow }).find(([, part]) => !isRecord(part))?.[0];
  if (!isRecord(study) || missing !== undefined || !isRecord(study.power)) {
    const what = ['tornado', 'assurance', 'cells'].find((part) => Object.hasOwn(fields, part));
    throw noResult(where, what === undefined ? `a document without ${missing ?? 'study.power'}` : `a document of ${what}`);
  }
  if (!Number.isSafeInteger(replicates) || Number(replicates) < 1)
    throw usageError(`${where} replicates: expected a number of trials, got ${JSON.stringify(replicates)}`);
  const asked = storedStudy(study);
  const taken = { ...asked, power: { ...asked.power, replicates: Number(replicates) } };
  const ranked = isRecord(tornado) && isRecord(tornado.base) && Array.isArray(tornado.bars);
  return {
    document: without(fields, 'timing', 'evidence', 'origins'),
    study: asked,
    taken,
    hash: storedHash(fields) === scenarioHash(taken) ? scenarioHash(taken) : scenarioHash(asked),
    result: fields as unknown as PowerResult,
    ...storedOrigins(fields),
    ...(ranked ? { tornado: tornado as unknown as Tornado } : {}),
  };
}
