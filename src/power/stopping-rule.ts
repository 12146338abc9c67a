import { confidenceSequence, logEvidenceAgainst } from '../statistics/confidence-sequence.ts';
import type { Decision } from './decision.ts';
import { BLOCK_SIZE } from './estimate-power.ts';
import type { Study } from './study.ts';
import type { Tally } from './tally.ts';

/** How many trials a run takes; decided from the trials so far alone, so that it is the same for any number of workers. */
export interface StoppingRule {
  /** Trials to have before deciding again; more than `total.trials`, or the same when the run is over. */
  next(total: Tally): number;
  /** Looked at after every block in order: true ends the run at once. */
  enough(total: Tally): boolean;
}

/** As many trials as asked for. */
export function fixedNumber(replicates: number): StoppingRule {
  return { next: () => replicates, enough: () => false };
}

/** Successes of what power is about: the claim, or every analysis where none is declared. */
function successesOf(study: Study, total: Tally): number[] {
  return study.claim === undefined ? total.analyses.map(({ successes }) => successes) : [total.claims];
}

const PILOT = 4 * BLOCK_SIZE;

/**
 * Trials until the Monte-Carlo standard error √(p(1 − p)/n) of the claim's power (of every analysis's without a claim) is at most `mcse`: a pilot of 2000, then as many as its estimate
 * (two successes and two failures added, so that a pilot without failures does not end the run) asks for, until it holds.
 */
export function precision(study: Study, mcse: number): StoppingRule {
  const needed = (successes: number, trials: number): number => {
    const p = (successes + 2) / (trials + 4);
    return (p * (1 - p)) / (mcse * mcse);
  };
  return {
    enough: () => false,
    next(total) {
      const least = Math.min(PILOT, wholeBlocks(0.25 / (mcse * mcse)));
      if (total.trials === 0) return least;
      const most = Math.max(...successesOf(study, total).map((successes) => needed(successes, total.trials)));
      return Math.max(total.trials, wholeBlocks(most));
    },
  };
}

const wholeBlocks = (trials: number): number => BLOCK_SIZE * Math.max(1, Math.ceil(trials / BLOCK_SIZE));

/** A requirement on the power of the claim, or of the only analysis. */
export interface Requirement {
  readonly power: number;
  /** Probability of a wrong decision at most, over all looks together. */
  readonly error: number;
}

/** Chance of a wrong early decision that `--require` accepts, over all looks (the complement of the usual 95 %). */
export const DECISION_ERROR = 0.05;

/** The decision so far by a confidence sequence, which stays valid however often one looks; undecided until the requirement lies outside it. */
export function sequentialDecision(successes: number, trials: number, { power, error }: Requirement): Decision {
  if (trials === 0 || logEvidenceAgainst(power, successes, trials) < -Math.log(error)) return 'undecided';
  return successes > power * trials ? 'met' : 'missed';
}

/** The confidence sequence's interval for the power at this number of trials. */
export function sequentialInterval(successes: number, trials: number, error: number): { readonly lower: number; readonly upper: number } {
  return confidenceSequence(successes, trials, 1 - error);
}

/** Looks after every block and ends when the requirement is met or missed, at the latest after `replicates` trials (or when `inner` ends). */
export function untilDecided(study: Study, requirement: Requirement, inner: StoppingRule): StoppingRule {
  const decided = (total: Tally): boolean => sequentialDecision(requiredSuccesses(study, total), total.trials, requirement) !== 'undecided';
  return {
    enough: decided,
    next(total) {
      const limit = inner.next(total);
      return decided(total) ? total.trials : Math.max(total.trials, Math.min(limit, Math.max(PILOT, 2 * total.trials)));
    },
  };
}

/** Successes of what `--require` is about. @throws RangeError without a claim and with several analyses */
export function requiredSuccesses(study: Study, total: Tally): number {
  if (study.claim !== undefined) return total.claims;
  if (total.analyses.length !== 1) throw new RangeError('the scenario has no claim and more than one analysis; declare a claim');
  return total.analyses[0].successes;
}
