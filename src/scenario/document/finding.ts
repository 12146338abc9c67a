import { listedNames, shortName } from '../../text/listed-names.ts';
import { nearestName } from '../../text/nearest-name.ts';

/** Something wrong (or implausible) at a path of the scenario. */
export interface Diagnostic {
  readonly path: string;
  readonly message: string;
  /** Whether the key or the value at the path is to be pointed at. */
  readonly at: 'key' | 'value';
  /** Other paths that the finding follows from: when one of those is at fault itself, the finding is left out. */
  readonly causes?: readonly string[];
}

/** Collects findings. */
export interface Findings {
  readonly errors: Diagnostic[];
  readonly warnings: Diagnostic[];
}

/** Names among which the nearest is looked for; among more it takes long, and says little (assumed). */
const MAX_COMPARED = 200;

/** `expected …, got …` with the nearest valid name. */
export function unknownName(what: string, got: string, valid: readonly string[]): string {
  const near = valid.length > MAX_COMPARED ? undefined : nearestName(got, valid);
  return `expected ${what} (${listedNames(valid)}), got '${shortName(got)}'${near === undefined ? '' : `; did you mean ${near}?`}`;
}

/** Whether a finding stands at, around or within a value that is at fault itself, or rests on one. */
export function isCausedBy({ path, causes = [] }: Diagnostic, faults: readonly Diagnostic[]): boolean {
  return faults.some((fault) => [path, ...causes].some((each) => overlaps(each, fault.path)));
}

/** Whether a finding only follows from others. */
export function isConsequence({ causes = [] }: Diagnostic, faults: readonly Diagnostic[]): boolean {
  return faults.some((fault) => causes.some((each) => overlaps(each, fault.path)));
}

function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** Reports a problem with one part of an analysis, and the paths it follows from. */
export type ReportDiagnostic = (part: string, message: string, causes?: readonly string[]) => void;
