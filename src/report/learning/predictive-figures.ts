import { dot, ruleY, text } from '@observablehq/plot';
import type { Learned } from '../../learning/learn.ts';
import { isInside, type Prediction, type Spread } from '../../learning/predictive.ts';
import { WIDE, type Figure } from '../figures/figure.ts';
import { palette, seriesStyle } from '../figures/palette.ts';
import { MISFIT, probability, range, shown } from '../learning-numbers.ts';
import { withAll, withPrior, type Compared, type Comparison } from './predictive-comparisons.ts';

/** Figures that share an axis. */
interface Group {
  readonly name: string;
  readonly title: string;
  readonly label: string;
  readonly kinds: readonly string[];
  /** Ends of the axis where they do not depend on the figures. */
  readonly domain?: readonly [number, number];
  readonly log?: true;
}

const groups: readonly Group[] = [
  {
    name: 'shares',
    title: 'Patients who respond or remit: published and predicted',
    label: 'patients (%)',
    kinds: ['count', 'patterns', 'share', 'pattern-share'],
    domain: [0, 100],
  },
  {
    name: 'points',
    title: 'Means and SDs of scores: published and predicted',
    label: 'points',
    kinds: ['mean', 'sd', 'paired-difference', 'paired-sd'],
  },
  {
    name: 'standardised',
    title: 'Correlations and standardised differences: published and predicted',
    label: 'correlation, or standard deviations',
    kinds: ['correlation', 'standardised-difference', 'paired-effect'],
  },
  { name: 'odds-ratios', title: 'Odds ratios: published and predicted', label: 'odds ratio', kinds: ['odds-ratio'], log: true },
];

/** Height of the lines of one figure, px. */
const ROW = 40;

/** A published figure as its row shows it. */
interface Row {
  readonly at: string;
  readonly words: string;
  readonly published: number;
  readonly heldOut: boolean;
  readonly misfit: boolean;
  readonly beside: readonly [number, number];
  readonly predicted: readonly [number, number];
}

/** Every published figure beside the 90 % intervals in which prior and posterior expect it, a picture for each kind of axis. */
export function predictiveFigures({ predictions }: Learned): Figure[] {
  return figuresOf(
    predictions.map(({ prior, ...summary }) => ({ ...summary, beside: prior })),
    withPrior,
  );
}

/** Every published figure beside the 90 % interval in which the other studies expect it, and that in which all studies do. */
export function leftOutPredictions({ without, predictions }: Learned): Figure[] {
  const summaries = without.flatMap(({ predicted }) => predicted?.summaries ?? []);
  return figuresOf(
    summaries.flatMap((summary) => {
      const own = predictions.find(({ study, name, kind }) => study === summary.study && name === summary.name && kind === summary.kind);
      return own === undefined ? [] : [{ ...summary, beside: own.predicted }];
    }),
    withAll,
  );
}

function figuresOf(summaries: readonly Compared[], comparison: Comparison): Figure[] {
  return groups.flatMap((group) => {
    const shared = summaries.filter(({ kind }) => group.kinds.includes(kind));
    return shared.length === 0 ? [] : [predictiveFigure(shared, group, comparison)];
  });
}

function predictiveFigure(shared: readonly Compared[], { name, title, label, domain, log }: Group, comparison: Comparison): Figure {
  const rows = shared.map(rowOf);
  const [before, after] = [seriesStyle(1), seriesStyle(0)];
  const outside = shared.filter((summary) => !isInside(summary));
  const ends = rows.flatMap(({ beside, predicted, published }) => [...beside, ...predicted, published]);
  const [least, most] = domain ?? [Math.min(...ends), Math.max(...ends)];
  const published = { x: 'published', y: 'at', dy: 9, r: 5 } as const;
  return {
    name: `${comparison.name}-${name}`,
    title: `${title}${comparison.title}`,
    alt: `${rows.length} published figures; ${rows.length - outside.length} lie in the 90 % interval that ${comparison.predict}${outside.length === 0 ? '' : `. Outside: ${outside.map(named).join('; ')}`}.`,
    caption: `Filled circles: figures that were fitted; open diamonds: figures held out. Lines: 90 % intervals of what a study of the same size would publish, ${comparison.caption}. A misfit is a figure as far out as the published one with a probability p below ${MISFIT}.${log === undefined ? '' : ' The axis is logarithmic.'}${shared.some(({ kind }) => kind === 'patterns') ? ' Digits after the name of a figure: 1 for patients with the event, 0 for those without, in the order of the name.' : ''}`,
    legend: [
      { label: `predicted by ${comparison.beside}`, style: { ...before, symbol: 'square' } },
      { label: `predicted by ${comparison.by}`, style: { ...after, dash: 'none', symbol: 'square' } },
    ],
    options: {
      width: WIDE,
      height: 60 + ROW * rows.length,
      marginLeft: 16,
      marginRight: 24,
      marginBottom: 40,
      x: { label, domain: [least, most], grid: true, ...(log === undefined ? { nice: domain === undefined } : { type: 'log' }) },
      y: { axis: null, domain: rows.map(({ at }) => at), type: 'band' },
      marks: [
        ruleY(rows, {
          x1: ({ beside }: Row) => beside[0],
          x2: ({ beside }: Row) => beside[1],
          y: 'at',
          dy: 3,
          stroke: before.colour,
          strokeDasharray: before.dash,
          strokeWidth: 2,
        }),
        ruleY(rows, {
          x1: ({ predicted }: Row) => predicted[0],
          x2: ({ predicted }: Row) => predicted[1],
          y: 'at',
          dy: 9,
          stroke: after.colour,
          strokeWidth: 4,
        }),
        dot(
          rows.filter(({ heldOut }) => !heldOut),
          { ...published, fill: palette.ink },
        ),
        dot(
          rows.filter(({ heldOut }) => heldOut),
          { ...published, symbol: 'diamond', fill: palette.paper, stroke: palette.ink, strokeWidth: 2 },
        ),
        text(rows, { text: 'words', y: 'at', frameAnchor: 'left', dy: -9, fill: palette.ink }),
        text(
          rows.filter(({ misfit }) => misfit),
          { text: () => 'MISFIT', y: 'at', frameAnchor: 'right', dy: -9, fill: palette.ink, fontWeight: 'bold' },
        ),
      ],
    },
    table: {
      header: ['figure', 'published', 'use', `predicted by ${comparison.beside}, 5–95 %`, `predicted by ${comparison.by}, 5–95 %`, 'p'],
      rows: shared.map((summary) => [
        named(summary),
        shown(summary.published),
        `${summary.heldOut ? 'held out' : 'fitted'}${summary.p < MISFIT ? ', MISFIT' : ''}`,
        range(summary.beside),
        range(summary.predicted),
        probability(summary.p),
      ]),
    },
  };
}

function rowOf(summary: Compared): Row {
  const { kind, of = 1, published, heldOut, p, beside, predicted } = summary;
  const scale = groups[0].kinds.includes(kind) ? 100 / of : 1;
  const ends = ({ quantiles: [low, , high] }: Spread) => [scale * low, scale * high] as const;
  const words = `${named(summary)}${heldOut ? ', held out' : ''}`;
  return {
    at: named(summary),
    words,
    published: scale * published,
    heldOut,
    misfit: p < MISFIT,
    beside: ends(beside),
    predicted: ends(predicted),
  };
}

/** A figure with its study and what it is, where its name does not say it. */
export function named({ study, name, kind }: Prediction): string {
  return `${study}: ${kind === 'sd' || kind === 'mean' ? `${kind === 'sd' ? 'SD' : 'mean'} of ` : ''}${name}`;
}
