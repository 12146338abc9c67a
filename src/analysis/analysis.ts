import type { TrialData } from '../trial/trial-data.ts';
import type { GroupSums } from './sums/group-sums.ts';

export interface Interval {
  /** Of coverage: the level asked, or of an interval between order statistics the level that it reaches. */
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
}

/** How many subjects an analysis used. */
export interface SubjectCounts {
  /** Subjects in the analysed population. */
  readonly subjects: number;
  /** Subjects with every value the method needs. */
  readonly complete: number;
  /** Subjects used, by sequence name. */
  readonly perSequence: Readonly<Record<string, number>>;
}

/**
 * A treatment effect (comparator minus reference, in the unit of the data unless the method says otherwise) with its uncertainty.
 * An estimate belongs to the bound analysis that made it and is valid until that analysis runs again;
 * p-value, interval and details are computed when they are asked for, so that a replicate loop pays only for what it reads.
 */
export interface Estimate {
  readonly status: 'estimated';
  readonly estimate: number;
  /** NaN where the method has none. */
  readonly standardError: number;
  /** Degrees of freedom of the reference distribution; Infinity for normal, NaN where none applies. */
  readonly df: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  /** True when the null hypothesis (two-sided, one-sided or non-equivalence, as the specification says) is rejected at `alpha`. */
  rejects(alpha: number): boolean;
  readonly counts: SubjectCounts;
  /** True when the fit lies on the boundary of the parameter space; absent where the method has no such boundary. */
  readonly singular?: boolean;
  /** What else the method has to tell, as plain data. */
  details(): Record<string, unknown>;
  /** Ratio of the means with Fieller's interval, where the margins are shares of the mean under the reference. */
  ratioOfMeans?(level: number): { readonly ratio: number; readonly interval: Interval | { readonly notEstimable: string } };
}

/** Data from which the effect cannot be estimated; counted and shown, never an exception. */
export interface NotEstimable {
  readonly status: 'not-estimable';
  readonly reason: string;
}

export type Outcome = Estimate | NotEstimable;

export const measures = ['value', 'change', 'percent-change', 'responder', 'remission'] as const;
export type Measure = (typeof measures)[number];

/** How an endpoint that a scenario declares is called and judged. */
export interface EndpointScoring {
  readonly label: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** Change for the better, as a share of the baseline, that makes a response. */
  readonly responseShare: number;
  /** The last value that counts as remission; left out where remission has no definition. */
  readonly remissionCutOff?: number;
  /** Smallest difference that is important; left out where none is stated. */
  readonly smallestDifference?: number;
}

export const populations = ['all', 'completers', 'placebo-responders'] as const;
export type Population = (typeof populations)[number];

export const alternatives = ['two-sided', 'less', 'greater'] as const;
export type Alternative = (typeof alternatives)[number];

/** What is common to every analysis; the options of the method itself stand beside it. */
export interface AnalysisSpec {
  readonly endpoint: string;
  /** A visit's name; methods for repeated visits take `visits`. */
  readonly visit: string;
  readonly visits?: readonly string[];
  /** The visit that is the baseline of a period, for change and percent change. */
  readonly baseline: string;
  readonly measure: Measure;
  readonly population: Population;
  readonly reference: string;
  readonly comparator: string;
  /** A second difference that is taken from the first, for methods that take contrasts: (comparator − reference) − (its comparator − its reference). */
  readonly minus?: { readonly reference: string; readonly comparator: string };
  readonly alternative: Alternative;
  /** Coverage of the interval, 0 < level < 1. */
  readonly level: number;
  /** How the endpoint is judged, where it is none that the program knows. */
  readonly declared?: EndpointScoring;
  /** Names of covariates of the subjects (as in `subjects.csv`) for methods that adjust for them. */
  readonly covariates?: readonly string[];
  /** Population `placebo-responders`: the endpoint its fall of at least half is judged on; `hamd17` unless said otherwise. */
  readonly responderEndpoint?: string;
  /** Population `placebo-responders`: the visit it is judged at; by default the visit asked when that is a visit of the endpoint it is judged on or a day (`day1`, …), else `day1`. */
  readonly responderVisit?: string;
}

/** An analysis ready to run on any trial. It owns its buffers: no allocation from one trial to the next of the same size. */
export interface BoundAnalysis {
  /** The columns it reads, as `columnKey(endpoint, visit)`. */
  readonly columns: readonly string[];
  /** Given where everything but counts and details comes from these sums. */
  readonly sums?: GroupSums | undefined;
  run(data: TrialData): Outcome;
}
