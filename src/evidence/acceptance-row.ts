import { log } from '../elementary/index.ts';
import type { Figure } from './figure.ts';
import type { ReferenceKey } from './references.ts';

/** What became of a published figure when the parameters were found: it was fitted, it was kept as a test, or a parameter was set to meet it. */
export type FigureUse = 'fitted' | 'test' | 'set';

/** A published figure as a number with its own standard error; of ratios the error of their logarithm. */
export interface Measured {
  readonly value: number;
  /** From the published interval, else binomial or of a mean from the number of patients; `assumed` stands beside it where neither is published. */
  readonly error: number;
  readonly scale: 'linear' | 'log';
}

/** One published figure, what the model must make of it, and how it is simulated. */
export interface AcceptanceRow {
  /** Number in the table; a row with two figures has two entries. */
  readonly row: number;
  readonly figure: string;
  readonly sources: readonly ReferenceKey[];
  /** The published figure as text. */
  readonly target: string;
  readonly unit: string;
  /** Accepted from `lower` to `upper`, in the unit of the row. */
  readonly lower: number;
  readonly upper: number;
  readonly use: FigureUse;
  readonly published?: Measured;
  readonly simulated: Figure;
  /** Sources that contradict each other, or what the figure does not say. */
  readonly conflict?: string;
}

/** A published figure: its text, its unit, what is accepted, what became of it in the fit, and its number where there is one. */
export interface Published {
  readonly target: string;
  readonly unit: string;
  readonly accepted: readonly [lower: number, upper: number];
  readonly use?: FigureUse;
  readonly measured?: readonly [value: number, error: number, scale?: 'log'];
}

/** Makes a row; a figure without a word on the fit is one that a parameter was set to. */
export function row(
  number: number,
  name: string,
  sources: readonly ReferenceKey[],
  { target, unit, accepted: [lower, upper], use = 'set', measured }: Published,
  simulated: Figure,
  conflict?: string,
): AcceptanceRow {
  const common = { row: number, figure: name, sources, target, unit, lower, upper, use, simulated };
  const said = conflict === undefined ? common : { ...common, conflict };
  if (measured === undefined) return said;
  const [value, error, scale = 'linear'] = measured;
  return { ...said, published: { value, error, scale } };
}

/** How many standard errors a simulated figure lies above the published one. */
export function missInErrors({ value, error, scale }: Measured, simulated: number): number {
  return scale === 'log' ? log(simulated / value) / error : (simulated - value) / error;
}
