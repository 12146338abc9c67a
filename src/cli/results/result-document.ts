import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import { STREAM_VERSION } from '../../random/index.ts';
import { failureText } from '../../report/text/failure-text.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { engineVersion } from '../workers/engine-version.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import { platformFingerprint } from '../workers/platform-fingerprint.ts';
import type { Decided } from '../../power/stopping/requirement.ts';
import type { PowerRun } from '../runs/run-one-study.ts';

/** A study that was run, and where its values come from, if that is known. */
type Sourced = Pick<LoadedStudy, 'study' | 'hash'> & Partial<Pick<LoadedStudy, 'origins'>>;

/** The result as `--json` prints it; `timing` is the only part that differs between runs of the same seed. */
export function powerDocument(loaded: Sourced, run: PowerRun, decided?: Decided): Record<string, unknown> {
  return { ...resultDocument(loaded, run), ...decided, timing: run.timing };
}

/** The result as files keep it: the same bytes for every run of the same seed. Where too many analyses failed there is no power. `study` is the resolved scenario as it was run, enough to run it again. */
export function resultDocument({ study, hash, origins }: Sourced, { result }: Pick<PowerRun, 'result'>): Record<string, unknown> {
  return { ...provenance({ study, hash }), ...withoutFailedPower(study, result), study, ...(origins === undefined ? {} : { origins }) };
}

/** What every document begins with: which scenario, by which engine, from which seed. */
export function provenance({ study, hash }: Pick<LoadedStudy, 'study' | 'hash'>): Record<string, unknown> {
  return {
    scenario: { name: study.name, hash },
    engine: { version: engineVersion(), streamVersion: STREAM_VERSION, fingerprint: platformFingerprint() },
    seed: study.seed,
  };
}

/** The text of `power.json`. */
export function resultText(documents: readonly Record<string, unknown>[]): string {
  const document = documents.length === 1 ? documents[0] : { cells: documents.map((each) => ({ set: {}, ...each })) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function withoutFailedPower(study: Study, result: PowerResult): Record<string, unknown> {
  const failed = tooManyFailures(study, result);
  if (failed.length === 0) return { ...result };
  const analyses = Object.fromEntries(
    Object.entries(result.analyses).map(([name, analysis]) => [name, failed.includes(name) ? { ...analysis, power: null } : analysis]),
  );
  const claimed = study.claim?.all.some((name) => failed.includes(name)) === true;
  return { ...result, analyses, ...(claimed && result.claim ? { claim: { ...result.claim, power: null } } : {}) };
}

/** @throws CommandFailure (4) naming the analyses that failed too often */
export function failWhenTooManyFailures(study: Study, result: PowerResult): void {
  const text = failureText(study, result);
  if (text !== undefined) throw new CommandFailure(4, text);
}
