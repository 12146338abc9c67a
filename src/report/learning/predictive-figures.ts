import { dot, ruleY, text } from '@observablehq/plot';
import type { Learned } from '../../learning/learn.ts';
import type { CheckedSummary } from '../../learning/predictive.ts';
import { WIDE, type Figure } from '../figures/figure.ts';
import { palette, seriesStyle } from '../figures/palette.ts';
import { MISFIT, range, shown } from '../learning-text.ts';

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
    kinds: ['count', 'patterns', 'share'],
    domain: [0, 100],
  },
  { name: 'points', title: 'Means and SDs of scores: published and predicted', label: 'points', kinds: ['mean', 'sd'] },
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
  readonly prior: readonly [number, number];
  readonly predicted: readonly [number, number];
}

/** Every published figure beside the 90 % intervals in which prior and posterior expect it, a picture for each kind of axis. */
export function predictiveFigures({ predictions }: Learned): Figure[] {
  return groups.flatMap((group) => {
    const shared = predictions.filter(({ kind }) => group.kinds.includes(kind));
    return shared.length === 0 ? [] : [predictiveFigure(shared, group)];
  });
}

/** Whether a published figure lies in its 90 % posterior predictive interval. */
export function isInside({ published, predicted: { quantiles } }: CheckedSummary): boolean {
  return published >= quantiles[0] && published <= quantiles[2];
}

function predictiveFigure(shared: readonly CheckedSummary[], { name, title, label, domain, log }: Group): Figure {
  const rows = shared.map(rowOf);
  const [before, after] = [seriesStyle(1), seriesStyle(0)];
  const outside = shared.filter((summary) => !isInside(summary));
  const ends = rows.flatMap(({ prior, predicted, published }) => [...prior, ...predicted, published]);
  const [least, most] = domain ?? [Math.min(...ends), Math.max(...ends)];
  const published = { x: 'published', y: 'at', dy: 9, r: 5 } as const;
  return {
    name: `predictive-${name}`,
    title,
    alt: `${rows.length} published figures; ${rows.length - outside.length} lie in the 90 % interval that the posterior predicts${outside.length === 0 ? '' : `. Outside: ${outside.map(named).join('; ')}`}.`,
    caption: `Filled circles: figures that were fitted; open diamonds: figures held out. Lines: 90 % intervals of what a study of the same size would publish, with the error of the emulators. A misfit is a figure as far out as the published one with a probability p below ${MISFIT}.${log === undefined ? '' : ' The axis is logarithmic.'}${shared.some(({ kind }) => kind === 'patterns') ? ' Digits after the name of a figure: 1 for patients with the event, 0 for those without, in the order of the name.' : ''}`,
    legend: [
      { label: 'predicted by the prior', style: { ...before, symbol: 'square' } },
      { label: 'predicted by the posterior', style: { ...after, dash: 'none', symbol: 'square' } },
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
          x1: ({ prior }: Row) => prior[0],
          x2: ({ prior }: Row) => prior[1],
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
      header: ['figure', 'published', 'use', 'predicted by the prior, 5–95 %', 'predicted by the posterior, 5–95 %', 'p'],
      rows: shared.map((summary) => [
        named(summary),
        shown(summary.published),
        `${summary.heldOut ? 'held out' : 'fitted'}${summary.p < MISFIT ? ', MISFIT' : ''}`,
        range(summary.prior),
        range(summary.predicted),
        summary.p < 0.001 ? '<0.001' : summary.p.toFixed(3),
      ]),
    },
  };
}

function rowOf(summary: CheckedSummary): Row {
  const { kind, of = 1, published, heldOut, p, prior, predicted } = summary;
  const scale = groups[0].kinds.includes(kind) ? 100 / of : 1;
  const ends = ({ quantiles: [low, , high] }: CheckedSummary['prior']) => [scale * low, scale * high] as const;
  const words = `${named(summary)}${heldOut ? ', held out' : ''}`;
  return {
    at: named(summary),
    words,
    published: scale * published,
    heldOut,
    misfit: p < MISFIT,
    prior: ends(prior),
    predicted: ends(predicted),
  };
}

/** A figure with its study and what it is, where its name does not say it. */
export function named({ study, name, kind }: CheckedSummary): string {
  return `${study}: ${kind === 'sd' || kind === 'mean' ? `${kind === 'sd' ? 'SD' : 'mean'} of ` : ''}${name}`;
}
