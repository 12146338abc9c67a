import { withdrawalReasons, type ParticipantFlow } from '../../trial/participant-flow.ts';
import { addInterimTally, emptyInterimTally, type InterimTally } from '../interim/interim-tally.ts';
import { addMultiplicityTally, emptyMultiplicityTally, type MultiplicityTally } from '../multiplicity/judge.ts';
import { addAnalysisTally, type AnalysisTally, emptyAnalysisTally } from '../replicates/analysis-tally.ts';
import type { Study } from '../../study/study.ts';

export type { AnalysisTally };

/** What is counted over a block of trials; plain data with deterministic bytes. */
export interface Tally {
  trials: number;
  analyses: AnalysisTally[];
  /** Trials in which every part of the claim succeeded. */
  claims: number;
  /** Where the study has looks. */
  interim?: InterimTally;
  /** Where the study judges analyses together. */
  multiplicity?: MultiplicityTally;
  flow: { screened: number; screenFailures: number; randomised: number; perPeriod: number[]; completed: number; byReason: number[] };
}

/** @param study  for which the tally is; its patients come in as many periods as its sequences have */
export function emptyTally({ analyses, trial, interim, multiplicity }: Study): Tally {
  const periods = trial.design.sequences[0].length;
  return {
    trials: 0,
    analyses: Object.keys(analyses).map(emptyAnalysisTally),
    claims: 0,
    ...(interim === undefined ? {} : { interim: emptyInterimTally(interim.looks.length + 1) }),
    ...(multiplicity === undefined ? {} : { multiplicity: emptyMultiplicityTally(multiplicity.analyses.length) }),
    flow: {
      screened: 0,
      screenFailures: 0,
      randomised: 0,
      perPeriod: Array(periods).fill(0),
      completed: 0,
      byReason: Array<number>(withdrawalReasons.length).fill(0),
    },
  };
}

/** Adds a trial's participant flow. @param times  how many trials had it */
export function addFlow(tally: Tally, flow: ParticipantFlow, times = 1): void {
  tally.flow.screened += times * flow.screened;
  tally.flow.screenFailures += times * flow.screenFailures;
  tally.flow.randomised += times * flow.randomised;
  tally.flow.completed += times * flow.completed;
  for (let period = 0; period < flow.perPeriod.length; period++) tally.flow.perPeriod[period] += times * flow.perPeriod[period];
  for (let reason = 0; reason < flow.byReason.length; reason++) tally.flow.byReason[reason] += times * flow.byReason[reason];
}

/** Adds another block; blocks are always added in the order of their trials, so sums have the same bits for any number of workers. */
export function addTally(tally: Tally, block: Tally): void {
  tally.trials += block.trials;
  tally.claims += block.claims;
  if (tally.interim !== undefined && block.interim !== undefined) addInterimTally(tally.interim, block.interim);
  if (tally.multiplicity !== undefined && block.multiplicity !== undefined) addMultiplicityTally(tally.multiplicity, block.multiplicity);
  block.analyses.forEach((other, position) => addAnalysisTally(tally.analyses[position], other));
  tally.flow.screened += block.flow.screened;
  tally.flow.screenFailures += block.flow.screenFailures;
  tally.flow.randomised += block.flow.randomised;
  tally.flow.completed += block.flow.completed;
  block.flow.perPeriod.forEach((count, period) => (tally.flow.perPeriod[period] += count));
  block.flow.byReason.forEach((count, reason) => (tally.flow.byReason[reason] += count));
}
