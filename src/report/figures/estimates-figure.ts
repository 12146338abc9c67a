import { decimalExponent, powerOfTen } from '../../text/decimal-exponent.ts';
import { sampleShape } from '../picture-shapes.ts';
import { check, checkOptional } from '../../arguments/shape.ts';
import { rectY, ruleX, ruleY, text } from '@observablehq/plot';
import type { EstimateSample } from '../../power/simulation/replay-estimates.ts';
import { countWords } from '../sentences/figure-words.ts';
import type { Figure } from './figure.ts';
import { palette, seriesStyle } from './palette.ts';

/** Most bars of a histogram; assumed, so that a bar of the least frequent estimates can still be seen. */
const BARS = 40;

/** One bar of the histogram: estimates from `from` to `to`, trials that succeeded and others. */
export interface EstimateBar {
  readonly from: number;
  readonly to: number;
  readonly successful: number;
  readonly others: number;
}

/** Bars of equal, round width over all estimates. */
export function estimateBars({ successful, others }: EstimateSample): EstimateBar[] {
  const all = [...successful, ...others];
  const lowest = Math.min(...all);
  const width = roundWidth((Math.max(...all) - lowest) / BARS);
  const first = Math.floor(lowest / width);
  const counts = new Map<number, [number, number]>();
  [successful, others].forEach((values, kind) => {
    for (const value of values) {
      const bar = Math.floor(value / width);
      const count = counts.get(bar) ?? [0, 0];
      count[kind]++;
      counts.set(bar, count);
    }
  });
  const last = Math.max(...counts.keys());
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const [one, other] = counts.get(first + step) ?? [0, 0];
    return { from: (first + step) * width, to: (first + step + 1) * width, successful: one, others: other };
  });
}

/** The smallest of 1, 2, 5 · 10ᵏ that is at least `width`; 1 where there is no width. */
function roundWidth(width: number): number {
  if (!(width > 0)) return 1;
  const power = powerOfTen(decimalExponent(width));
  return power * ([1, 2, 5].find((step) => step * power >= width) ?? 10);
}

/**
 * Sampling distribution of an analysis's estimate: the trials that succeeded are filled, the others are not, and the truth, where it is known, is a line.
 *
 * @example
 * ```ts
 * import { estimatesFigure } from 'crossover-sim/report';
 * const sample = { analysis: 'primary', trials: 4, successful: [4.1, 3.8], others: [1.2, 2.2] };
 * estimatesFigure(sample, 3, 'points')?.title; // → 'Estimates of primary'
 * ```
 * @param label  what is estimated, as a reader says it; by default the name of the analysis
 */
export function estimatesFigure(sample: EstimateSample, truth: number | null, unit: string, label?: string): Figure | undefined {
  check('sample', sample, sampleShape);
  check('truth', truth, { orNull: 'finite' });
  check('unit', unit, 'text');
  checkOptional('label', label, 'text');
  const { analysis, trials, successful, others } = sample;
  if (successful.length + others.length === 0) return undefined;
  const bars = estimateBars(sample);
  const mean = successful.reduce((sum, value) => sum + value, 0) / Math.max(1, successful.length);
  const [win, miss] = [seriesStyle(0), seriesStyle(1)];
  const meanWords =
    successful.length === 0
      ? ''
      : ` Mean estimate of the successful replicates ${mean.toFixed(2)}${truth === null ? '' : `, true effect ${truth.toFixed(2)}`}.`;
  return {
    name: `estimates-${analysis}`,
    title: `Estimates of ${label ?? sample.analysis}`,
    alt: `Histogram of the estimated effect over ${successful.length + others.length} replicates; ${successful.length} of them succeeded.${meanWords}`,
    caption: `The first ${countWords(trials)} replicates. ${truth === null ? '' : 'Solid line: the true effect. '}${
      successful.length === 0 ? 'No replicate succeeded.' : 'Dashed line: the mean estimate of the replicates that succeeded.'
    }`,
    legend: [
      { label: 'success', style: { ...win, dash: 'none', symbol: 'square' } },
      { label: 'other replicates', style: { ...miss, dash: 'none', symbol: 'square' } },
    ],
    options: {
      height: 280,
      marginLeft: 52,
      marginBottom: 40,
      x: { label: `estimated effect (${unit})` },
      y: { label: 'replicates', grid: true },
      marks: [
        rectY(bars, { x1: 'from', x2: 'to', y1: 0, y2: 'successful', fill: win.colour, inset: 0.5 }),
        rectY(bars, {
          x1: 'from',
          x2: 'to',
          y1: 'successful',
          y2: (bar: EstimateBar) => bar.successful + bar.others,
          fill: miss.colour,
          fillOpacity: 0.3,
          stroke: miss.colour,
          inset: 0.5,
        }),
        ruleY([0]),
        ...(truth === null ? [] : [ruleX([truth], { stroke: palette.ink, strokeWidth: 2 })]),
        ...(successful.length === 0 ? [] : [ruleX([mean], { stroke: palette.ink, strokeWidth: 2, strokeDasharray: '3 3' })]),
        ...(truth === null
          ? []
          : [text([truth], { x: (value: number) => value, frameAnchor: 'top', text: () => 'true effect', dy: -12, fill: palette.ink })]),
      ],
    },
    table: {
      header: [`estimate from (${unit})`, 'to', 'successful replicates', 'other replicates'],
      rows: bars.map(({ from, to, successful: one, others: other }) => [plain(from), plain(to), String(one), String(other)]),
    },
  };
}

function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}
