import { layoutShape } from '../answer-shapes.ts';
import { curveShape } from '../picture-shapes.ts';
import { check, checkOptional } from '../../arguments/shape.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { textTable } from '../../text/text-table.ts';
import { percentWords, shareWords } from '../sentences/figure-words.ts';
import { DEFAULT_COLUMNS, type TextLayout } from './fold.ts';

/** Power at one number of participants. */
export interface PowerAtSize {
  readonly participants: number;
  readonly power: SimulatedProportion;
}

/** Most and fewest characters of a bar of power 1, and what stands beside the bars. */
const MAX_WIDTH = 40;
const MIN_WIDTH = 10;
const BESIDE = 44;

/**
 * A power curve for a terminal: a bar for every number of participants, the target (where there is one) as an upright mark, and the numbers with their 95 % Monte-Carlo intervals.
 * @example
 * ```ts
 * import { powerBars } from 'crossover-sim/report';
 * import { simulatedProportion } from 'crossover-sim/statistics';
 * const points = [20, 40].map((participants) => ({ participants, power: simulatedProportion(2 * participants, 100) }));
 * powerBars(points, 0.8).split('\n').length; // → 4
 * ```
 */
export function powerBars(
  points: readonly PowerAtSize[],
  target: number | undefined,
  layout: Pick<TextLayout, 'columns' | 'unicode'> & { readonly rate?: string } = {},
): string {
  check('points', points, curveShape);
  checkOptional('target', target, 'probability');
  check('layout', layout, layoutShape);
  const { columns = DEFAULT_COLUMNS, unicode = true, rate = 'power' } = layout;
  const width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, columns - BESIDE));
  const rows = points.map(({ participants, power }) => {
    const { value, interval } = percentWords(power);
    return [
      String(participants),
      `|${powerBar(power.value, target, unicode, width)}|`,
      `${value} %`,
      unicode ? `${interval} %` : `${interval.replace('–', ' to ')} %`,
    ];
  });
  const table = textTable([['participants', `0${'100 %'.padStart(width + 1)}`, rate, '95 % interval'], ...rows]);
  return target === undefined ? table : `${table}\n${unicode ? '┃' : '!'} target ${shareWords(target, 0)}`;
}

/** A bar of `width` characters, to an eighth of a character where blocks can be shown; the target stands in it. */
export function powerBar(power: number, target: number | undefined, unicode: boolean, width = MAX_WIDTH): string {
  const eighths = Math.round(Math.min(1, Math.max(0, power)) * width * 8);
  const whole = Math.floor(eighths / 8);
  const rest = unicode && eighths % 8 > 0 ? ' ▏▎▍▌▋▊▉'[eighths % 8] : '';
  const bar = [...((unicode ? '█' : '#').repeat(whole) + rest).padEnd(width)];
  if (target === undefined) return bar.join('');
  const place = Math.min(width - 1, Math.floor(target * width));
  bar[place] = unicode ? '┃' : '!';
  return bar.join('');
}
