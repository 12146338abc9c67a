import { conditionParts } from '../design/design.ts';
import { compileCondition, conditionNames } from './conditions.ts';
import { givenWord } from './drugs.ts';
import type { SubjectRecords, TrialGenerator } from './trial-generator.ts';
import type { MechanisticTrial } from './trial-model.ts';

/** What a participant is asked after a period: which of two treatments it was. */
export interface GuessQuestion {
  readonly about: 'pretreatment' | 'infusion' | 'drug';
  /** What the answers are called: that it was the treatment, and that it was not. */
  readonly treatment: string;
  readonly other: string;
  /** Whether a condition gives the treatment. */
  givenTo(condition: string): boolean;
}

/** How a participant answers who makes no guess. */
export const DO_NOT_KNOW = 'do not know';

/**
 * The questions on which a trial can be blinded: whether the pretreatment was a blocker, where some conditions have one and some have none, and whether the infusion, or a drug that is no infusion, was the studied one, where
 * there are several.
 */
export function guessQuestions(trial: MechanisticTrial): GuessQuestion[] {
  const names = conditionNames(trial.design);
  const parts = names.map((name) => conditionParts(name, trial.design.infusion));
  const isGiven = (gives: readonly boolean[]) => (condition: string) => gives[names.indexOf(condition)];
  const compiled = names.map((name) => compileCondition(name, trial));
  const blocks = compiled.map(({ pretreatment }) => pretreatment.isActive);
  const ofReference = conditionParts(trial.design.reference, trial.design.infusion).infusion;
  const actives = parts.map(({ infusion }) => infusion).filter((_, condition) => compiled[condition].studied.isActive);
  // A reference without an active drug, as saline, is not what is guessed: the drug is.
  const studied = actives.includes(ofReference) ? ofReference : (actives.at(0) ?? ofReference);
  const isStudied = parts.map(({ infusion }) => infusion === studied);
  const pretreatments = question(
    'pretreatment',
    parts.map(({ pretreatment }) => pretreatment),
    blocks,
    ['a blocker', 'no blocker'],
    isGiven(blocks),
  );
  const infusions = question(
    givenWord(trial) === 'infusion' ? 'infusion' : 'drug',
    parts.map(({ infusion }) => infusion),
    isStudied,
    [studied, `not ${studied}`],
    isGiven(isStudied),
  );
  return [...pretreatments, ...infusions];
}

/** One question, where the conditions differ in its answer: the treatments by their names where there is one of each, else in these words. */
function question(
  about: GuessQuestion['about'],
  treatments: readonly string[],
  gives: readonly boolean[],
  [several, others]: readonly [string, string],
  givenTo: GuessQuestion['givenTo'],
): GuessQuestion[] {
  if (!gives.includes(true) || !gives.includes(false)) return [];
  const named = (isGiven: boolean, words: string): string => {
    const names = new Set(treatments.filter((_, condition) => gives[condition] === isGiven));
    return names.size === 1 ? [...names][0] : words;
  };
  return [{ about, treatment: named(true, several), other: named(false, others), givenTo }];
}

/** How sure a participant is of a guess. */
export type Certainty = 'strongly' | 'somewhat';

/** How sure a participant is of the guess about a period; only where there is one. @param row  of the subject-period */
export function certaintyOf({ about }: GuessQuestion, records: SubjectRecords, row: number): Certainty {
  const isStrong = (about === 'pretreatment' ? records.strongAboutBlocker : records.strongAboutActive)[row] === 1;
  return isStrong ? 'strongly' : 'somewhat';
}

/** What a participant answers about a period: 1 the treatment, 0 the other, −1 do not know. @param row  of the subject-period */
export function guessOf({ about }: GuessQuestion, records: SubjectRecords, row: number): -1 | 0 | 1 {
  const isBlocker = about === 'pretreatment';
  if ((isBlocker ? records.unsureOfBlocker : records.unsureOfActive)[row] === 1) return -1;
  return (isBlocker ? records.guessedBlocker : records.guessedActive)[row] === 1 ? 1 : 0;
}

/** One answer to a question after a period. */
export interface GuessAnswer {
  /** From 0. */
  readonly subject: number;
  /** From 1. */
  readonly period: number;
  /** The condition that was given. */
  readonly treatment: string;
  /** What is to be guessed: `pretreatment`, `infusion` or `drug`. */
  readonly about: string;
  /** What was given, as the answers call it. */
  readonly given: string;
  /** What the participant guesses, as `given`, or `do not know`. */
  readonly guess: string;
  /** Empty without a guess. */
  readonly certainty: 'strongly' | 'somewhat' | '';
}

/** Every answer in the trial generated last: participant by participant, period by period, and question by question. */
export function guessAnswers(
  questions: readonly GuessQuestion[],
  { data, records }: Pick<TrialGenerator, 'data' | 'records'>,
): GuessAnswer[] {
  const answers: GuessAnswer[] = [];
  for (let row = 0; row < data.subjectCount * data.periodCount; row++) {
    if (Number.isNaN(records.start[row])) continue;
    const head = {
      subject: Math.floor(row / data.periodCount),
      period: (row % data.periodCount) + 1,
      treatment: data.treatments[data.treatment[row]],
    };
    for (const question of questions) {
      const { about, treatment, other } = question;
      const guess = guessOf(question, records, row);
      answers.push({
        ...head,
        about,
        given: question.givenTo(head.treatment) ? treatment : other,
        guess: guess < 0 ? DO_NOT_KNOW : guess === 1 ? treatment : other,
        certainty: guess < 0 ? '' : certaintyOf(question, records, row),
      });
    }
  }
  return answers;
}
