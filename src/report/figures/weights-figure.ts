import { barX, ruleX, text } from '@observablehq/plot';
import type { WorldWeights } from '../../power/uncertainty/world-weights.ts';
import type { Figure } from './figure.ts';
import { palette, seriesStyle } from './palette.ts';

/** Weights of the worlds of a comparison under a posterior, as bars with their Monte-Carlo errors. */
export function weightsFigure({ parameter, draws, worlds }: WorldWeights): Figure {
  const { colour } = seriesStyle(0);
  const rows = worlds.map(({ world, value, weight, mcse }) => ({
    world: `${world} (${value})`,
    weight,
    words: `${(100 * weight).toFixed(1)} ± ${(100 * mcse).toFixed(1)} %`,
  }));
  const [first] = [...rows].sort((a, b) => b.weight - a.weight);
  return {
    name: 'world-weights',
    title: 'Posterior weight of the worlds',
    alt: `The world with the largest posterior weight is ${first.world} with ${first.words}.`,
    caption: `Share of ${draws} draws of the posterior in which ${parameter} of a new study is nearer to the value of that world than to that of any other. ±: Monte-Carlo standard error.`,
    legend: [],
    options: {
      height: 60 + 36 * rows.length,
      marginLeft: Math.min(220, 24 + 6.5 * Math.max(...rows.map(({ world }) => world.length))),
      marginRight: 24,
      marginBottom: 40,
      x: { label: 'posterior weight', domain: [0, 1], grid: true },
      y: { label: null, domain: rows.map(({ world }) => world), padding: 0.45 },
      marks: [
        barX(rows, { x: 'weight', y: 'world', fill: colour, fillOpacity: 0.75 }),
        text(rows, { x: 'weight', y: 'world', text: 'words', dy: -17, textAnchor: 'middle', fill: palette.ink }),
        ruleX([0], { stroke: palette.muted }),
      ],
    },
    table: { header: [`world (${parameter})`, 'posterior weight ± MCSE'], rows: rows.map(({ world, words }) => [world, words]) },
  };
}
