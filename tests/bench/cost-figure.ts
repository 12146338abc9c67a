import { dot, lineY } from '@observablehq/plot';
import type { Figure } from '../../src/report/figures/figure.ts';
import { seriesStyle } from '../../src/report/figures/palette.ts';

/** What one amount of work cost. */
export interface CostPoint {
  readonly amount: number;
  readonly cost: number;
}

/** Costs over an amount, one line a model. */
export interface CostPanel {
  readonly name: string;
  readonly title: string;
  /** What the amount counts, and the cost with its unit. */
  readonly amount: string;
  readonly cost: string;
  readonly series: readonly { readonly label: string; readonly points: readonly CostPoint[] }[];
}

/** Slope of log cost over log amount by least squares, over the upper half of the amounts: 1 where the cost grows as the work, 0 where it does not grow. */
export function slopeOf(points: readonly CostPoint[]): number {
  const upper = points.slice(Math.floor((points.length - 1) / 2));
  const [x, y] = [upper.map(({ amount }) => Math.log(amount)), upper.map(({ cost }) => Math.log(cost))];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (products: (i: number) => number): number => x.reduce((total, _, i) => total + products(i), 0);
  return sum((i) => (x[i] - mx) * (y[i] - my)) / sum((i) => (x[i] - mx) * (x[i] - mx));
}

/** A panel as a picture of the reports, both axes logarithmic. */
export function costFigure({ name, title, amount, cost, series }: CostPanel): Figure {
  const slopes = series.map(({ label, points }) => `${label}: slope ${slopeOf(points).toFixed(2)}`).join('; ');
  const ticks = [...new Set(series.flatMap(({ points }) => points.map((point) => point.amount)))];
  return {
    name: `cost-${name}`,
    title,
    alt: `On logarithmic axes. ${slopes}.`,
    caption: '',
    legend: series.map(({ label }, i) => ({ label, style: seriesStyle(i) })),
    options: {
      height: 280,
      marginLeft: 60,
      marginBottom: 40,
      x: {
        type: 'log',
        label: amount,
        ticks: ticks.length > 7 ? 5 : ticks,
        tickFormat: (value: number) => (value >= 10_000 ? value.toExponential(0) : String(value)),
      },
      y: { type: 'log', label: cost, grid: true, ticks: 5 },
      marks: series.flatMap(({ points }, i) => {
        const { colour, dash, symbol } = seriesStyle(i);
        return [
          lineY([...points], { x: 'amount', y: 'cost', stroke: colour, strokeWidth: 2, strokeDasharray: dash }),
          dot([...points], { x: 'amount', y: 'cost', fill: colour, symbol, r: 4 }),
        ];
      }),
    },
    table: {
      header: [amount, cost],
      rows: series.flatMap(({ points }) => points.map((point) => [String(point.amount), point.cost.toPrecision(3)])),
    },
  };
}
