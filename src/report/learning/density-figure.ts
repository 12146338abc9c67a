import { areaY, dot, lineY, ruleY } from '@observablehq/plot';
import type { Learned } from '../../learning/learn.ts';
import type { Histogram } from '../../learning/pictured.ts';
import type { Figure } from '../figures/figure.ts';
import { palette, seriesStyle } from '../figures/palette.ts';
import { centred, range, shown } from '../learning-numbers.ts';
import { along, panelAt, panelOptions, shortNames, type Panel } from './panels.ts';

const BETWEEN = 'SD between studies';

/** Prior and posterior of every parameter, and of every SD between studies. */
export function densityFigure({ parameters, betweenStudy }: Learned): Figure {
  const names = shortNames(parameters.map(({ path }) => path));
  const spreads = betweenStudy.map(({ path, ...rest }) => {
    const name = names[parameters.findIndex((parameter) => parameter.path === path)];
    return { ...rest, path: `${path}, ${BETWEEN}`, title: `${name}, SD between` };
  });
  const all = [...parameters.map((parameter) => ({ ...parameter, title: parameter.path })), ...spreads];
  const panels = all.map(({ title, histogram: { from, to } }): Panel => ({ title, x: { from, to } }));
  const outline = (of: 'prior' | 'posterior') => all.flatMap(({ histogram }, place) => outlineOf(histogram, of, place));
  const [after, before] = [seriesStyle(0), seriesStyle(1)];
  const places = { x: 'x', y: 'y', z: 'place', fx: 'fx', fy: 'fy', curve: 'step' } as const;
  const intervals = all.map(({ posterior: { mean, quantiles }, histogram }, place) => {
    const [low, , high] = quantiles.map((value) => Math.min(1, Math.max(0, along(histogram, value))));
    return { low, high, mean: along(histogram, mean), ...panelAt(place) };
  });
  const [first] = parameters;
  return {
    name: 'densities',
    title: 'What was assumed of each parameter, and what the figures leave of it',
    alt: `Prior and posterior of ${parameters.length} parameters${betweenStudy.length === 0 ? '' : ` and of ${betweenStudy.length} standard deviations between studies`}. The posterior of ${first.path} has a mean of ${shown(first.posterior.mean)} and a 90 % interval of ${range(first.posterior)}; the prior's is ${range(first.prior)}.`,
    caption:
      'Filled: posterior, as a histogram of the draws; dashed outline: prior. Line at the bottom: 90 % interval of the posterior; dot: its mean. Below each picture are the ends of its axis; heights are relative to the highest bar. A parameter that differs between studies is their centre; an SD between studies is in standard deviations of the prior.',
    legend: [
      { label: 'posterior', style: { ...after, dash: 'none', symbol: 'square' } },
      { label: 'prior', style: { ...before, symbol: 'square' } },
    ],
    options: panelOptions(panels, [
      areaY(outline('posterior'), { ...places, fill: after.colour, fillOpacity: 0.35 }),
      lineY(outline('prior'), { ...places, stroke: before.colour, strokeDasharray: before.dash, strokeWidth: 1.5 }),
      ruleY(intervals, { x1: 'low', x2: 'high', y: () => 0, fx: 'fx', fy: 'fy', stroke: palette.ink, strokeWidth: 3 }),
      dot(intervals, { x: 'mean', y: () => 0, fx: 'fx', fy: 'fy', fill: palette.ink, r: 4 }),
    ]),
    table: {
      header: ['parameter', 'prior mean ± SD', 'prior 5–95 %', 'posterior mean ± SD', 'posterior 5–95 %'],
      rows: [
        ...parameters.map(({ path, prior, posterior }) => [path, centred(prior), range(prior), centred(posterior), range(posterior)]),
        ...spreads.map(({ path, priorScale, posterior }) => [
          path,
          `half-normal, scale ${priorScale}`,
          '',
          centred(posterior),
          range(posterior),
        ]),
      ],
    },
  };
}

/** The outline of the bars of one distribution, heights relative to the highest bar of both. */
function outlineOf({ prior, posterior, ...bars }: Histogram, of: 'prior' | 'posterior', place: number) {
  const shares = { prior, posterior }[of];
  const top = 1.08 * Math.max(...prior, ...posterior);
  const points = shares.map((share, bar) => ({ x: (bar + 0.5) / shares.length, y: share / top }));
  const ends = [{ ...points[0], x: 0 }, ...points, { ...points[points.length - 1], x: 1 }];
  return ends.map((point) => ({ ...point, place, ...panelAt(place), ...bars }));
}
