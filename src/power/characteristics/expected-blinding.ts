import { blindingOf, type BlindingResult } from '../../analysis/blinding.ts';
import { rootKey } from '../../random/root-key.ts';
import { trialGenerator } from '../../trial/compile-trial.ts';
import { certaintyOf, guessOf, guessQuestions } from '../../trial/guesses.ts';
import type { Study } from '../../study/study.ts';
import { withPatients, type MechanisticTrial } from '../../trial/trial-model.ts';

/** The trial number whose streams belong to the participants whose guesses are counted; no simulated trial has it, nor a part of the population of true effects. */
const REPLICATE = -1_000_000;

/** Least number of participants whose guesses are counted (assumed: a Monte-Carlo error of an index of about 0.01). */
const MIN_PARTICIPANTS = 10_000;

/** The blinding indices that a trial is expected to have in its first period. */
export interface ExpectedBlinding {
  /** From the guesses of a large population; standard errors are Monte-Carlo errors. */
  readonly results: readonly BlindingResult[];
  /** Participants of that population. */
  readonly population: number;
  /** Participants of the trial. */
  readonly participants: number;
}

/** Counts the guesses of a large population in the first period of a study’s trial; undefined where there is nothing to guess. */
export function expectedBlinding({ trial, seed }: Study): ExpectedBlinding | undefined {
  if (trial.kind === 'gaussian') return undefined;
  const questions = guessQuestions(trial);
  if (questions.length === 0) return undefined;
  const { participants } = trial.design;
  // Whole blocks, so that the arms have the shares that they have in the trial.
  const population = Math.ceil(MIN_PARTICIPANTS / participants) * participants;
  const generator = trialGenerator(firstPeriod(withPatients(trial, population) as MechanisticTrial), rootKey(seed), new Set());
  generator.generate(REPLICATE);
  const { data, records } = generator;
  const results = questions.map((question) => {
    const counts = { guesses: [0, 1].map(() => [0, 0]), unknown: [0, 0], strongly: [0, 1].map(() => [0, 0]) };
    for (let subject = 0; subject < population; subject++) {
      const name = data.treatments[data.treatment[subject * data.periodCount]];
      const arm = question.givenTo(name) ? 0 : 1;
      const row = subject * data.periodCount;
      const guess = guessOf(question, records, row);
      if (guess < 0) counts.unknown[arm]++;
      else counts.guesses[1 - guess][arm]++;
      if (guess >= 0 && certaintyOf(question, records, row) === 'strongly') counts.strongly[1 - guess][arm]++;
    }
    return blindingOf({ question: question.about, period: 1, arms: [question.treatment, question.other], ...counts });
  });
  return { results, population, participants };
}

/** The same trial with its first period alone; who has which covariates, and so which sequence, stays. */
function firstPeriod(trial: MechanisticTrial): MechanisticTrial {
  return { ...trial, design: { ...trial.design, sequences: trial.design.sequences.map((sequence) => sequence.slice(0, 1)) } };
}
