import { picturedShape } from '../../picture-shapes.ts';
import { check } from '../../../arguments/shape.ts';
import { checkStudy } from '../../../study/check-study.ts';
import { dot, ruleY, text } from '@observablehq/plot';
import { scaleTotal } from '../../../outcomes/scales/index.ts';
import type { Study } from '../../../study/study.ts';
import type { PicturedTrial } from '../../../power/simulation/replay-trial.ts';
import { declaredIn, endpointLabels } from '../../sentences/endpoint-words.ts';
import { WIDE, type Figure } from '../figure.ts';
import { palette, seriesStyle } from '../palette.ts';
import { trialCalendar } from '../trial-calendar.ts';

/** Fall from the period's baseline that counts as response. */
const RESPONSE = 0.5;

/** One rating of one patient on the trial's own calendar. */
export interface SwimmerPoint {
  readonly patient: number;
  readonly period: number;
  readonly treatment: string;
  readonly visit: string;
  /** Place on the trial's axis: days since the first infusion, or the period's number. */
  readonly day: number;
  readonly value: number;
  /** Whether a depression score fell by half from the period's baseline; undefined without a baseline, and of other endpoints. */
  readonly responded: boolean | undefined;
}

/** Every rating of an endpoint after an infusion, on the trial's own axis. */
export function swimmerPoints(study: Study, trial: PicturedTrial, endpoint: string): SwimmerPoint[] {
  const calendar = trialCalendar(study.trial);
  const responds = scaleTotal(endpoint)?.hasResponse === true;
  return (trial.courses[endpoint] ?? []).flatMap(({ subject, period, treatment, points }) => {
    const baseline = points.findLast(({ hours }) => hours < 0)?.value;
    return points
      .filter(({ hours }) => hours > 0)
      .map(({ visit, hours, value }) => ({
        patient: subject + 1,
        period,
        treatment,
        visit,
        day: calendar.at(period - 1, hours),
        value,
        responded: !responds || baseline === undefined || baseline <= 0 ? undefined : value <= (1 - RESPONSE) * baseline,
      }));
  });
}

/**
 * One trial by participant: a line for each period under treatment, a mark for each rating, filled where the patient had responded, a cross where a participant left.
 *
 * @example
 * ```ts
 * import { replayTrial } from 'crossover-sim/power';
 * import { swimmerFigure } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * swimmerFigure(study, replayTrial(study, 0), 'score').name; // → 'patients-score'
 * ```
 */
export function swimmerFigure(study: Study, trial: PicturedTrial, endpoint: string): Figure {
  checkStudy('study', study);
  check('trial', trial, picturedShape);
  check('endpoint', endpoint, 'word');
  const { label, unit } = endpointLabels(endpoint, declaredIn(study.trial, endpoint));
  const calendar = trialCalendar(study.trial);
  const points = swimmerPoints(study, trial, endpoint);
  const rows = new Map<string, SwimmerPoint[]>();
  for (const point of points)
    rows.set(`${point.patient} ${point.period}`, [...(rows.get(`${point.patient} ${point.period}`) ?? []), point]);
  const lines = [...rows.values()].map((each) => ({
    ...each[0],
    from: calendar.start(each[0].period - 1),
    to: each[each.length - 1].day,
  }));
  const lost = trial.withdrawals.map((each) => ({ ...each, day: calendar.start(each.period - 1) }));
  const lastOf = (patient: number, day: number): number =>
    Math.max(day, ...points.filter((each) => each.patient === patient).map((each) => each.day));
  const responders = new Set(points.filter(({ responded }) => responded === true).map(({ patient }) => patient)).size;
  const judged = points.some(({ responded }) => responded !== undefined);
  const periodNumbers = study.trial.design.sequences[0].map((_, period) => period + 1);
  const answered = (point: SwimmerPoint): boolean => point.responded === true;
  const marks = trial.treatments.flatMap((treatment, position) => {
    const { colour, dash, symbol } = seriesStyle(position);
    const own = points.filter((point) => point.treatment === treatment);
    return [
      ruleY(
        lines.filter((line) => line.treatment === treatment),
        { y: 'patient', x1: 'from', x2: 'to', stroke: colour, strokeWidth: 2, strokeDasharray: dash },
      ),
      dot(
        own.filter((point) => !answered(point)),
        { x: 'day', y: 'patient', symbol, r: 4, stroke: colour, strokeWidth: 1.5, fill: palette.paper },
      ),
      dot(own.filter(answered), { x: 'day', y: 'patient', symbol, r: 5, fill: colour }),
    ];
  });
  return {
    name: `patients-${endpoint}`,
    title: `One simulated trial by participant: ${label}`,
    alt: `A row for each of ${trial.patients} participants.${judged ? ` ${responders} responded at some visit;` : ''} ${lost.length} left the trial early.`,
    caption: `${trial.name}. ${judged ? 'Filled marks: the score has fallen by half or more from the period’s baseline (response); open marks: it has not, or there is no baseline.' : 'Marks: recorded values.'}${lost.length > 0 ? ' × : the participant left the trial here.' : ''}${study.trial.kind === 'mechanistic' ? ' Days as planned.' : ''}`,
    legend: trial.treatments.map((name, position) => ({ label: name, style: seriesStyle(position) })),
    options: {
      width: WIDE,
      height: 80 + 18 * trial.patients,
      marginLeft: 52,
      marginBottom: 40,
      x: { label: calendar.label, ...(study.trial.kind === 'gaussian' ? { ticks: periodNumbers, tickFormat: 'd' } : {}) },
      y: { type: 'band', label: 'participant', domain: Array.from({ length: trial.patients }, (_, place) => place + 1) },
      marks: [
        ...marks,
        text(lost, {
          x: (each: (typeof lost)[number]) => lastOf(each.patient, each.day),
          y: 'patient',
          text: () => '×',
          dx: 12,
          fontSize: 16,
          fontWeight: 700,
          fill: palette.ink,
        }),
      ],
    },
    table: {
      header: ['participant', 'period', 'treatment', 'visit', `value (${unit})`, ...(judged ? ['response'] : [])],
      rows: points.map(({ patient, period, treatment, visit, value, responded }) => [
        String(patient),
        String(period),
        treatment,
        visit,
        value.toFixed(1),
        ...(judged ? [responded === undefined ? '–' : responded ? 'yes' : 'no'] : []),
      ]),
    },
  };
}
