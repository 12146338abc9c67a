import type { Sequence } from '../../trial/sequence.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { SubjectCounts } from '../analysis.ts';

/** Counts the subjects an analysis uses, by sequence, without allocating from one trial to the next. */
export class SubjectTally {
  #sequences: readonly Sequence[] = [];
  #perSequence = new Int32Array(0);
  #subjects = 0;
  #complete = 0;

  /** Starts a new trial, of whose subjects `subjects` belong to the population analysed. */
  start(data: TrialData, subjects: number): void {
    this.#sequences = data.sequences;
    if (this.#perSequence.length < data.sequences.length) this.#perSequence = new Int32Array(data.sequences.length);
    else this.#perSequence.fill(0);
    this.#subjects = subjects;
    this.#complete = 0;
  }

  /** One subject of this sequence code is used; `complete` when it has every value the method needs. */
  add(sequence: number, complete = true): void {
    if (complete) this.#complete++;
    this.#perSequence[sequence]++;
  }

  get complete(): number {
    return this.#complete;
  }

  /** The counts as plain data; sequences nobody of whom was used are left out. */
  counts(): SubjectCounts {
    const used = this.#sequences.map(({ name }, code) => [name, this.#perSequence[code]] as const).filter(([, count]) => count > 0);
    return { subjects: this.#subjects, complete: this.#complete, perSequence: Object.fromEntries(used) };
  }
}
