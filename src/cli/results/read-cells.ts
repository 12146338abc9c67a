import type { ReportedResult } from '../../power/characteristics/power-result.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';
import type { Tornado } from '../../power/uncertainty/tornado.ts';
import type { Study } from '../../study/study.ts';
import type { Origins } from '../../scenario/index.ts';
import { contentHash } from '../../scenario/resolved/scenario-hash.ts';
import { usageError } from '../terminal/exit-error.ts';
import { without } from './result-differences.ts';
import type { Provenance } from './result-document.ts';
import { isRecord, noResult, isStudy, storedHash, storedOrigins, type Fields, type StoredDocument } from './stored-document.ts';

/** A result of `power` in a stored document: one of several cells, or the only one. */
export interface StoredCell {
  /** Its place, for messages. */
  readonly where: string;
  /** The content of the file without what differs from run to run, and without the range over priors, for which the study in the file is not enough. */
  readonly document: Fields;
  readonly study: Study;
  /** The study with the number of trials that were taken. */
  readonly taken: Study;
  /** The hash of the study in the file, with the trials asked for or those taken, whichever the file has; of the former if neither. */
  readonly hash: string;
  readonly result: ReportedResult;
  /** Sensitivity to each assumption, where the file holds it. */
  readonly tornado?: Tornado;
  /** What was required of the run, and how that was decided, where the file holds it. */
  readonly decided?: GateResult;
  /** Where the values of the study come from, where the file says it. */
  readonly origins?: Origins;
}

/** Every cell of a stored result. @throws ExitError (2) if the document is no result of `power` */
export function storedCells({ cells }: StoredDocument): StoredCell[] {
  return cells.map(({ where, fields }) => cellOf(fields, where));
}

/** The program that made a stored result; undefined where the file does not say it. */
export function storedEngine({ document: { engine } }: StoredCell): Provenance['engine'] | undefined {
  if (!isRecord(engine)) return undefined;
  const { version, streamVersion } = engine;
  const isKnown = typeof version === 'string' && (typeof streamVersion === 'number' || typeof streamVersion === 'string');
  return isKnown ? { version, streamVersion } : undefined;
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
  const { study, scenario, replicates, tornado } = fields;
  if (!isStudy(study) || !isRecord(scenario) || !isPowerResult(fields)) {
    const { analyses, flow } = fields;
    const missing = Object.entries({ study, scenario, analyses, flow }).find(([, part]) => !isRecord(part))?.[0];
    const what = ['tornado', 'assurance', 'learning', 'cells'].find((part) => Object.hasOwn(fields, part));
    throw noResult(where, what === undefined ? `a document without ${missing ?? 'study.power'}` : `a document of ${what}`);
  }
  if (!Number.isSafeInteger(replicates) || Number(replicates) < 1)
    throw usageError(`${where} replicates: expected a number of trials, got ${JSON.stringify(replicates)}`);
  const taken = { ...study, power: { ...study.power, replicates: Number(replicates) } };
  return {
    where,
    document: without(fields, 'timing', 'evidence', 'origins', 'overUncertainty', 'overPosterior', 'blinding', 'risks'),
    study,
    taken,
    hash: storedHash(fields) === contentHash(taken) ? contentHash(taken) : contentHash(study),
    result: fields,
    ...storedOrigins(fields),
    ...(isTornado(tornado) ? { tornado } : {}),
    ...(isDecided(fields) ? { decided: fields } : {}),
  };
}

/** Whether a document holds the operating characteristics of a study. */
export function isPowerResult(fields: Fields): fields is Fields & ReportedResult {
  return isRecord(fields.analyses) && isRecord(fields.flow);
}

/** Whether a document holds requirements and how they were decided. */
function isDecided(fields: Fields): fields is Fields & GateResult {
  return Array.isArray(fields.requirements) && typeof fields.decision === 'string';
}

/** Whether a part of a document ranks assumptions. */
function isTornado(value: unknown): value is Tornado {
  return isRecord(value) && isRecord(value.base) && Array.isArray(value.bars);
}
