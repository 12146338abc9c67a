import { exp, log, squared } from '../elementary/index.ts';
import { rootKey, Stream, streamId } from '../random/index.ts';
import type { MechanisticTrial } from '../trial/trial-model.ts';
import type { AcceptanceRow } from './acceptance-table.ts';
import { EvidenceSample, evidenceWorlds } from './evidence-sample.ts';

/** A trial at one draw of a posterior. */
export interface DrawnTrial {
  readonly trial: MechanisticTrial;
  /** Whether the draw has a value of opioid dependence, which is then that of both worlds of the table. */
  readonly isDependenceDrawn: boolean;
}

/** A figure of one draw, and of each half of its patients, on the scale of its published error. */
type DrawnFigure = readonly [whole: number, first: number, second: number];

/** What a new study with the published error would report, over the draws of a posterior. */
export interface PredictedFigure {
  readonly median: number;
  /** 5 % and 95 %. */
  readonly lower: number;
  readonly upper: number;
  /** Twice the smaller share of predictions at most, and at least, as large as the published figure; absent where no error of it is published. */
  readonly p?: number;
}

/** Virtual patients per condition at each draw (assumed: their noise is below every published error, and counts as a part of it). */
export const PATIENTS_PER_DRAW = 400;
const PREDICTED = streamId('predicted figures');

/** The figures of one draw, from patients of its own: in common they would shift all draws alike. @throws RangeError if the scenario lacks what a row reads */
export function figuresAtDraw(
  { trial, isDependenceDrawn }: DrawnTrial,
  place: number,
  seed: string,
  rows: readonly AcceptanceRow[],
): DrawnFigure[] {
  const reads = new Set(rows.flatMap(({ simulated }) => simulated.reads));
  const { opioidDependence } = trial.response;
  const worlds = isDependenceDrawn ? { full: opioidDependence, partial: opioidDependence } : evidenceWorlds;
  const sample = new EvidenceSample(trial, rootKey(`${seed} draw ${place}`), PATIENTS_PER_DRAW, reads, worlds);
  const half = PATIENTS_PER_DRAW / 2;
  return rows.map(({ simulated, published }) => {
    const at = (from: number, to: number): number => {
      const value = simulated.of(sample, from, to);
      return published?.scale === 'log' ? log(value) : value;
    };
    return [at(0, PATIENTS_PER_DRAW), at(0, half), at(half, PATIENTS_PER_DRAW)];
  });
}

/**
 * The posterior predictive distribution of a row's figure: at every draw the figure of the draw's patients with a normal error beside it, so that both errors together are the published
 * one. The noise of the patients is known from their halves, whose difference has four times its variance; without a published error none is added.
 *
 * @param drawn  of every draw; what is not a number (a ratio of nothing to nothing) is left out
 * @see Gelman, Meng & Stern (1996) Posterior predictive assessment of model fitness. Statistica Sinica 6:733–807
 */
export function predictedFigure({ published, figure: name }: AcceptanceRow, drawn: readonly DrawnFigure[], seed: string): PredictedFigure {
  const stream = new Stream().startAt(rootKey(`${seed} ${name}`), 0, 0, PREDICTED);
  const noises = drawn.map(([, first, second]) => squared(first - second) / 4).filter(Number.isFinite);
  const noise = noises.reduce((sum, each) => sum + each, 0) / Math.max(1, noises.length);
  const error = published === undefined ? 0 : Math.sqrt(Math.max(0, squared(published.error) - noise));
  const values = drawn.map(([whole]) => whole + error * stream.normal()).filter((value) => !Number.isNaN(value));
  const sorted = values.sort((a, b) => a - b);
  const isLog = published?.scale === 'log';
  const at = (p: number): number => {
    if (sorted.length === 0) return NaN;
    const value = sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
    return isLog ? exp(value) : value;
  };
  const range = { median: at(0.5), lower: at(0.05), upper: at(0.95) };
  if (published === undefined) return range;
  const target = isLog ? log(published.value) : published.value;
  const below = sorted.reduce((sum, value) => sum + (value < target ? 1 : value === target ? 0.5 : 0), 0) / sorted.length;
  return { ...range, p: Math.min(1, 2 * Math.min(below, 1 - below)) };
}
