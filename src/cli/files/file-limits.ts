import { scenarioLimits } from '../../scenario/document/limits.ts';
import type { FileLimit } from './read-bounded.ts';

/** How large a file may be that is read, by what it is; a file is held in memory as a whole. */
export const fileLimits = {
  scenario: {
    what: 'scenario files',
    bytes: scenarioLimits.characters,
    wayOut: 'a scenario states assumptions: data belong in a CSV file, and values that several scenarios share in a file that they extend',
  },
  data: {
    what: 'CSV files',
    bytes: 100_000_000,
    wayOut: 'split it, by trial or by endpoint, and analyse one part at a time',
  },
  checksums: {
    what: 'files of checksums',
    bytes: 10_000_000,
    wayOut: 'keep the checksums of other files in another file',
  },
  result: {
    what: 'stored results',
    bytes: 200_000_000,
    wayOut: 'ask fewer cells of one run (fewer values of --vary, fewer scenarios)',
  },
  plan: {
    what: 'plans of runs',
    bytes: 200_000_000,
    wayOut: 'plan fewer scenarios into one folder',
  },
  shard: {
    what: 'shards of a run',
    bytes: 500_000_000,
    wayOut: 'no shard of this program is as large: remove it',
  },
  template: {
    what: 'templates of job scripts',
    bytes: 1_000_000,
    wayOut: 'a template is a script of some lines',
  },
  lock: {
    what: 'locks of folders',
    bytes: 10_000,
    wayOut: 'no lock of this program is as large: remove it',
  },
} as const satisfies Readonly<Record<string, FileLimit>>;

/** What a file is that is read. */
export type FileKind = keyof typeof fileLimits;
