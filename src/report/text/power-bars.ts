import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { proportion } from './power-text.ts';
import { textTable } from '../../text/text-table.ts';

/** Power at one number of patients. */
export interface PowerAtSize {
  readonly participants: number;
  readonly power: SimulatedProportion;
}

/** Characters of a bar of power 1. */
const WIDTH = 40;

/**
 * A power curve for a terminal: a bar for every number of patients, the target as an upright mark, and the numbers with their Monte-Carlo standard errors.
 * @param unicode  false where the terminal shows ASCII only
 * @example
 * ```ts
 * import { powerBars } from 'crossover-sim/report';
 * import { simulatedProportion } from 'crossover-sim/statistics';
 * const points = [20, 40].map((participants) => ({ participants, power: simulatedProportion(2 * participants, 100) }));
 * powerBars(points, 0.8, true).split('\n').length; // → 3
 * ```
 */
export function powerBars(points: readonly PowerAtSize[], target: number, unicode: boolean): string {
  const rows = points.map(({ participants, power }) => [
    String(participants),
    `|${powerBar(power.value, target, unicode)}|`,
    proportion(power),
    `${power.lower.toFixed(3)}–${power.upper.toFixed(3)}`,
  ]);
  const mark = unicode ? '┃' : '!';
  return textTable([['patients', `0${' '.repeat(WIDTH - 1)}1`, 'power ± MCSE', `95 % interval (${mark} target ${target})`], ...rows]);
}

/** A bar of `WIDTH` characters, to an eighth of a character where blocks can be shown; the target stands in it. */
export function powerBar(power: number, target: number, unicode: boolean): string {
  const eighths = Math.round(Math.min(1, Math.max(0, power)) * WIDTH * 8);
  const whole = Math.floor(eighths / 8);
  const rest = unicode && eighths % 8 > 0 ? ' ▏▎▍▌▋▊▉'[eighths % 8] : '';
  const bar = [...((unicode ? '█' : '#').repeat(whole) + rest).padEnd(WIDTH)];
  const place = Math.min(WIDTH - 1, Math.floor(target * WIDTH));
  bar[place] = unicode ? '┃' : '!';
  return bar.join('');
}
