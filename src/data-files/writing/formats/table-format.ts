import type { Cell, TableColumn } from '../data-table.ts';

/** Where the bytes of a file go: a file, a part of a download. */
export interface ByteSink {
  /** Takes the next bytes. The array is the caller’s again afterwards. */
  write(bytes: Uint8Array): void;
}

/** What the file of a table says of it, beside its rows. */
export interface TableDescription {
  /** Name without an extension: `observations`. */
  readonly name: string;
  /** What one row is, in words. */
  readonly label: string;
  readonly columns: readonly TableColumn[];
}

/** Where simulated data come from: what every file that can hold it says, so that nobody takes it for data of real participants. */
export interface Provenance {
  /** Name of the scenario. */
  readonly scenario: string;
  /** Hash of the scenario as the program computes it. */
  readonly hash: string;
  readonly seed: string;
  /** Version of this program. */
  readonly version: string;
}

/** Takes the rows of one table, in order. */
export interface TableWriter {
  /** The next rows; every row has a cell for every column, an absent value being the empty text. */
  write(rows: readonly (readonly Cell[])[]): void;
  /** Ends the file; nothing is written afterwards. */
  close(): void;
}

/**
 * A file format of tables. The next format is a file beside this one and one word in `index.ts`.
 * Memory does not grow with the number of rows: a writer hands on what it has from time to time.
 */
export interface TableFormat {
  /** As `--format` has it, and as a file name ends after the dot. */
  readonly name: string;
  readonly mediaType: string;
  /** The most rows that a file of the format holds below its header; without a limit where left out. */
  readonly mostRows?: number;
  /** Begins a file. What only this format needs is loaded here. */
  open(sink: ByteSink, table: TableDescription, provenance: Provenance): Promise<TableWriter>;
}

/** Provenance in one sentence, which begins with the word that must not be missed. */
export function provenanceSentence({ scenario, hash, seed, version }: Provenance): string {
  return `SYNTHETIC: simulated by crossover-sim ${version} from the scenario ${scenario} (${hash}) with the seed ${seed}; no row is of a real participant.`;
}

/** Provenance as names and texts, for formats that keep such pairs. */
export function provenancePairs(provenance: Provenance): readonly (readonly [name: string, text: string])[] {
  return [
    ['synthetic', 'true'],
    ['provenance', provenanceSentence(provenance)],
    ['scenario', provenance.scenario],
    ['scenario_hash', provenance.hash],
    ['seed', provenance.seed],
    ['program', `crossover-sim ${provenance.version}`],
  ];
}
