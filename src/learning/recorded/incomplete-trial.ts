import type { MechanisticTrial } from '../../trial/trial-model.ts';
import { guessOf, guessQuestions, type GuessQuestion } from '../../trial/guesses.ts';
import { columnKey, type TrialData } from '../../trial/trial-data.ts';
import type { SubjectRecords, TrialGenerator } from '../../trial/trial-generator.ts';
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
  /** The recorded subject that each simulated one stands for. */
  readonly #from: Int32Array;
  /** How many subjects of each sequence were met. */
  readonly #met: Int32Array;

  constructor(recorded: RecordedData, trial: MechanisticTrial, generator: TrialGenerator, reads: ReadonlySet<string>) {
    const { subjectCount, periodCount } = generator.data;
    this.#generator = generator;
    this.#recorded = recorded;
    this.#questions = guessQuestions(trial).filter((each) => recorded.questions.includes(each.about) && reads.has(guessKey(each)));
    const names = [...reads].filter((name) => recorded.data.columns.has(name));
    this.#columns = new Map(names.map((name) => [name, new Float64Array(subjectCount * periodCount)]));
    this.#from = new Int32Array(subjectCount);
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
      this.#from[subject] = subjects[code][this.#met[code]++];
    }
    for (const [name, values] of this.#columns) {
      const recorded = known.columns.get(name) ?? [];
      const question = this.#questions.find((each) => guessKey(each) === name);
      const simulated = data.columns.get(name) ?? [];
      for (let row = 0; row < values.length; row++) {
        const period = row % periodCount;
        const isMissing = Number.isNaN(recorded[this.#from[(row - period) / periodCount] * periodCount + period]);
        values[row] = isMissing ? NaN : question === undefined ? simulated[row] : answerOf(question, records, row);
      }
    }
  }
}

/** 1 where the treatment is guessed, else 0; NaN where the period was not given. */
function answerOf(question: GuessQuestion, records: SubjectRecords, row: number): number {
  if (Number.isNaN(records.start[row])) return NaN;
  return guessOf(question, records, row) === 1 ? 1 : 0;
}
