import { log } from '../../elementary/index.ts';
import { confidenceSequence, logEvidenceAgainst } from '../../statistics/intervals/confidence-sequence.ts';
import type { Decision } from './decision.ts';
import { BLOCK_SIZE } from '../simulation/blocks.ts';
import type { Study } from '../../study/study.ts';
import type { Tally } from '../simulation/tally.ts';

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
      const least = Math.min(PILOT, roundUpToBlock(0.25 / (mcse * mcse)));
      if (total.trials === 0) return least;
      const most = Math.max(...successesOf(study, total).map((successes) => needed(successes, total.trials)));
      return Math.max(total.trials, roundUpToBlock(most));
    },
  };
}

const roundUpToBlock = (trials: number): number => BLOCK_SIZE * Math.max(1, Math.ceil(trials / BLOCK_SIZE));

/** What a requirement on the claim's power is called; another name is that of an analysis. */
export const CLAIM = 'claim';

/** Which side of its bound a required rate must lie on: power at least, a type I error below. */
export type Bound = 'at-least' | 'below';

/** A requirement on the power of the claim, or of an analysis; or on its rate of success where that is an error. */
export interface Requirement {
  /** `claim`, or the name of an analysis. */
  readonly of: string;
  /** The rate that is required. */
  readonly power: number;
  /** `at-least` unless said otherwise. */
  readonly bound?: Bound;
  /** Probability of a wrong decision at most, over all looks together. */
  readonly error: number;
}

/** Chance of a wrong early decision that `--require` accepts, over all looks (the complement of the usual 95 %). */
export const DECISION_ERROR = 0.05;

/**
 * The decision so far by a confidence sequence, which stays valid however often one looks; undecided until the requirement lies outside it. An upper
 * bound is met once the whole sequence lies below it, a lower one once it lies above.
 */
export function sequentialDecision(
  successes: number,
  trials: number,
  { power, bound = 'at-least', error }: Pick<Requirement, 'power' | 'bound' | 'error'>,
): Decision {
  if (trials === 0 || logEvidenceAgainst(power, successes, trials) < -log(error)) return 'undecided';
  return successes > power * trials === (bound === 'at-least') ? 'met' : 'missed';
}

/** The confidence sequence's interval for the power at this number of trials. */
export function sequentialInterval(successes: number, trials: number, error: number): { readonly lower: number; readonly upper: number } {
  return confidenceSequence(successes, trials, 1 - error);
}

/** The decision about several requirements together: missed if one is missed, else undecided if one is. */
export function jointDecision(decisions: readonly Decision[]): Decision {
  return decisions.includes('missed') ? 'missed' : decisions.includes('undecided') ? 'undecided' : 'met';
}

/** The decision so far about every requirement. */
export function decisionsOn(study: Study, requirements: readonly Requirement[], total: Tally): Decision[] {
  return requirements.map((requirement) => sequentialDecision(requiredSuccesses(study, total, requirement.of), total.trials, requirement));
}

/** Looks after every block and ends when every requirement is decided, at the latest after `replicates` trials (or when `inner` ends). */
export function untilDecided(study: Study, requirements: readonly Requirement[], inner: StoppingRule): StoppingRule {
  const decided = (total: Tally): boolean => !decisionsOn(study, requirements, total).includes('undecided');
  return {
    enough: decided,
    next(total) {
      const limit = inner.next(total);
      return decided(total) ? total.trials : Math.max(total.trials, Math.min(limit, Math.max(PILOT, 2 * total.trials)));
    },
  };
}

/** Successes of the claim, or of an analysis. @throws RangeError for a name that the study does not have */
export function requiredSuccesses(study: Study, total: Tally, of: string): number {
  if (of === CLAIM && study.claim !== undefined) return total.claims;
  const position = Object.keys(study.analyses).indexOf(of);
  if (position < 0) throw new RangeError(`the study has no analysis ${of}`);
  return total.analyses[position].successes;
}
