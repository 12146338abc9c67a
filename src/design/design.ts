import type { Allocation } from './allocation-kind.ts';
import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';

export const designParameters = {
  participants: {
    default: 30,
    unit: 'patients',
    min: 1,
    max: 10_000_000,
    integer: true,
    about: 'number of patients randomised',
    source: 'assumed',
  },
  washoutDays: {
    default: 14,
    unit: 'days',
    min: 0.1,
    max: 365,
    about: 'days from the studied drug of one period to that of the next',
    source: 'assumed',
  },
  leadMinutes: {
    default: 45,
    unit: 'min',
    min: 0,
    max: 100_000,
    about: 'minutes from the pretreatment to the studied drug',
    source: 'williams-2018',
  },
  blockSize: {
    default: 4,
    unit: 'patients',
    min: 1,
    max: 1000,
    integer: true,
    about: 'size of the permuted blocks; a multiple of the number of sequences (times their weights)',
    source: 'assumed',
  },
  rebaselineShare: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the first baseline score that must be reached again before the next period; 0 = not asked',
    source: 'assumed',
  },
  recheckDays: {
    default: 7,
    unit: 'days',
    min: 1,
    max: 100,
    about: 'days by which the next period is postponed when the score is not back',
    source: 'assumed',
  },
  maximumDelayDays: {
    default: 28,
    unit: 'days',
    min: 0,
    max: 365,
    about: 'longest postponement; after it the patient is withdrawn',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

const { participants, blockSize } = designParameters;
/** Those of them that a trial without times and drugs has: the statistical outcome model knows sequences and periods alone. */
export const allocationParameters = { participants, blockSize } as const satisfies ParameterTable;

/** Who gets what in which order. */
export interface SequenceDesign extends ParameterValues<typeof allocationParameters> {
  /**
   * Each sequence lists its periods' conditions. A condition is a pretreatment's name, or `pretreatment+infusion` where a design
   * uses more than one infusion; without `+` the infusion is `infusion`.
   */
  readonly sequences: readonly (readonly string[])[];
  /** Relative numbers of patients per sequence; all 1 unless said otherwise. */
  readonly weights: readonly number[];
  /** The condition that others are compared with. */
  readonly reference: string;
  /** How patients come to their sequences; permuted blocks of `blockSize` where it is left out. */
  readonly allocation?: Allocation;
}

/** Who gets what in which order, and when. */
export interface Design extends SequenceDesign, ParameterValues<typeof designParameters> {
  /** The infusion given where a condition names none. */
  readonly infusion: string;
  /** Only responders to an open infusion are randomised, where this is said. */
  readonly enrichment?: Enrichment;
  /** Days from the first infusion to each infusion, where they are not regular; overrides `washoutDays`. */
  readonly infusionDays?: readonly number[];
}

/** An open infusion before randomisation: only patients who respond to it are randomised. */
export interface Enrichment {
  /** What is given: a condition, as in the sequences. */
  readonly condition: string;
  readonly endpoint: string;
  /** Visit at which response is judged, against the last baseline before the studied drug. */
  readonly visit: string;
  /** Share of the baseline by which the score must have changed for the better: fallen, or risen where higher is better. */
  readonly fall: number;
  /** Days from the open infusion to the first of the trial. */
  readonly washoutDays: number;
}

export const enrichmentParameters = {
  fall: {
    default: 0.5,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'fall of the score that makes a responder; a rise of an endpoint of which higher is better',
    source: 'definition',
  },
  washoutDays: {
    default: 30,
    unit: 'days',
    min: 1,
    max: 365,
    about: 'days from the open infusion to the first of the trial',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

/** Day of a period's infusion as planned, counted from the first infusion. */
export function plannedDay(design: Pick<Design, 'infusionDays' | 'washoutDays'>, period: number): number {
  return design.infusionDays?.[period] ?? design.washoutDays * period;
}

/** Fewest days between two infusions as planned; Infinity with one period. */
export function shortestGapDays(design: Pick<Design, 'infusionDays' | 'washoutDays' | 'sequences'>): number {
  const gaps = design.sequences[0].slice(1).map((_, period) => plannedDay(design, period + 1) - plannedDay(design, period));
  return Math.min(...gaps);
}

/** A condition's name taken apart. */
export function conditionParts(condition: string, defaultInfusion: string): { pretreatment: string; infusion: string } {
  const [pretreatment, infusion = defaultInfusion] = condition.split('+');
  return { pretreatment, infusion };
}

/** Conditions that patients are given, in the trial or in its run-in. */
export function givenConditions({ sequences, enrichment }: Pick<Design, 'sequences' | 'enrichment'>): string[] {
  return [...new Set([...sequences.flat(), ...(enrichment === undefined ? [] : [enrichment.condition])])];
}
