import type { Shape } from '../arguments/shape.ts';
import { proportionShape } from '../power/check-arguments.ts';

/** Powers by number of participants. */
export const curveShape: Shape = { list: { fields: { participants: 'size', power: proportionShape } } };

/** Power curves. */
export const curvesShape: Shape = {
  fields: {
    curves: { list: { fields: { name: 'text', points: curveShape } }, least: 1 },
    trials: 'size',
    target: 'probability',
    chosen: { fields: { participants: 'size', power: proportionShape, replicates: 'size' } },
  },
};

/** Powers by setting. */
export const sweptShape: Shape = { list: { fields: { set: 'object', power: proportionShape } } };

/** Participant flow of one trial. */
export const flowShape: Shape = {
  fields: {
    name: 'text',
    screened: 'count',
    notEligible: 'count',
    randomised: 'count',
    sequences: {
      list: {
        fields: { sequence: 'text', assigned: 'number', perPeriod: { list: 'number' }, losses: { list: 'object' }, completed: 'number' },
      },
    },
  },
};

/** Answers to a questionnaire on blinding, and beliefs. */
const guessesShape: Shape = {
  fields: {
    questions: { list: { fields: { about: 'word', treatment: 'text', other: 'text' } } },
    answers: {
      list: {
        fields: { subject: 'count', period: 'size', treatment: 'text', about: 'text', given: 'text', guess: 'text', certainty: 'text' },
      },
    },
    beliefs: { list: { fields: { subject: 'count', period: 'size', treatment: 'text', noticed: 'boolean', active: 'probability' } } },
  },
};

/** A trial replayed. */
export const picturedShape: Shape = {
  fields: {
    name: 'text',
    patients: 'size',
    treatments: { list: 'text', least: 1 },
    courses: { record: { list: { fields: { subject: 'count', period: 'size', treatment: 'text', points: { list: 'object' } } } } },
    flow: flowShape,
    withdrawals: { list: { fields: { patient: 'size', period: 'count', reason: 'text' } } },
    'medication?': 'object',
    'guesses?': guessesShape,
  },
};

/** Estimates of the first trials of a run. */
export const sampleShape: Shape = {
  fields: { analysis: 'text', trials: 'size', successful: { list: 'number' }, others: { list: 'number' } },
};

/** A picture before it is drawn. */
export const figureShape: Shape = {
  fields: {
    name: 'word',
    title: 'text',
    alt: 'text',
    caption: 'text',
    legend: { list: 'object' },
    options: 'object',
    table: { fields: { header: { list: 'text' }, rows: { list: { list: 'text' } } } },
  },
};

/** Names of values by path. */
export const labelsShape: Shape = { record: 'text' };
