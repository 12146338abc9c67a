import { LAST_REPLICATE, checkWhole } from '../../arguments/numbers.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import { rootKey } from '../../random/index.ts';
import { trialGenerator } from '../../trial/compile-trial.ts';
import { conditionNames } from '../../trial/conditions.ts';
import { guessAnswers, guessQuestions, type GuessAnswer } from '../../trial/guesses.ts';
import { beliefInActive } from '../../response/expectancy.ts';
import { medicationBands, type MedicationBand } from '../../trial/mechanistic/medication-bands.ts';
import { recordedEndpoints, scoreCourses, type ScoreCourse } from '../../trial/score-courses.ts';
import { withdrawalReasons } from '../../trial/participant-flow.ts';
import { sequenceFlows, type TrialFlow } from '../../trial/sequence-flow.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';

/** Concentration and blockade between patients. */
export interface PicturedMedication {
  readonly bands: readonly MedicationBand[];
  /** Patients behind the bands. */
  readonly patients: number;
}

/** What one participant believed after one period. */
export interface PicturedBelief {
  /** From 0. */
  readonly subject: number;
  /** From 1. */
  readonly period: number;
  /** The condition that was given. */
  readonly treatment: string;
  /** Whether something was felt of what was given. */
  readonly noticed: boolean;
  /** Belief in having been given the active drug, 0–1. */
  readonly active: number;
}

/** What the participants answer to the questionnaire on blinding, and what they believe. */
export interface PicturedGuesses {
  /** What is asked about, and what the two answers are called. */
  readonly questions: readonly { readonly about: string; readonly treatment: string; readonly other: string }[];
  /** As the rows of `guesses.csv`. */
  readonly answers: readonly GuessAnswer[];
  readonly beliefs: readonly PicturedBelief[];
}

/** What one simulated trial looks like: the scores of its patients and their flow. */
export interface PicturedTrial {
  /** What the trial is called: its number as in the data files, and the replicate where it is not the first. */
  readonly name: string;
  readonly patients: number;
  readonly treatments: readonly string[];
  readonly courses: Readonly<Record<string, readonly ScoreCourse[]>>;
  readonly flow: TrialFlow;
  /** Patients (from 1) who did not finish, the last period (from 1) they were given, and why. */
  readonly withdrawals: readonly { readonly patient: number; readonly period: number; readonly reason: string }[];
  /** The pharmacology behind the scores; absent in the statistical outcome model, which has no drug. */
  readonly medication?: PicturedMedication;
  /** Guesses of what was given; absent where the conditions differ in nothing to guess, and in the statistical outcome model. */
  readonly guesses?: PicturedGuesses;
}

/** Most patients of a picture; the first patients of a trial are a trial of that many. */
const MAX_PICTURED = 200;

/** Patients behind the bands of pharmacology. */
const BAND_PATIENTS = 400;

/** One trial of a study replayed, with everything that it records. */
export function generatedTrial(study: Study, replicate: number): TrialGenerator {
  const generator = trialGenerator(study.trial, rootKey(study.seed), 'all');
  generator.generate(replicate);
  return generator;
}

/** The number that a trial has in the data files that `simulate` writes with it as the first: they count from 1. */
function trialName(replicate: number): string {
  return replicate === 0 ? 'Simulated trial 1' : `Simulated trial 1 of the data files from --replicate ${replicate} on`;
}

/**
 * One trial of a study replayed, as pictures need it.
 *
 * @example
 * ```ts
 * import { replayTrial } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * replayTrial(study, 0).flow.randomised; // → 24
 * ```
 */
export function replayTrial(study: Study, replicate: number): PicturedTrial {
  checkStudy('study', study);
  checkWhole('replicate', replicate, 0, LAST_REPLICATE);
  return picturedTrial(study, generatedTrial(study, replicate), replicate);
}

/** What pictures need of a generated trial. */
export function picturedTrial(study: Study, generator: TrialGenerator, replicate: number): PicturedTrial {
  const { screened, screenFailures, randomised } = generator.flow;
  const shown = (course: ScoreCourse): boolean => course.subject < MAX_PICTURED;
  const name = trialName(replicate);
  return {
    name,
    patients: Math.min(MAX_PICTURED, generator.data.subjectCount),
    treatments: conditionNames(study.trial.design),
    courses: Object.fromEntries(
      recordedEndpoints(generator).map((endpoint) => [endpoint, scoreCourses(generator, endpoint).filter(shown)]),
    ),
    flow: { name, screened, notEligible: screenFailures, randomised, sequences: sequenceFlows(generator) },
    withdrawals: Array.from({ length: Math.min(MAX_PICTURED, generator.data.subjectCount) }, (_, subject) => subject)
      .filter((subject) => generator.records.withdrawal[subject] > 0)
      .map((subject) => ({
        patient: subject + 1,
        period: generator.records.periodsGiven[subject],
        reason: withdrawalReasons[generator.records.withdrawal[subject]],
      })),
    ...medicationOf(study),
    ...guessesOf(study, generator),
  };
}

function medicationOf({ trial, seed }: Study): { medication?: PicturedMedication } {
  if (trial.kind !== 'mechanistic') return {};
  return { medication: { bands: medicationBands(trial, rootKey(seed), BAND_PATIENTS), patients: BAND_PATIENTS } };
}

function guessesOf({ trial }: Study, generator: TrialGenerator): { guesses?: PicturedGuesses } {
  const questions = trial.kind === 'mechanistic' ? guessQuestions(trial) : [];
  if (trial.kind !== 'mechanistic' || questions.length === 0) return {};
  const { data, records } = generator;
  const answers = guessAnswers(questions, generator).filter(({ subject }) => subject < MAX_PICTURED);
  const beliefs = answers
    .filter(({ about }) => about === questions[0].about)
    .map(({ subject, period, treatment }) => {
      const noticed = records.noticed[subject * data.periodCount + period - 1] === 1;
      return { subject, period, treatment, noticed, active: beliefInActive(trial.belief, noticed) };
    });
  return { guesses: { questions: questions.map(({ about, treatment, other }) => ({ about, treatment, other })), answers, beliefs } };
}
