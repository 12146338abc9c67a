import type { Scale } from '../outcomes/scales/scale.ts';
import type { ParticipantFlow } from './participant-flow.ts';
import type { TrialData } from './trial-data.ts';
import type { TrialsSideBySide } from './trials-side-by-side.ts';

/** What happened to the subjects of the last generated trial beyond the ratings; kept for data files and reports, not for analyses. */
export interface SubjectRecords {
  /** Position in `withdrawalReasons`, one per subject. */
  readonly withdrawal: Uint8Array;
  /** Periods in which treatment was given, one per subject. */
  readonly periodsGiven: Uint8Array;
  /** Actual start of each subject-period's infusion, hours after the first planned infusion; NaN where none was given, and in a model without times. */
  readonly start: Float64Array;
  /** Adverse effects of each subject-period, as bits in the order of `adverseEffectNames`. */
  readonly adverseEffects: Uint8Array;
  /** 1 where the patient guessed that the blocker was given, one per subject-period. */
  readonly guessedBlocker: Uint8Array;
  /** 1 where the patient guessed that the active infusion was given, one per subject-period. */
  readonly guessedActive: Uint8Array;
  /** 1 where the patient, asked about the blocker, does not know, one per subject-period. */
  readonly unsureOfBlocker: Uint8Array;
  /** 1 where the patient, asked about the infusion, does not know, one per subject-period. */
  readonly unsureOfActive: Uint8Array;
  /** 1 where the guess about the blocker is strongly believed, one per subject-period. */
  readonly strongAboutBlocker: Uint8Array;
  /** 1 where the guess about the infusion is strongly believed, one per subject-period. */
  readonly strongAboutActive: Uint8Array;
  /** 1 where the patient felt what was given, on which the belief in the active drug depends, one per subject-period. */
  readonly noticed: Uint8Array;
  /** 1 where a blocker was given and taken, one per subject-period. */
  readonly adherent: Uint8Array;
}

/** The scores of one scale's items at one visit. */
export interface ItemScores {
  readonly scale: Scale;
  readonly visit: string;
  /** Row by row, all items of a subject-period together; 255 where missing. */
  readonly scores: Uint8Array;
}

/** What is in the body at some hours of every period: one drug, or the blockade of one target. */
export interface KeptConcentration {
  /** The drug, or the target with the word `blockade`. */
  readonly analyte: string;
  readonly unit: string;
  /** Since the studied drug of the period. */
  readonly hours: readonly number[];
  /** Hour by hour, those of a subject-period together; of a period that was not given what was there before. */
  readonly values: Float64Array;
}

/** What a generator keeps of its trials beyond the ratings, to be written to files or read from `records`; it changes no rating. */
export interface Kept {
  /** Item scores of every rating (`measurement.mode: items`); by default not. */
  readonly items?: boolean;
  /** Adverse effects and guesses, which nothing else may ask for; by default they are. */
  readonly guesses?: boolean;
  /** The covariates of the participants, which are there all the same where the allocation has factors; by default they are. */
  readonly covariates?: boolean;
  /** Hours since the studied drug at which concentrations and blockade are kept; none by default, and none in a model without drugs. */
  readonly concentrations?: readonly number[];
}

/** Trials that a generator makes several at a time. */
export interface NeighbouringTrials extends TrialsSideBySide {
  /** The number of the first of those at hand; NaN before any are made. */
  readonly first: number;
}

/** Makes trials, one replicate after another, into columns that it owns and reuses. */
export interface TrialGenerator {
  readonly data: TrialData;
  readonly flow: ParticipantFlow;
  readonly records: SubjectRecords;
  /** Hours since the infusion's start of every recorded column. */
  readonly hours: ReadonlyMap<string, number>;
  /** Actual hours of every recorded column by subject-period, where visits have windows; empty where every visit is on time. */
  readonly actualHours: ReadonlyMap<string, Float64Array>;
  /** Item scores of the last trial, where they were asked for: by scale and visit, `items` scores a subject-period, 255 where missing. */
  readonly itemScores: ReadonlyMap<string, ItemScores>;
  /** Concentrations and blockade of the last trial, where they were asked for. */
  readonly concentrations?: readonly KeptConcentration[];
  /** True when `flow` is the same for every trial. */
  readonly hasConstantFlow?: boolean;
  /** Overwrites `data`, `flow` and `records` with trial number `replicate`; the same number always gives the same trial. */
  generate(replicate: number): void;
  /** Trials side by side with their neighbours, where the generator and the engine can make them so; always the same object. */
  sideBySide?(): NeighbouringTrials | undefined;
  /** Has trial number `replicate` among those side by side, and overwrites `flow`, but neither `data` nor `records`. @returns its place among them */
  seek?(replicate: number): number;
}

export function emptyRecords(subjects: number, periods: number): SubjectRecords {
  const rows = subjects * periods;
  return {
    withdrawal: new Uint8Array(subjects),
    periodsGiven: new Uint8Array(subjects),
    start: new Float64Array(rows).fill(NaN),
    adverseEffects: new Uint8Array(rows),
    guessedBlocker: new Uint8Array(rows),
    guessedActive: new Uint8Array(rows),
    unsureOfBlocker: new Uint8Array(rows),
    unsureOfActive: new Uint8Array(rows),
    strongAboutBlocker: new Uint8Array(rows),
    strongAboutActive: new Uint8Array(rows),
    noticed: new Uint8Array(rows),
    adherent: new Uint8Array(rows),
  };
}
