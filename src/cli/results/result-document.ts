import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { PowerOverUncertainty } from '../../power/index.ts';
import type { Study } from '../../study/study.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { STREAM_VERSION } from '../../random/index.ts';
import { failureText } from '../../report/text/failure-text.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { notEstimable } from '../terminal/exit-error.ts';
import { engineVersion } from '../workers/engine-version.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import { platformFingerprint } from '../workers/platform-fingerprint.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';
import type { PowerRun } from '../runs/run-one-study.ts';

/** A study that was run, and where its values come from, if that is known. */
type StudyWithSources = Pick<LoadedStudy, 'study' | 'hash'> & Partial<Pick<LoadedStudy, 'origins'>>;

/** A document of one scenario, or of several as cells. */
export type ResultDocument = Readonly<Record<string, unknown>>;

/** The head of every document about a scenario; with several scenarios every cell has its own. */
export interface Provenance {
  /** The scenario's name, and the hash of the study that it resolves to. */
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly seed: string;
  /** The program, its random-number streams, and the platform's mathematical functions. */
  readonly engine: { readonly version: string; readonly streamVersion: string | number; readonly fingerprint: string };
}

/** The head of every document: which scenario, from which seed, by which engine. */
export function provenance({ study, hash }: Pick<LoadedStudy, 'study' | 'hash'>): Provenance {
  return { scenario: { name: study.name, hash }, seed: study.seed, ...engineHead() };
}

/** The head of a document about one scenario, or about several as cells. */
export function headOf(heads: readonly Provenance[]): ResultDocument {
  return heads.length === 1 ? { ...heads[0] } : { cells: heads };
}

/** The head of a document without a scenario: by which engine. */
export function engineHead(): Pick<Provenance, 'engine'> {
  return { engine: { version: engineVersion(), streamVersion: STREAM_VERSION, fingerprint: platformFingerprint() } };
}

/** The result as `--json` prints it; `timing` is the only part that differs between runs of the same seed. */
export function powerDocument(loaded: StudyWithSources, run: PowerRun, decided?: GateResult): ResultDocument {
  return { ...resultDocument(loaded, run), ...decided, timing: run.timing };
}

/**
 * The result as files keep it: the same bytes for every run of the same seed. Where too many analyses failed there is no power.
 * `study` is the resolved scenario as it was run, enough to run it again.
 */
export function resultDocument({ study, hash, origins }: StudyWithSources, { result }: Pick<PowerRun, 'result'>): ResultDocument {
  return { ...provenance({ study, hash }), ...withPowerSuppressed(study, result), study, ...(origins === undefined ? {} : { origins }) };
}

/** The range of power over what is not known, as a section of its own. */
export function overPart(over: PowerOverUncertainty | undefined): ResultDocument {
  return over === undefined ? {} : { overUncertainty: over };
}

/** The document of a scenario, or those of several as cells. */
export function oneOrCells(documents: readonly ResultDocument[]): ResultDocument {
  return documents.length === 1 ? documents[0] : { cells: documents.map((each) => ({ set: {}, ...each })) };
}

/** A document as files and pipes get it. */
export function documentText(document: ResultDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The result as documents and reports give it: the power of what failed too often is null. */
export function withPowerSuppressed(study: Study, result: PowerResult): PowerResult {
  const failed = tooManyFailures(study, result);
  if (failed.length === 0) return { ...result };
  const none = null as unknown as SimulatedProportion; // readers of documents expect it, those of results never see it
  const analyses = Object.fromEntries(
    Object.entries(result.analyses).map(([name, analysis]) => [name, failed.includes(name) ? { ...analysis, power: none } : analysis]),
  );
  const claimed = study.claim?.all.some((name) => failed.includes(name)) === true;
  return { ...result, analyses, ...(claimed && result.claim ? { claim: { ...result.claim, power: none } } : {}) };
}

/** @throws ExitError (4) naming the analyses that failed too often */
export function failWhenTooManyFailures(study: Study, result: PowerResult): void {
  const text = failureText(study, result);
  if (text !== undefined) throw notEstimable(text);
}
