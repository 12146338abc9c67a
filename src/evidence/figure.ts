import { squared } from '../elementary/index.ts';
import type { EvidenceSample } from './evidence-sample.ts';

/** A figure that can be worked out from any run of patients of a sample, and the columns it reads. */
export interface Figure {
  readonly reads: readonly string[];
  /** @param from, to  the patients to use, `to` excluded */
  of(sample: EvidenceSample, from: number, to: number): number;
}

/** Makes a figure. */
export const figure = (reads: readonly string[], of: Figure['of']): Figure => ({ reads, of });
export const average = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
};
export const variance = (values: ArrayLike<number>): number => {
  const centre = average(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += squared(values[i] - centre);
  return sum / (values.length - 1);
};
