import { assuranceShape } from '../answer-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { rect, rectY, ruleX, ruleY } from '@observablehq/plot';
import type { AssuranceAnswer } from '../../power/uncertainty/assurance.ts';
import { overWord } from '../sentences/uncertainty-sentence.ts';
import type { Figure } from './figure.ts';
import { palette, seriesStyle } from './palette.ts';

const BARS = 20;

/**
 * How simulated power is spread over the draws from the prior, with the assurance, the power as assumed, and the target.
 *
 * @example
 * ```ts
 * import { runAssurance } from 'crossover-sim/power';
 * import { assuranceFigure } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const drawn = [2, 4].map((difference) => ({
 *   draw: { weight: 0.5, set: { 'gaussian.difference': difference } },
 *   study: readStudy(text, { set: [`gaussian.difference=${difference}`] }),
 * }));
 * const outcome = await runAssurance(readStudy(text, { replicates: 1000 }), drawn, { exhaustive: true });
 * if (outcome.status === 'answered') assuranceFigure(outcome.answer).title; // → 'Power over the prior'
 * ```
 */
export function assuranceFigure(answer: AssuranceAnswer): Figure {
  check('answer', answer, assuranceShape);
  const { draws, assurance, asAssumed, target, trialsPerDraw, quantiles, ranges } = answer;
  const bars = Array.from({ length: BARS }, (_, i) => ({ from: i / BARS, to: (i + 1) / BARS, weight: 0 }));
  for (const { power, weight } of draws) bars[Math.min(BARS - 1, Math.floor(power * BARS))].weight += weight;
  const { colour } = seriesStyle(0);
  const over = overWord(answer.posterior);
  const bands = ranges.map(({ share, lower, upper }) => ({ share, x1: lower.power, x2: upper.power }));
  const spans = bands.map(({ share, x1, x2 }) => `from ${x1.toFixed(2)} to ${x2.toFixed(2)} with a probability of ${100 * share} %`);
  const middle = quantiles.find(({ p }) => p === 0.5)?.power ?? assurance.value;
  return {
    name: 'assurance',
    title: `Power over the ${over}`,
    alt: `Power over the ${over} has a median of ${middle.toFixed(2)}; its mean, the assurance, is ${assurance.value.toFixed(3)}, against ${asAssumed.value.toFixed(3)} as assumed and a target of ${target}. Power is ${spans.join(', and ')}.`,
    caption: `Share of the ${over} by simulated power: ${draws.length} draws with ${trialsPerDraw} replicates each, whose Monte-Carlo error widens the histogram. Solid line: assurance; dash-dotted: power at the scenario’s own values; dashed: the target. Shaded: the ranges of power over what is not known, ${spans.join(', and ')}; the noise of the replicates at each draw is not in them.`,
    legend: [],
    options: {
      height: 300,
      marginLeft: 52,
      marginBottom: 40,
      x: { label: 'power', domain: [0, 1] },
      y: { label: `share of the ${over}`, grid: true, nice: true },
      marks: [
        rect(bands, { x1: 'x1', x2: 'x2', fill: palette.muted, fillOpacity: 0.14 }),
        rectY(bars, { x1: 'from', x2: 'to', y: 'weight', fill: colour, fillOpacity: 0.75, insetLeft: 1 }),
        ruleY([0], { stroke: palette.muted }),
        ruleX([assurance.value], { stroke: palette.ink, strokeWidth: 2 }),
        ruleX([asAssumed.value], { stroke: palette.ink, strokeDasharray: '8 3 2 3' }),
        ruleX([target], { stroke: palette.muted, strokeDasharray: '4 3' }),
      ],
    },
    table: {
      header: ['power', `share of the ${over}`],
      rows: bars.map(({ from, to, weight }) => [`${from.toFixed(2)} to ${to.toFixed(2)}`, `${(100 * weight).toFixed(1)} %`]),
    },
  };
}
