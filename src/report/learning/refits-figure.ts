import { dot, ruleX, ruleY } from '@observablehq/plot';
import type { Learned } from '../../learning/learn.ts';
import { spreadOf, type Spread } from '../../learning/predictive.ts';
import { WIDENED } from '../../learning/refits/refits.ts';
import { NARROW, WIDE, type Figure } from '../figures/figure.ts';
import { palette, seriesStyle, type SeriesStyle } from '../figures/palette.ts';
import { range, shown } from '../learning-numbers.ts';

/** What is known of a parameter from some of the evidence, or under other priors. */
interface Row extends Spread {
  readonly name: string;
  readonly style: SeriesStyle;
  readonly low: number;
  readonly high: number;
}

const [ALL, PRIOR, CHANGED, NEW] = [0, 1, 2, 3].map(seriesStyle);
const rowOf = (name: string, spread: Spread, style: SeriesStyle): Row => ({
  ...spread,
  name,
  style,
  low: spread.quantiles[0],
  high: spread.quantiles[2],
});

/** The differing parameters with each study left out, the first of them with each study by itself too. */
export function leaveOutFigures(learned: Learned): Figure[] {
  const { without, alone, draws } = learned;
  return differing(learned, without).map((path, place) => {
    const only = place === 0 ? alone : [];
    const rows = [
      ...known(learned, path, 'all studies'),
      ...only.map(({ study, posterior }) => rowOf(`only ${study}`, posterior[path], CHANGED)),
      ...without.map(({ study, posterior }) => rowOf(`without ${study}`, posterior[path], ALL)),
      rowOf('in a new study', spreadOf(draws.map((set) => set[path])), NEW),
    ];
    const about =
      only.length === 0
        ? ''
        : ` “Only” is with that one of the ${only.length} studies that depend on this parameter, and with all studies that do not.`;
    return refitsFigure(
      { name: `leave-out-${place + 1}`, title: `${path} with each study left out`, path, wide: place === 0 },
      rows,
      `Dot: mean; line: 90 % interval. Each row is a posterior of its own, with the emulators of the whole evidence.${about} A new study has what differs between studies in addition.`,
    );
  });
}

/** The differing parameters under wider priors. */
export function sensitivityFigures(learned: Learned): Figure[] {
  const { widened } = learned;
  return differing(learned, widened).map((path, place) =>
    refitsFigure(
      { name: `wider-priors-${place + 1}`, title: `${path} under wider priors`, path, wide: place === 0 },
      [
        ...known(learned, path, 'priors as they are'),
        ...widened.map(({ prior, posterior }) => rowOf(`wider: ${prior}`, posterior[path], ALL)),
      ],
      `Dot: mean; line: 90 % interval. Each row has the prior that it names ${WIDENED} times as wide in its normal scores, with the same emulators.`,
    ),
  );
}

function differing({ betweenStudy }: Learned, refits: readonly unknown[]): string[] {
  return refits.length === 0 ? [] : betweenStudy.map(({ path }) => path);
}

function known({ parameters }: Learned, path: string, name: string): Row[] {
  return parameters
    .filter((parameter) => parameter.path === path)
    .flatMap(({ prior, posterior }) => [rowOf('before the evidence', prior, PRIOR), rowOf(name, posterior, ALL)]);
}

function refitsFigure(
  { name, title, path, wide }: { readonly name: string; readonly title: string; readonly path: string; readonly wide: boolean },
  rows: readonly Row[],
  caption: string,
): Figure {
  const [, whole, ...others] = rows;
  const [least, most] = [Math.min(...rows.map(({ low }) => low)), Math.max(...rows.map(({ high }) => high))];
  const sorted = [...others].sort((a, b) => a.mean - b.mean);
  const [lowest, highest] = [sorted[0], sorted[sorted.length - 1]];
  const colour = ({ style }: Row): string => style.colour;
  return {
    name,
    title,
    alt: `The mean of ${path} is ${shown(whole.mean)} (${whole.name}); below it are means from ${shown(lowest.mean)} (${lowest.name}) to ${shown(highest.mean)} (${highest.name}).`,
    caption,
    legend: [],
    options: {
      width: wide ? WIDE : NARROW,
      height: 60 + 22 * rows.length,
      marginLeft: Math.min(250, 30 + 6.3 * Math.max(...rows.map((row) => row.name.length))),
      marginRight: 24,
      marginBottom: 40,
      x: { label: path, domain: [Math.min(0, least), most], nice: true, grid: true },
      y: { label: null, domain: rows.map((row) => row.name), type: 'point' },
      marks: [
        ruleX([whole.mean], { stroke: palette.muted, strokeDasharray: '4 3' }),
        ...rows.map((row) =>
          ruleY([row], {
            x1: 'low',
            x2: 'high',
            y: 'name',
            stroke: row.style.colour,
            strokeWidth: row === whole ? 4 : 2,
            strokeDasharray: row.style.dash,
          }),
        ),
        dot(rows, { x: 'mean', y: 'name', fill: colour, symbol: ({ style }: Row) => style.symbol, r: 4.5 }),
      ],
      symbol: { type: 'identity' },
    },
    table: { header: ['evidence', 'mean', '5–95 %'], rows: rows.map((row) => [row.name, shown(row.mean), range(row)]) },
  };
}
