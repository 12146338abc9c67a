import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import type { Tornado } from '../../power/uncertainty/tornado.ts';
import { isOrigins, scenarioHash, type Origins } from '../../scenario/index.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { readJson } from '../files/input-file.ts';

/** A result of `power` as a file keeps it. */
export interface StoredResult {
  readonly study: Study;
  readonly hash: string;
  readonly result: PowerResult;
  /** Sensitivity to each assumption, where the file holds it. */
  readonly tornado?: Tornado;
  /** Where the values of the study come from, where the file says it. */
  readonly origins?: Origins;
  /** How many cells the file holds; the result is the first. */
  readonly cells: number;
}

/**
 * Reads a stored result and checks that its study is the one that was run; of several cells the first.
 * @throws CommandFailure (2) if the file cannot be read, is no result of `power`, or its study does not have the hash that stands in it
 */
export function readStoredResult(path: string): StoredResult {
  const document = readJson(path);
  const cells = isRecord(document) && Array.isArray(document.cells) ? (document.cells as unknown[]) : [document];
  const cell = cells[0];
  if (!isRecord(cell) || !isRecord(cell.study) || !isRecord(cell.scenario) || !isRecord(cell.analyses) || !isRecord(cell.flow)) {
    throw new CommandFailure(2, `${path}: expected a result of power (power --json, or power.json of --out), got something else`);
  }
  const study = cell.study as unknown as Study;
  const result = cell as unknown as PowerResult;
  const hash = cell.scenario.hash;
  const ran = { ...study, power: { ...study.power, replicates: result.replicates } };
  if (hash !== scenarioHash(study) && hash !== scenarioHash(ran)) {
    throw new CommandFailure(2, `${path} scenario.hash: expected the hash of the study in the file, got ${String(hash)}; run power again`);
  }
  const { tornado, origins } = cell;
  const ranked = isRecord(tornado) && isRecord(tornado.base) && Array.isArray(tornado.bars);
  return {
    study,
    hash: String(hash),
    result,
    cells: cells.length,
    ...(isOrigins(origins) ? { origins } : {}),
    ...(ranked ? { tornado: tornado as unknown as Tornado } : {}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
