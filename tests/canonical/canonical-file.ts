import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Values that are set in a scenario, by their paths. */
export type Changes = Readonly<Record<string, number | string>>;

/** A case with one right value. */
export interface ExactCase {
  readonly quantity: string;
  readonly given: Changes;
  readonly value: number;
  /** Relative. */
  readonly tolerance: number;
}

/** A moment with its Monte-Carlo standard error. */
export interface Moment {
  readonly moment: string;
  readonly value: number;
  readonly se: number;
}

/** What any implementation of docs/model.md must give for a scenario: `README.md` in this folder. */
export interface CanonicalFile {
  readonly scenario: string;
  readonly exact: readonly ExactCase[];
  readonly withoutSpread: Changes;
  readonly runs: readonly {
    readonly name: string;
    readonly set: Changes;
    readonly participants: number;
    readonly moments: readonly Moment[];
  }[];
}

const path = new URL('williams-2018.yaml', import.meta.url);
export const canonical = parse(readFileSync(path, 'utf8')) as CanonicalFile;

/** The changes as the option `--set` takes them. */
export const settings = (changes: Changes): string[] => Object.entries(changes).map(([name, value]) => `${name}=${value}`);
