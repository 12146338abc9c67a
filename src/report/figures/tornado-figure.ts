import { tornadoShape } from '../answer-shapes.ts';
import { labelsShape } from '../picture-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { barX, ruleX, text } from '@observablehq/plot';
import { figureWords, powerWords } from '../sentences/figure-words.ts';
import type { Figure } from './figure.ts';
import { palette, seriesStyle } from './palette.ts';
import { sortedBars, type Tornado, type TornadoBar } from '../../power/uncertainty/tornado.ts';

/** Most bars of the picture; the table holds all. */
const MAX_BARS = 12;
/** Most letters of an assumption's description that a line of the picture holds. */
const MAX_LETTERS = 62;

/**
 * How power depends on each assumption: a bar from its power at the low end of the range to that at the high end, the widest first.
 *
 * @param labels  what each path means, where a reader is to see that instead of the path
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
 * if (outcome.status === 'answered') tornadoFigure(outcome.answer)?.title; // → 'Power at the ends of each range'
 * ```
 */
export function tornadoFigure(tornado: Tornado, labels: Readonly<Record<string, string>> = {}): Figure | undefined {
  check('tornado', tornado, tornadoShape);
  check('labels', labels, labelsShape);
  const { base, target, bars } = tornado;
  if (bars.length === 0) return undefined;
  const sorted = sortedBars(bars);
  const shown = sorted.slice(0, MAX_BARS);
  const [low, high] = [seriesStyle(0), seriesStyle(1)];
  const end = (side: 'low' | 'high') => ({ x1: () => base.value, x2: (bar: TornadoBar) => bar[side].power.value, y: 'path' });
  const label = ({ path }: TornadoBar): string => shortened(Object.hasOwn(labels, path) ? labels[path] : path, MAX_LETTERS);
  const value = (bar: TornadoBar, side: 'low' | 'high') => {
    const { power, value: at } = bar[side];
    const isRight = power.value >= base.value;
    return { path: bar.path, power: power.value, at: String(Number(at.toPrecision(3))), isRight, dy: side === 'low' ? 2 : 12 };
  };
  const ends = shown.flatMap((bar) => [value(bar, 'low'), value(bar, 'high')]);
  const endLabels = [true, false].flatMap((isRight) =>
    [2, 12].map((dy) =>
      text(
        ends.filter((each) => each.isRight === isRight && each.dy === dy),
        {
          x: 'power',
          y: 'path',
          text: 'at',
          textAnchor: isRight ? 'start' : 'end',
          dx: isRight ? 4 : -4,
          dy,
          fontSize: 10,
          fill: palette.ink,
        },
      ),
    ),
  );
  return {
    name: 'tornado',
    title: 'Power at the ends of each range',
    alt: `Power is ${base.value.toFixed(3)} as assumed. It moves most with ${shown[0].path}: ${shown[0].low.power.value.toFixed(3)} at ${shown[0].low.value}, ${shown[0].high.power.value.toFixed(3)} at ${shown[0].high.value} ${shown[0].unit}.`,
    caption: `Each bar: power when one assumption alone goes from the low to the high end of its range, whose values stand at its ends${bars.length > MAX_BARS ? `; the ${MAX_BARS} widest of ${bars.length}` : ''}. Solid line: power as assumed, ${figureWords(base, 3)} (± Monte-Carlo standard error); dashed: the target, ${target}.`,
    legend: [
      { label: 'low end of the range', style: { ...low, dash: 'none', symbol: 'square' } },
      { label: 'high end of the range', style: { ...high, dash: 'none', symbol: 'square' } },
    ],
    options: {
      height: 56 + 44 * shown.length,
      marginLeft: 24,
      marginRight: 24,
      marginTop: 22,
      marginBottom: 36,
      x: { label: 'power', domain: [0, 1], grid: true },
      y: { axis: null, type: 'band', domain: shown.map(({ path }) => path), padding: 0.05 },
      marks: [
        barX(shown, { ...end('low'), fill: low.colour, fillOpacity: 0.9, insetTop: 18, insetBottom: 14 }),
        barX(shown, { ...end('high'), fill: high.colour, fillOpacity: 0.55, stroke: high.colour, insetTop: 28, insetBottom: 4 }),
        ruleX([base.value], { stroke: palette.ink, strokeWidth: 1.5 }),
        ruleX([target], { stroke: palette.muted, strokeDasharray: '4 3' }),
        text(shown, {
          frameAnchor: 'left',
          y: 'path',
          text: label,
          dy: -13,
          textAnchor: 'start',
          fill: palette.ink,
          stroke: palette.paper,
          strokeWidth: 3,
        }),
        ...endLabels,
        text([base.value], { x: (power: number) => power, frameAnchor: 'top', text: () => 'as assumed', dy: -12, fill: palette.ink }),
      ],
    },
    table: {
      header: ['assumption', 'unit', 'low', 'power at the low end', 'high', 'power at the high end', 'change in power'],
      rows: sorted.map((bar) => [
        bar.path,
        bar.unit,
        String(bar.low.value),
        powerWords(bar.low.power),
        String(bar.high.value),
        powerWords(bar.high.power),
        `${bar.swing.value.toFixed(3)} ± ${bar.swing.mcse.toFixed(3)}`,
      ]),
    },
  };
}

/** A description of at most so many letters, cut at the end of a word. */
export function shortened(words: string, letters: number): string {
  if (words.length <= letters) return words;
  return `${words.slice(0, letters).replace(/\s+\S*$/, '')} …`;
}
