import { acceptanceTable } from '../../evidence/acceptance-table.ts';
import { evidenceByRow, type EvidenceResult } from '../../evidence/evaluate.ts';
import { references } from '../../evidence/references.ts';
import { rootKey } from '../../random/index.ts';
import { evidenceText } from '../../report/text/evidence-text.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { usageError } from '../terminal/exit-error.ts';
import { Progress } from '../terminal/progress.ts';
import type { Session } from '../terminal/session.ts';

/** Most virtual patients: all conditions of all are held in memory at once; assumed, about 1.5 GB. */
const MAX_PATIENTS = 1_000_000;

/** @throws ExitError (2) where so many virtual patients cannot be simulated */
export function assertPatients(patients: number): void {
  if (!Number.isInteger(patients) || patients < 200 || patients > MAX_PATIENTS)
    throw usageError(`--patients: expected a whole number from 200 to ${MAX_PATIENTS}, got ${patients}`);
}

/**
 * `evidence`: the model compared with published figures.
 * @param patients  virtual patients per condition
 * @throws ExitError (2) where the scenario has no virtual patients; with the exit code of the signal if interrupted
 */
export async function evidence(loaded: LoadedStudy, patients: number, session: Session): Promise<Answer> {
  const { trial, seed } = loaded.study;
  if (trial.kind !== 'mechanistic') throw usageError(`${loaded.path}: expected model mechanistic, got ${trial.kind}`);
  const progress = new Progress('comparing', acceptanceTable.length, 'figures', session.quiet);
  const results: EvidenceResult[] = [];
  try {
    for (const result of evidenceByRow(trial, rootKey(seed), patients, acceptanceTable)) {
      progress.update(results.push(result));
      await session.breathe();
    }
  } finally {
    progress.finish();
  }
  const met = results.every((result) => result.met);
  const rows = results.map((result) => ({ ...result, sources: result.sources.map((key) => ({ key, ...references[key] })) }));
  return {
    document: { ...provenance(loaded), patients, met, rows },
    timed: false,
    text: () => evidenceText(results, patients),
    ...(met ? {} : { exitCode: 1 }),
  };
}
