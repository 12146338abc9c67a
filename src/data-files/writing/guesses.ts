import { checkTrial } from '../../trial/check-trial.ts';
import { DO_NOT_KNOW, guessAnswers, guessQuestions } from '../../trial/guesses.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { dataTable, type DataTable, subjectColumn, subjectName, trialColumn, periodColumn, treatmentColumn } from './data-table.ts';

export const GUESSES_FILE = 'guesses.csv';

/**
 * The questionnaire on blinding: one row for every period given and question, with what was given and what the participant guesses. Without rows where the conditions differ in nothing to guess,
 * and in the statistical model, which has no beliefs.
 * @example
 * ```ts
 * import { guessesTable } from 'crossover-sim/data';
 * import { compileTrial, readStudy, rootKey } from 'crossover-sim';
 * const study = readStudy(`
 * design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
 * analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
 * `);
 * const trial = compileTrial(study.trial, rootKey(study.seed), 'all');
 * trial.generate(0);
 * guessesTable(study.trial).rows(trial, 1)[0].slice(1, 7); // → ['S001', 1, 'naltrexone', 'pretreatment', 'naltrexone', 'naltrexone']
 * ```
 */
export function guessesTable(model: TrialModel): DataTable {
  checkTrial('model', model);
  const questions = model.kind === 'gaussian' ? [] : guessQuestions(model);
  return dataTable({
    file: GUESSES_FILE,
    label: 'One row per participant, period and question of the questionnaire on blinding',
    columns: [
      trialColumn,
      subjectColumn,
      periodColumn,
      treatmentColumn,
      { name: 'question', label: 'What is to be guessed', type: 'text', codes: questions.map(({ about }) => about).join(', ') },
      { name: 'given', label: 'What was given', type: 'text' },
      { name: 'guess', label: 'What the subject guesses', type: 'text', codes: `the names in the column given; ${DO_NOT_KNOW}` },
      {
        name: 'certainty',
        label: 'How sure the subject is of the guess',
        type: 'text',
        codes: 'strongly, somewhat; empty without a guess',
      },
    ],
    rows: (generated, trial) =>
      guessAnswers(questions, generated).map(({ subject, period, treatment, about, given, guess, certainty }) => [
        trial,
        subjectName(subject),
        period,
        treatment,
        about,
        given,
        guess,
        certainty,
      ]),
  });
}
