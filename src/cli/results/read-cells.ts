import type { Study } from '../../study/study.ts';
import { scenarioHash } from '../../scenario/index.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { readJson } from '../files/input-file.ts';
import { without } from './result-differences.ts';

/** A result of `power` as a file holds it: one of several cells, or the only one. */
export interface StoredCell {
  /** Everything that stands in the file, but what differs from run to run. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly study: Study;
  /** The study with the number of trials that were taken. */
  readonly taken: Study;
  /** The hash of the study in the file, with the trials asked for or those taken, whichever the file has; of the former if neither. */
  readonly hash: string;
}

/**
 * Reads every cell of a stored result.
 * @throws CommandFailure (2) if the file cannot be read or is no result of `power`
 */
export function readStoredCells(path: string): StoredCell[] {
  const document = readJson(path);
  if (isRecord(document) && Array.isArray(document.cells)) {
    if (document.cells.length === 0) throw new CommandFailure(2, `${path} cells: expected at least one result, got none`);
    return document.cells.map((cell: unknown, position) => cellOf(cell, `${path} cells.${position}`));
  }
  return [cellOf(document, path)];
}

function cellOf(cell: unknown, where: string): StoredCell {
  const parts = isRecord(cell) ? cell : {};
  const { study, scenario, analyses, flow, replicates } = parts;
  const missing = Object.entries({ study, scenario, analyses, flow }).find(([, part]) => !isRecord(part))?.[0];
  if (!isRecord(study) || !isRecord(scenario) || missing !== undefined || !isRecord(study.power)) {
    const what = ['tornado', 'assurance', 'cells'].find((part) => Object.hasOwn(parts, part));
    const got = what === undefined ? `a document without ${missing ?? 'study.power'}` : `a document of ${what}`;
    throw new CommandFailure(2, `${where}: expected a result of power (power --json, or power.json of --out), got ${got}`);
  }
  if (!Number.isSafeInteger(replicates) || Number(replicates) < 1)
    throw new CommandFailure(2, `${where} replicates: expected a number of trials, got ${JSON.stringify(replicates)}`);
  const asked = study as unknown as Study;
  const taken = { ...asked, power: { ...asked.power, replicates: Number(replicates) } };
  const hash = scenario.hash === scenarioHash(taken) ? scenarioHash(taken) : scenarioHash(asked);
  return { document: without(parts, 'timing', 'evidence', 'origins'), study: asked, taken, hash };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
