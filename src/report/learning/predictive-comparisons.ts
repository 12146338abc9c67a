import type { Prediction, Spread } from '../../learning/predictive.ts';

/** A prediction, and another one that it is compared with. */
export interface Compared extends Prediction {
  readonly beside: Spread;
}

/** What is compared. */
export interface Comparison {
  /** Of the picture's name. */
  readonly name: string;
  /** After the title of the kind of axis. */
  readonly title: string;
  readonly by: string;
  readonly predict: string;
  readonly beside: string;
  readonly caption: string;
}

/** Predictions of the posterior beside those of the prior. */
export const withPrior: Comparison = {
  ...{ name: 'predictive', title: '', by: 'the posterior', predict: 'the posterior predicts', beside: 'the prior' },
  caption: 'with the error of the emulators',
};
/** Predictions of a study by the others beside those of all studies. */
export const withAll: Comparison = {
  ...{
    name: 'left-out',
    title: ', each study left out',
    by: 'the other studies',
    predict: 'the other studies predict',
    beside: 'all studies',
  },
  caption: 'for the other studies with a deviation of its own from the centre of what differs between studies',
};
