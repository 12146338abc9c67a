import { ruleX, barX, text } from '@observablehq/plot';
import type { Figure } from './figure.ts';
import { palette, seriesStyle } from './palette.ts';
import type { Tornado, TornadoBar, TornadoEnd } from '../../power/uncertainty/tornado.ts';

/** Most bars of the picture; the table holds all. */
const MAX_BARS = 15;

/**
 * How power hangs on each assumption: a bar from its power at the low end of the range to that at the high end, the widest first.
 *
 * @example
 * ```ts
 * import { rangesByShare, runTornado } from 'crossover-sim/power';
 * import { tornadoFigure } from 'crossover-sim/report';
 * import { readScenario, readStudy, starterScenario, uncertainValues } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const options = { readFile: () => '', replicates: 500 };
 * const read = readScenario({ path: 'trial.yaml', text }, options);
 * if ('problems' in read) throw new Error('not a scenario');
 * const outcome = await runTornado(read.study, rangesByShare(uncertainValues(read.scenario)), (path, value) =>
 *   readStudy(text, { ...options, set: [`${path}=${value}`] }),
 * );
 * if (outcome.status === 'answered') tornadoFigure(outcome.answer)?.title; // → 'What power hangs on'
 * ```
 */
export function tornadoFigure({ base, target, bars }: Tornado): Figure | undefined {
  if (bars.length === 0) return undefined;
  const sorted = [...bars].sort((a, b) => Math.abs(b.swing.value) - Math.abs(a.swing.value));
  const shown = sorted.slice(0, MAX_BARS);
  const [low, high] = [seriesStyle(0), seriesStyle(1)];
  const end = (side: 'low' | 'high') => ({ x1: () => base.value, x2: (bar: TornadoBar) => bar[side].power.value, y: 'path' });
  const power = ({ power: { value, mcse } }: TornadoEnd): string => `${value.toFixed(3)} ± ${mcse.toFixed(4)}`;
  return {
    name: 'tornado',
    title: 'What power hangs on',
    alt: `Power is ${base.value.toFixed(3)} as assumed. It moves most with ${shown[0].path}: ${shown[0].low.power.value.toFixed(3)} at ${shown[0].low.value}, ${shown[0].high.power.value.toFixed(3)} at ${shown[0].high.value} ${shown[0].unit}.`,
    caption: `Each bar: power when one assumption alone goes from the low to the high end of its range. Solid line: power as assumed (± ${base.mcse.toFixed(4)} Monte-Carlo SE); dashed: the target, ${target}.`,
    legend: [
      { label: 'low end of the range', style: { ...low, dash: 'none', symbol: 'square' } },
      { label: 'high end', style: { ...high, dash: 'none', symbol: 'square' } },
    ],
    options: {
      height: 60 + 26 * shown.length,
      marginLeft: 240,
      marginRight: 40,
      marginBottom: 40,
      x: { label: 'power', domain: [0, 1], grid: true },
      y: { label: null, domain: shown.map(({ path }) => path) },
      marks: [
        barX(shown, { ...end('low'), fill: low.colour, fillOpacity: 0.9, insetTop: 1, insetBottom: 9 }),
        barX(shown, { ...end('high'), fill: high.colour, fillOpacity: 0.55, stroke: high.colour, insetTop: 9, insetBottom: 1 }),
        ruleX([base.value], { stroke: palette.ink, strokeWidth: 1.5 }),
        ruleX([target], { stroke: palette.muted, strokeDasharray: '4 3' }),
        text([base.value], { x: (value: number) => value, frameAnchor: 'top', text: () => 'as assumed', dy: -12, fill: palette.ink }),
      ],
    },
    table: {
      header: ['assumption', 'unit', 'low', 'power ± MCSE', 'high', 'power ± MCSE', 'swing ± MCSE'],
      rows: sorted.map((bar) => [
        bar.path,
        bar.unit,
        String(bar.low.value),
        power(bar.low),
        String(bar.high.value),
        power(bar.high),
        `${bar.swing.value.toFixed(3)} ± ${bar.swing.mcse.toFixed(4)}`,
      ]),
    },
  };
}
