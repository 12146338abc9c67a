import type { Estimate, Interval, SubjectCounts } from '../analysis.ts';
import type { SubjectTally } from '../selection/subject-tally.ts';

/**
 * An estimate whose parts cost enough to be worked out only when asked for, and then once: exact tests and their intervals.
 * One object per bound analysis; `renew` begins a new trial.
 */
export abstract class DeferredEstimate implements Estimate {
  readonly status = 'estimated';
  readonly standardError: number = NaN;
  readonly df: number = NaN;
  abstract readonly statistic: number;
  readonly #tally: SubjectTally;
  #estimate: number | undefined;
  #pValue: number | undefined;
  #interval: Interval | undefined;

  constructor(tally: SubjectTally) {
    this.#tally = tally;
  }

  reset(): this {
    this.#estimate = undefined;
    this.#pValue = undefined;
    this.#interval = undefined;
    return this;
  }

  get estimate(): number {
    return (this.#estimate ??= this.effect());
  }

  get pValue(): number {
    return (this.#pValue ??= this.test());
  }

  get interval(): Interval {
    return (this.#interval ??= this.confidence());
  }

  get counts(): SubjectCounts {
    return this.#tally.counts();
  }

  rejects(alpha: number): boolean {
    return this.pValue <= alpha;
  }

  abstract details(): Record<string, unknown>;
  protected abstract effect(): number;
  protected abstract test(): number;
  protected abstract confidence(): Interval;
}
