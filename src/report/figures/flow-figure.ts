import { flowShape } from '../picture-shapes.ts';
import { check } from '../../arguments/shape.ts';
import { arrow, rect, text } from '@observablehq/plot';
import type { SequenceFlow, TrialFlow } from '../../trial/sequence-flow.ts';
import { NARROW, WIDE, type Figure } from './figure.ts';
import { palette } from './palette.ts';

/** Most sequences that stand side by side; with more, all are taken together. */
const MAX_COLUMNS = 4;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly half: number;
}

/**
 * CONSORT flow diagram for crossover trials of one simulated trial.
 *
 * @example
 * ```ts
 * import { replayTrial } from 'crossover-sim/power';
 * import { flowFigure } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const { flow } = replayTrial(study, 0);
 * flowFigure(flow).title; // → 'Participant flow of one simulated trial'
 * ```
 */
export function flowFigure(flow: TrialFlow): Figure {
  check('flow', flow, flowShape);
  const sequences = flow.sequences.length > MAX_COLUMNS ? [together(flow.sequences)] : flow.sequences;
  const { boxes, arrows } = layout(flow, sequences);
  const bottom = Math.max(...boxes.map(({ y }) => y)) + 0.5;
  const columns = Math.max(2, sequences.length);
  const completed = sequences.reduce((sum, each) => sum + each.completed, 0);
  return {
    name: 'flow',
    title: 'Participant flow of one simulated trial',
    alt: `Flow of one simulated trial: ${flow.screened} screened, ${flow.notEligible} not eligible, ${flow.randomised} randomised, ${completed} completed.`,
    caption: `${flow.name}, as it is numbered in the data files.`,
    legend: [],
    options: {
      width: columns > 2 ? WIDE : NARROW,
      height: 56 * (bottom + 0.5),
      margin: 4,
      x: { domain: [0, columns], axis: null },
      y: { domain: [-0.5, bottom], axis: null, reverse: true },
      marks: [
        arrow(arrows, { x1: 'x1', y1: 'y1', x2: 'x2', y2: 'y2', stroke: palette.muted, strokeWidth: 1.5, headLength: 7 }),
        rect(boxes, {
          x1: ({ x, half }: Box) => x - half,
          x2: ({ x, half }: Box) => x + half,
          y1: ({ y }: Box) => y - 0.3,
          y2: ({ y }: Box) => y + 0.3,
          fill: palette.paper,
          stroke: palette.ink,
          rx: 4,
        }),
        text(boxes, { x: 'x', y: 'y', text: ({ lines }: Box) => lines.join('\n'), fill: palette.ink, lineHeight: 1.25 }),
      ],
    },
    table: { header: ['sequence', 'stage', 'participants'], rows: flowRows(flow) },
  };
}

function layout(
  flow: TrialFlow,
  sequences: readonly SequenceFlow[],
): { boxes: Box[]; arrows: { x1: number; y1: number; x2: number; y2: number }[] } {
  const columns = Math.max(2, sequences.length);
  const middle = columns / 2;
  const wide = 0.3 * (columns / 2);
  const boxes: Box[] = [
    { x: middle, y: 0, half: wide, lines: [`screened ${flow.screened}`] },
    { x: middle + 0.3 * columns, y: 0.75, half: 0.17 * columns, lines: [`not eligible ${flow.notEligible}`] },
    { x: middle, y: 1.5, half: wide, lines: [`randomised ${flow.randomised}`] },
  ];
  const arrows = [
    { x1: middle, y1: 0.3, x2: middle, y2: 1.2 },
    { x1: middle, y1: 0.75, x2: middle + 0.13 * columns, y2: 0.75 },
  ];
  sequences.forEach((each, position) => {
    const x = sequences.length === 1 ? middle : position + 0.5;
    const box = (y: number, ...lines: string[]): void => void boxes.push({ x, y, half: 0.44, lines });
    arrows.push({ x1: middle, y1: 1.8, x2: x, y2: 2.2 });
    box(2.5, boxName(each, position), `assigned ${each.assigned}`);
    each.perPeriod.forEach((given, place) => {
      const y = 3.5 + place;
      const lost = each.losses.filter(({ period }) => period === place + 1).reduce((sum, { patients }) => sum + patients, 0);
      arrows.push({ x1: x, y1: y - 0.7, x2: x, y2: y - 0.3 });
      box(y, `period ${place + 1}: given ${given}`, `lost afterwards ${lost}`);
    });
    const end = 3.5 + each.perPeriod.length;
    arrows.push({ x1: x, y1: end - 0.7, x2: x, y2: end - 0.3 });
    box(end, `completed ${each.completed}`);
  });
  return { boxes, arrows };
}

/** Most letters of a sequence's name that a box of the narrowest column holds; a longer name stands in the table. */
const MAX_LETTERS = 26;

function boxName({ sequence, treatments }: SequenceFlow, position: number): string {
  const words = treatments.length === 0 ? sequence : treatments.join(' → ');
  return words.length > MAX_LETTERS ? `sequence ${position + 1}` : words;
}

/** All sequences as one. */
function together(sequences: readonly SequenceFlow[]): SequenceFlow {
  const sum = (of: (each: SequenceFlow) => number): number => sequences.reduce((total, each) => total + of(each), 0);
  return {
    sequence: `all ${sequences.length} sequences`,
    treatments: [],
    assigned: sum(({ assigned }) => assigned),
    perPeriod: sequences[0].perPeriod.map((_, period) => sum(({ perPeriod }) => perPeriod[period])),
    losses: sequences.flatMap(({ losses }) => losses),
    completed: sum(({ completed }) => completed),
  };
}

function flowRows(flow: TrialFlow): string[][] {
  return [
    ['all', 'screened', String(flow.screened)],
    ['all', 'not eligible', String(flow.notEligible)],
    ['all', 'randomised', String(flow.randomised)],
    ...flow.sequences.flatMap(({ sequence, assigned, perPeriod, losses, completed }) => [
      [sequence, 'assigned', String(assigned)],
      ...perPeriod.map((given, place) => [sequence, `period ${place + 1}`, String(given)]),
      ...losses.map(({ period, reason, patients }) => [sequence, `lost after period ${period}: ${reason}`, String(patients)]),
      [sequence, 'completed', String(completed)],
    ]),
  ];
}
