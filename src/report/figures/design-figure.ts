import { axisX, rect, text, tickX } from '@observablehq/plot';
import { plannedDay } from '../../design/design.ts';
import type { Study } from '../../power/study.ts';
import { conditionNames } from '../../trial/conditions.ts';
import type { Figure } from './figure.ts';
import { palette, seriesStyle } from './palette.ts';

/** Width of a letter in the bars, px; assumed. */
const LETTER = 7;
/** Days that a period's bar takes where a trial has no visits of its own. */
const ONE_DAY = 1;

/** One period of one sequence as it is drawn: from its infusion to its last visit, but not into the next period. */
export interface PeriodBar {
  readonly sequence: string;
  readonly period: number;
  readonly condition: string;
  readonly from: number;
  readonly to: number;
  /** Days of the visits after the infusion. */
  readonly visits: readonly number[];
}

/** The periods of every sequence in days since the first infusion. */
export function periodBars({ trial }: Pick<Study, 'trial'>): PeriodBar[] {
  const { design } = trial;
  const hours = trial.kind === 'mechanistic' ? Object.values(trial.visits).filter((at) => at >= 0) : [24 * ONE_DAY];
  const follow = Math.max(ONE_DAY, ...hours.map((at) => at / 24));
  return design.sequences.flatMap((conditions, position) =>
    conditions.map((condition, period) => {
      const from = plannedDay(design, period);
      const next = period + 1 < conditions.length ? plannedDay(design, period + 1) : Infinity;
      const visits = hours.map((at) => from + at / 24).filter((day) => day < next);
      return {
        sequence: sequenceLabel(design.sequences, position),
        period: period + 1,
        condition,
        from,
        to: Math.min(from + follow, next),
        visits,
      };
    }),
  );
}

function sequenceLabel(sequences: readonly unknown[], position: number): string {
  return sequences.length === 1 ? 'all patients' : `sequence ${position + 1}`;
}

/** The design drawn: a row for each sequence, a bar for each period from its infusion to its last visit, the washout between. */
export function designFigure(study: Study): Figure {
  const { design } = study.trial;
  const bars = periodBars(study);
  const conditions = conditionNames(design);
  const last = Math.max(...bars.map(({ to }) => to));
  const pixels = (bar: PeriodBar): number => (580 * (bar.to - bar.from)) / last;
  const gap = design.sequences[0].length > 1 ? `${plannedDay(design, 1)} days from the first infusion to the second` : 'one period';
  const times =
    study.trial.kind === 'mechanistic'
      ? `Pretreatment ${design.leadMinutes} min before each infusion unless the treatment says otherwise; white ticks: visits after the infusion.`
      : 'One measurement in each period; the statistical outcome model has no times of its own, the days are those of the design.';
  return {
    name: 'design',
    title: 'Sequences, periods and washout',
    alt: `${design.participants} patients, ${design.sequences.length} ${design.sequences.length === 1 ? 'sequence' : 'sequences'}: ${design.sequences.map((sequence) => sequence.join(' then ')).join('; ')}. ${gap}.`,
    caption: `Each bar begins with its infusion and ends with its last visit. ${times}`,
    legend: conditions.map((label, position) => ({ label, style: { ...seriesStyle(position), dash: 'none', symbol: 'square' } })),
    options: {
      height: 70 + 54 * design.sequences.length,
      marginLeft: 90,
      marginBottom: 40,
      x: { label: 'days since the first infusion', domain: [0, last] },
      y: { type: 'band', label: null, padding: 0.25, domain: [...new Set(bars.map(({ sequence }) => sequence))] },
      marks: [
        axisX({}),
        rect(bars, {
          x1: 'from',
          x2: 'to',
          y: 'sequence',
          fill: (bar: PeriodBar) => seriesStyle(conditions.indexOf(bar.condition)).colour,
          stroke: palette.paper,
        }),
        tickX(
          bars.flatMap((bar) => bar.visits.map((day) => ({ day, sequence: bar.sequence }))),
          { x: 'day', y: 'sequence', stroke: palette.paper, strokeWidth: 1.4, insetTop: 22 },
        ),
        text(
          bars.filter((bar) => pixels(bar) > LETTER * bar.condition.length + 8),
          { x: 'from', y: 'sequence', text: 'condition', textAnchor: 'start', dx: 6, dy: -6, fill: palette.paper, fontWeight: 600 },
        ),
      ],
    },
    table: {
      header: ['sequence', 'period', 'condition', 'infusion on day', 'last visit on day', 'visits after the infusion'],
      rows: bars.map(({ sequence, period, condition, from, to, visits }) => [
        sequence,
        String(period),
        condition,
        String(from),
        String(Number(to.toFixed(1))),
        String(visits.length),
      ]),
    },
  };
}
