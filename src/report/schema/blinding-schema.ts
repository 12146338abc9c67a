import * as z from 'zod';
import { proportion } from './document-parts.ts';

/** Participants of an arm by their answer to the question what they were given. */
export const threeAnswers = { arm: z.string(), right: z.number(), wrong: z.number(), doNotKnow: z.number() };
/** The same where guesses are strongly or somewhat believed. */
export const fiveAnswers = {
  arm: z.string(),
  stronglyRight: z.number(),
  somewhatRight: z.number(),
  somewhatWrong: z.number(),
  stronglyWrong: z.number(),
  doNotKnow: z.number(),
};

const index = z.strictObject({ value: z.number(), mcse: z.number(), standardErrorInTrial: z.number() }).meta({
  id: 'blindingIndex',
  description: 'a blinding index with its Monte-Carlo standard error, and the standard error that it has in one trial',
});
const james = index.optional();
const bang = index.optional();

/** Blinding that is expected of a trial. */
export const blinding = z
  .strictObject({
    period: z.number(),
    population: z.number(),
    questions: z.array(
      z.strictObject({
        question: z.string(),
        james,
        arms: z.array(z.strictObject({ ...threeAnswers, bang })),
        graded: z
          .strictObject({ james, arms: z.array(z.strictObject({ ...fiveAnswers, bang })) })
          .optional()
          .describe('the same guesses in five answers'),
      }),
    ),
  })
  .meta({
    id: 'blinding',
    description: 'blinding expected in the first period: answers of a simulated population, indices of James and Bang',
  });

/** Risks of misuse and dependence. */
export const risks = z
  .array(z.strictObject({ sequence: z.string(), misuse: proportion.optional(), 'use-disorder': proportion.optional() }))
  .describe(
    'share who misuse the drug, or meet the criteria of dependence, at the end of each sequence, if everybody followed it to its end',
  );
