import type { Spread } from '../learning/predictive.ts';

/** Probability below which a published figure does not go with the model. */
export const MISFIT = 0.05;

/** A figure, and the 90 % interval of one, as the answers of `learn` print them. */
export const shown = (value: number): string => value.toPrecision(3).replace('-', '−');
/** Mean and SD; a mean that is nothing beside its SD is 0. */
export const centred = ({ mean, sd }: Spread): string => `${Math.abs(mean) < sd / 1000 ? '0' : shown(mean)} ± ${shown(sd)}`;
export const range = ({ quantiles: [low, , high] }: Spread): string => `${shown(low)} to ${shown(high)}`;
/** A probability p, in three digits. */
export const probability = (p: number): string => (p < 0.001 ? '<0.001' : p.toFixed(3));
