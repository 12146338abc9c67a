import type { UncertainParameter } from '../../power/uncertainty/prior-draws.ts';
import { rootKey, Stream, streamId } from '../../random/index.ts';
import type { Posterior } from '../emulated-posterior.ts';
import type { EvidenceStudy } from '../evidence-study.ts';
import { countedCells, isInside, spreadOf, tailProbability, type Prediction } from '../predictive.ts';
import { countsOf, figuresOf, SimulatedStudy } from '../simulated-study.ts';
import { restored, type StudyData } from '../study-figures.ts';
import { publishedBy } from '../study-likelihood.ts';
import { jointProbability } from './joint-check.ts';

/** What other studies say that a study would publish, beside what it published. */
export interface PredictedStudy {
  /** Trials of the study, one for each draw of the posterior of the others; without those in which a figure was not defined. */
  readonly trials: number;
  readonly summaries: readonly Prediction[];
  /** Summaries outside of their 90 % predictive intervals. */
  readonly outside: number;
  /** Probability of fitted summaries that are together at least as far out (of all summaries where none is fitted); undefined where too few trials have all of them. */
  readonly p?: number;
}

/** A study that is left out. */
export interface LeftOut {
  readonly study: EvidenceStudy;
  readonly parameters: readonly UncertainParameter[];
  readonly seed: string;
}

/** Draws that one trial is simulated at, each (assumed: an error of 0.007 of a p of 0.05). */
const DRAWS = 1000;
/** Trials below which nothing is said (assumed). */
const MIN_TRIALS = 100;
/** Numbers of trials between those of neighbouring draws. */
const STRIDE = 100;
const NEW_STUDY = streamId('study left out');

/**
 * Predictive check of a study that took no part in a posterior: at each draw of it the study has a deviation of its own in what differs between studies, drawn anew, and a trial of
 * its published size is simulated. No emulator stands between: those of the whole evidence were fitted to points near what the study itself says.
 * @param others  the posterior of the others
 * @see Vehtari, Gelman & Gabry (2017) Practical Bayesian model evaluation using leave-one-out cross-validation. Stat Comput 27:1413–1432, DOI 10.1007/s11222-016-9696-4
 */
export function predictedStudy({ study, parameters, seed }: LeftOut, { hierarchy, sampled: { draws } }: Posterior): PredictedStudy {
  const key = rootKey(`${seed} ${study.name} left out`);
  const simulated = new SimulatedStudy(study, parameters, key);
  const stream = new Stream();
  const count = Math.min(DRAWS, draws.length);
  const trials = Array.from({ length: count }, (_, i): StudyData | undefined => {
    stream.startAt(key, i, 0, NEW_STUDY);
    const point = hierarchy.ofNewStudy(draws[Math.floor(((i + 0.5) * draws.length) / count)], () => stream.normal());
    return simulated.published(point, i * STRIDE, stream);
  }).filter((trial) => trial !== undefined);
  if (trials.length < Math.min(MIN_TRIALS, count)) return { trials: trials.length, summaries: [], outside: 0 };
  const observed = publishedBy(study);
  const columns = columnsOf(study);
  const summaries = columns.map(({ about, read, shown }): Prediction => {
    const values = trials.map(read);
    return { study: study.name, ...about, predicted: spreadOf(values.map(shown)), p: tailProbability(values, read(observed)) };
  });
  const fitted = columns.filter(({ about }) => !about.heldOut);
  const together = (fitted.length === 0 ? columns : fitted).map(({ read }) => read);
  const rowOf = (data: StudyData): number[] => together.map((read) => read(data));
  return {
    trials: trials.length,
    summaries,
    outside: summaries.filter((summary) => !isInside(summary)).length,
    p: jointProbability(trials.map(rowOf), rowOf(observed)),
  };
}

/** A number of what a study publishes. */
interface Column {
  readonly about: Omit<Prediction, 'study' | 'predicted' | 'p'>;
  /** On the scale of `transformed`. */
  readonly read: (data: StudyData) => number;
  /** As it is published. */
  readonly shown: (value: number) => number;
}

function columnsOf(study: EvidenceStudy): Column[] {
  const figures = figuresOf(study).map(({ name, kind, heldOut, value }, at): Column => ({
    about: { name, kind, published: value, heldOut },
    read: (data) => data.figures[at],
    shown: (value) => restored(kind, value),
  }));
  const counts = countsOf(study).flatMap((count, table) =>
    countedCells(count).map(({ cell, ...about }): Column => ({ about, read: ({ cells }) => cells[table][cell], shown: (value) => value })),
  );
  return [...figures, ...counts];
}
