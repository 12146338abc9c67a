import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { PowerOverUncertainty } from '../../power/uncertainty/power-over-uncertainty.ts';
import type { Study } from '../../study/study.ts';
import { STREAM_VERSION } from '../../random/index.ts';
import { withPowerSuppressed } from '../../power/characteristics/suppressed-power.ts';
import { failureText } from '../../report/text/failure-text.ts';
import { withChecksum } from '../files/checked-json.ts';
import { notEstimable } from '../terminal/exit-error.ts';
import { engineVersion } from '../workers/engine-version.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';
import type { PowerRun } from '../runs/run-one-study.ts';

/** A study that was run, and where its values come from, if that is known. */
type StudyWithSources = Pick<LoadedStudy, 'study' | 'hash'> & Partial<Pick<LoadedStudy, 'origins'>>;

/** A document as it is printed or kept. */
export type ResultDocument = Readonly<Record<string, unknown>>;

/** A document about one scenario: it begins with the scenario's head. */
export type HeadedDocument = ResultDocument & Provenance;

/** The head of a document about one scenario. */
export interface Provenance {
  /** The scenario's name, and the hash of the study that it resolves to. */
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly seed: string;
  /** The program, and the version of the numbers that a seed gives. */
  readonly engine: { readonly version: string; readonly streamVersion: string | number };
}

/** The head of a document about one scenario: which one, from which seed, by which engine. */
export function provenance({ study, hash }: Pick<LoadedStudy, 'study' | 'hash'>): Provenance {
  return { scenario: { name: study.name, hash }, seed: study.seed, ...engineHead() };
}

/**
 * The head of a document about one scenario, or about several: which ones in the order of its cells, and what they have in common.
 * Where the seeds differ, each of the scenarios has its own.
 */
export function headOf(heads: readonly Provenance[]): ResultDocument {
  const [{ scenario, seed, engine }] = heads;
  if (heads.length === 1) return { scenario, seed, engine };
  const sameSeed = heads.every((head) => head.seed === seed);
  return {
    scenarios: heads.map((head) => (sameSeed ? head.scenario : { ...head.scenario, seed: head.seed })),
    ...(sameSeed ? { seed } : {}),
    engine,
  };
}

/** The head of a document without a scenario: by which engine. */
export function engineHead(): Pick<Provenance, 'engine'> {
  return { engine: { version: engineVersion(), streamVersion: STREAM_VERSION } };
}

/** Whether a result is of this version of the program and of its numbers; one that does not say by which it was made counts as such. */
export function isOfThisProgram(engine: Provenance['engine'] | undefined): boolean {
  const here = engineHead().engine;
  return engine === undefined || (engine.version === here.version && String(engine.streamVersion) === String(here.streamVersion));
}

/** The result as `--json` prints it; `timing` is the only part that differs between runs of the same seed. */
export function powerDocument(loaded: StudyWithSources, run: PowerRun, decided?: GateResult): HeadedDocument {
  return { ...resultDocument(loaded, run), ...decided, timing: run.timing };
}

/**
 * The result as files keep it: the same bytes for every run of the same seed. Where too many analyses failed there is no power.
 * `study` is the resolved scenario as it was run, enough to run it again.
 */
export function resultDocument({ study, hash, origins }: StudyWithSources, { result }: Pick<PowerRun, 'result'>): HeadedDocument {
  return { ...provenance({ study, hash }), ...withPowerSuppressed(study, result), study, ...(origins === undefined ? {} : { origins }) };
}

/** The range of power over what is not known, as a section of its own. */
export function overPart(
  over: PowerOverUncertainty | undefined,
  learned?: PowerOverUncertainty,
): { readonly overUncertainty?: PowerOverUncertainty; readonly overPosterior?: PowerOverUncertainty } {
  return { ...(over !== undefined && { overUncertainty: over }), ...(learned !== undefined && { overPosterior: learned }) };
}

/** The document of a scenario, or those of several as cells, under a head of all. */
export function oneOrCells(documents: readonly HeadedDocument[]): ResultDocument {
  return documents.length === 1 ? documents[0] : { ...headOf(documents), cells: documents.map((each) => ({ set: {}, ...each })) };
}

/** A document as files and pipes get it. */
export function documentText(document: ResultDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A document as a folder keeps it: with a checksum, by which whoever reads it sees that it was not changed. */
export function storedText(document: ResultDocument): string {
  return documentText(withChecksum(document));
}

/** @throws ExitError (4) naming the analyses that failed too often */
export function failWhenTooManyFailures(study: Study, result: PowerResult): void {
  const text = failureText(study, result);
  if (text !== undefined) throw notEstimable(text);
}
