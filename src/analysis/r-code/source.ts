import type { RSummary } from './summaries.ts';

/** Where the R code finds its data: the file, what it calls its columns, and which trial of it. */
export interface RSource {
  readonly file: string;
  /** The lines of the CSV, where the code is to hold them because R does not read the file as it is; the file then only names them. */
  readonly lines?: readonly string[];
  /** What stands between fields; a comma unless said otherwise. */
  readonly delimiter?: string;
  /** Standard column name → the file's name; a column left out is not in the file. */
  readonly columns: Readonly<
    Partial<
      Record<'trial' | 'subject' | 'sequence' | 'period' | 'treatment' | 'visit' | 'hours' | 'endpoint' | 'value' | 'baseline', string>
    >
  >;
  /** What is summarised, where the visit asked is a summary (`peak`, `average`, …). */
  readonly summary?: RSummary | undefined;
  readonly trial: string;
  /** The number of the first period in the file; 1 unless said otherwise. */
  readonly firstPeriod?: number;
  /** Where a participant's sequence comes from; the file's column unless it has none. */
  readonly sequences?: RSequences;
  /** Treatments of periods without rows, as the recorded sequences say. Periods count from 0. */
  readonly planned?: readonly { readonly subject: string; readonly period: number; readonly treatment: string }[];
  /** The file that holds the covariates of the subjects, and its columns for subject and trial. */
  readonly covariates?: {
    readonly file: string;
    readonly lines?: readonly string[];
    readonly delimiter: string;
    readonly subject: string;
    readonly trial?: string;
  };
}

/** The file's column, the order of the treatments received, or the sequences of participants by their names, where neither gives all of them. */
export type RSequences = 'recorded' | 'received' | ReadonlyMap<string, string>;
