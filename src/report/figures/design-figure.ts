import { checkStudy } from '../../study/check-study.ts';
import { axisX, rect, text, tickX } from '@observablehq/plot';
import type { Study } from '../../study/study.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';
import { givenWord } from '../../trial/drugs.ts';
import { leadWords } from '../sentences/design-sentence.ts';
import { conditionNames } from '../../trial/conditions.ts';
import type { Figure } from './figure.ts';
import { palette, seriesStyle } from './palette.ts';
import { trialCalendar } from './trial-calendar.ts';

/** Fewest days that a period's bar takes. */
const ONE_DAY = 1;
/** Width of a period's bar in a model without times. */
const WIDTH_OF_PERIOD = 0.9;

/** One period of one sequence as it is drawn: from its infusion to its last visit, but not into the next period; without times, about its number. */
export interface PeriodBar {
  readonly sequence: string;
  readonly period: number;
  readonly condition: string;
  readonly from: number;
  readonly to: number;
  /** Days of the visits after the infusion. */
  readonly visits: readonly number[];
}

/** Hours of the visits after the infusion at which something is recorded, in order of time. */
function visitHours({ outcomes, visits }: MechanisticTrial): number[] {
  const used = [...new Set(Object.values(outcomes).flatMap((outcome) => outcome?.visits ?? []))];
  return used
    .map((visit) => visits[visit])
    .filter((at) => at >= 0)
    .sort((a, b) => a - b);
}

/** The periods of every sequence: in days since the first infusion, or by their numbers in a model without times. */
export function periodBars({ trial }: Pick<Study, 'trial'>): PeriodBar[] {
  const { design } = trial;
  const hours = trial.kind === 'mechanistic' ? visitHours(trial) : [];
  const follow = trial.kind === 'mechanistic' ? Math.max(ONE_DAY, ...hours.map((at) => at / 24)) : WIDTH_OF_PERIOD;
  const calendar = trialCalendar(trial);
  return design.sequences.flatMap((conditions, position) =>
    conditions.map((condition, period) => {
      const from = calendar.start(period);
      const next = period + 1 < conditions.length ? calendar.start(period + 1) : Infinity;
      const visits = hours.map((at) => calendar.at(period, at)).filter((day) => day < next);
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
  return sequences.length === 1 ? 'everybody' : `sequence ${position + 1}`;
}

/** What the picture of a design says in words. */
function designCaption({ trial }: Pick<Study, 'trial'>): Pick<Figure, 'title' | 'caption'> & { readonly gap: string } {
  const periods = trial.design.sequences[0].length;
  const count = periods === 1 ? 'One period' : `${periods} periods`;
  if (trial.kind === 'gaussian')
    return { title: 'Sequences and periods', caption: 'One measurement in each period; the normal model has no times.', gap: count };
  const lead = leadWords(trial);
  const given = givenWord(trial);
  const bars = `Each bar begins with its ${given} and ends with its last visit; the ticks in it are the visits after the ${given}.`;
  const caption = lead === undefined ? bars : `${bars} Not drawn: ${lead}.`;
  if (periods === 1) return { title: 'Sequences and visits', caption, gap: count };
  const gap = `${trialCalendar(trial).start(1)} days from the first ${given} to the second`;
  return { title: 'Sequences, periods and washout', caption, gap };
}

/**
 * The design drawn: a row for each sequence, a bar for each period from its infusion to its last visit, the washout between.
 *
 * @example
 * ```ts
 * import { designFigure, drawFigure } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const svg = drawFigure(designFigure(study));
 * ```
 */
export function designFigure(study: Study): Figure {
  checkStudy('study', study);
  const { design, kind } = study.trial;
  const timed = kind === 'mechanistic';
  const given = study.trial.kind === 'mechanistic' ? givenWord(study.trial) : undefined;
  const { title, caption, gap } = designCaption(study);
  const { label } = trialCalendar(study.trial);
  const periods = design.sequences[0].map((_, period) => period + 1);
  const bars = periodBars(study);
  const conditions = conditionNames(design);
  const last = Math.max(...bars.map(({ to }) => to));
  const letter = (condition: string): string => String.fromCharCode(65 + (conditions.indexOf(condition) % 26));
  return {
    name: 'design',
    title,
    alt: `${design.participants} participants, ${design.sequences.length} ${design.sequences.length === 1 ? 'sequence' : 'sequences'}: ${design.sequences.map((sequence) => sequence.join(' then ')).join('; ')}. ${gap}.`,
    caption,
    legend: conditions.map((label, position) => ({
      label: `${letter(label)}: ${label}`,
      style: { ...seriesStyle(position), dash: 'none', symbol: 'square' },
    })),
    options: {
      height: 70 + 54 * design.sequences.length,
      marginLeft: 84,
      marginBottom: 40,
      x: timed ? { label, domain: [0, last] } : { label, domain: [0.5, periods.length + 0.5] },
      y: { type: 'band', label: null, padding: 0.25, domain: [...new Set(bars.map(({ sequence }) => sequence))] },
      marks: [
        axisX(timed ? {} : { ticks: periods, tickFormat: 'd' }),
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
        text(bars, {
          x: 'from',
          y: 'sequence',
          text: ({ condition }: PeriodBar) => letter(condition),
          textAnchor: 'start',
          dx: 4,
          dy: -7,
          fill: palette.paper,
          fontWeight: 700,
        }),
      ],
    },
    table: {
      header: [
        'sequence',
        'period',
        'condition',
        ...(given === undefined ? [] : [`${given} on day`, 'last visit on day', `visits after the ${given}`]),
      ],
      rows: bars.map(({ sequence, period, condition, from, to, visits }) => [
        ...[sequence, String(period), condition],
        ...(timed ? [String(from), String(Number(to.toFixed(1))), String(visits.length)] : []),
      ]),
    },
  };
}
