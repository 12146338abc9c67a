import { curvesShape } from '../picture-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { areaY, dot, lineY, ruleX, ruleY, text } from '@observablehq/plot';
import { countWords, powerWords } from '../sentences/figure-words.ts';
import type { Figure } from './figure.ts';
import { palette, seriesStyle } from './palette.ts';
import type { PowerCurves } from '../../power/sample-size/power-curves.ts';

/**
 * Power by the number of participants with its Monte-Carlo interval, the target, and the chosen number with the run's own answer.
 *
 * @example
 * ```ts
 * import { estimatePower, replayPowerCurves } from 'crossover-sim/power';
 * import { powerCurveFigure } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 1000 });
 * const curves = await replayPowerCurves(study, estimatePower(study));
 * if (curves !== undefined) powerCurveFigure(curves).title; // → 'Power by number of participants'
 * ```
 */
export function powerCurveFigure(powers: PowerCurves): Figure {
  check('powers', powers, curvesShape);
  const { curves, trials, target, chosen } = powers;
  const sizes = curves[0].points.map(({ participants }) => participants);
  const marks = curves.flatMap(({ points: curve }, position) => {
    const { colour, dash, symbol } = seriesStyle(position);
    const rows = curve.map(({ participants, power }) => ({ participants, ...power }));
    return [
      areaY(rows, { x: 'participants', y1: 'lower', y2: 'upper', fill: colour, fillOpacity: 0.16 }),
      lineY(rows, { x: 'participants', y: 'value', stroke: colour, strokeWidth: 2, strokeDasharray: dash }),
      dot(rows, { x: 'participants', y: 'value', fill: colour, symbol, r: 3 }),
    ];
  });
  return {
    name: 'power-curve',
    title: 'Power by number of participants',
    alt:
      `Power of ${curves[0].name} goes from ${curves[0].points[0].power.value.toFixed(2)} with ${sizes[0]} participants to ` +
      `${curves[0].points[sizes.length - 1].power.value.toFixed(2)} with ${sizes[sizes.length - 1]}; the run's own answer is ` +
      `${chosen.power.value.toFixed(3)} with ${chosen.participants}, the target ${target}.`,
    caption:
      `${countWords(trials)} replicates, each analysed at every number of participants shown. Bands: 95 % Monte-Carlo intervals (Wilson). ` +
      `Ringed mark: the run itself, ${countWords(chosen.replicates)} replicates with ${chosen.participants} participants. Dashed line: the target power, ${target}.`,
    legend: curves.map(({ name }, position) => ({ label: name, style: seriesStyle(position) })),
    options: {
      height: 290,
      marginLeft: 52,
      marginBottom: 40,
      marginRight: 30,
      x: { label: 'participants randomised', domain: [sizes[0], sizes[sizes.length - 1]], grid: false },
      y: { label: 'power', domain: [0, 1], grid: true },
      marks: [
        ruleY([target], { stroke: palette.muted, strokeDasharray: '4 3' }),
        text([{ target }], {
          x: () => sizes[0],
          y: 'target',
          text: () => `target ${target}`,
          textAnchor: 'start',
          dy: -7,
          dx: 4,
          fill: palette.muted,
        }),
        ruleX([chosen.participants], { stroke: palette.muted, strokeDasharray: '1 3' }),
        ...marks,
        dot([chosen], { x: 'participants', y: () => chosen.power.value, r: 7, stroke: palette.ink, strokeWidth: 2 }),
      ],
    },
    table: {
      header: ['participants', ...curves.map(({ name }) => `power of ${name} ± MCSE`)],
      rows: sizes.map((size, place) => [String(size), ...curves.map((curve) => powerWords(curve.points[place].power))]),
    },
  };
}
