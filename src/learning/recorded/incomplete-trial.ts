import { guessOf, type GuessQuestion } from '../../trial/guesses.ts';
import { columnKey, type TrialData } from '../../trial/trial-data.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { RecordedData } from '../evidence-study.ts';

/** The endpoint as which answers about what was given are read, at the question as visit: 1 where the treatment is guessed, else 0. */
export const GUESS = 'guess';

/** The name of the column of answers to a question. */
export function guessKey({ about }: Pick<GuessQuestion, 'about'>): string {
  return columnKey(GUESS, about);
}

/**
 * Simulated trials of which those values are missing that are missing in recorded data: the subjects of each sequence stand for the recorded ones of the same sequence, one for one. What is missing is
 * taken as independent of the scores.
 */
export class IncompleteTrial {
  readonly data: TrialData;
  readonly #generator: TrialGenerator;
  readonly #recorded: RecordedData;
  /** Names of the columns with where they are copied to. */
  readonly #columns: ReadonlyMap<string, Float64Array>;
  readonly #questions: readonly GuessQuestion[];
  /** How many subjects of each sequence were met. */
  readonly #met: Int32Array;

  constructor(recorded: RecordedData, generator: TrialGenerator, reads: ReadonlySet<string>) {
    const { subjectCount, periodCount } = generator.data;
    this.#generator = generator;
    this.#recorded = recorded;
    this.#questions = recorded.questions.filter((question) => reads.has(guessKey(question)));
    const names = [...reads].filter((name) => recorded.data.columns.has(name));
    this.#columns = new Map(names.map((name) => [name, new Float64Array(subjectCount * periodCount)]));
    this.#met = new Int32Array(generator.data.sequences.length);
    this.data = { ...generator.data, columns: this.#columns };
  }

  /** Copies the last trial of the generator. */
  update(): void {
    const { data, records } = this.#generator;
    const { periodCount, sequence } = data;
    const { subjects, data: known } = this.#recorded;
    this.#met.fill(0);
    for (let subject = 0; subject < data.subjectCount; subject++) {
      const code = sequence[subject];
      const from = subjects[code][this.#met[code]++] * periodCount;
      for (let period = 0; period < periodCount; period++) {
        const row = subject * periodCount + period;
        for (const [name, values] of this.#columns) {
          const isMissing = Number.isNaN(known.columns.get(name)?.[from + period] ?? NaN);
          values[row] = isMissing ? NaN : (data.columns.get(name)?.[row] ?? NaN);
        }
        for (const question of this.#questions) {
          const values = this.#columns.get(guessKey(question));
          const isMissing = Number.isNaN(known.columns.get(guessKey(question))?.[from + period] ?? NaN);
          if (values !== undefined)
            values[row] = isMissing || Number.isNaN(records.start[row]) ? NaN : guessOf(question, records, row) === 1 ? 1 : 0;
        }
      }
    }
  }
}
