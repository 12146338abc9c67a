import { frame, text, type Markish, type PlotOptions } from '@observablehq/plot';
import { palette } from '../figures/palette.ts';
import { NARROW, WIDE } from '../figures/figure.ts';
import { shown } from '../learning-numbers.ts';

/** What a panel's axis shows: the numbers from one end to the other. */
export interface PanelAxis {
  readonly from: number;
  readonly to: number;
}

/** A small picture among others with axes of its own. */
export interface Panel {
  /** Above it. */
  readonly title: string;
  /** In its upper right corner. */
  readonly note?: string;
  /** Below it, under the ends of the axis. */
  readonly label?: string;
  readonly x: PanelAxis;
  /** Whose ends stand beside it; left out where heights are shares that nobody reads. */
  readonly y?: PanelAxis;
}

const COLUMNS = 3;
/** Height of a panel with what stands above and below it, px. */
const ROW = 150;

/** Where a number lies between the ends of an axis, 0 to 1. */
export const along = ({ from, to }: PanelAxis, value: number): number => (value - from) / (to - from);

/** Where panel number `place` stands, as channels of a mark. */
export const panelAt = (place: number) => ({ fx: place % COLUMNS, fy: Math.floor(place / COLUMNS) });

/**
 * Options of a picture of panels, at most three in a row. A mark of a panel has the channels of `panelAt` and places from 0 to 1 (`along`).
 * @param marks  of all panels
 */
export function panelOptions(panels: readonly Panel[], marks: readonly Markish[]): PlotOptions {
  const placed = panels.map((panel, place) => ({ ...panel, ...panelAt(place) }));
  const words = (of: (panel: Panel) => string | undefined, options: object): Markish => {
    const rows = placed.flatMap((panel) => {
      const written = of(panel);
      return written === undefined || written === '' ? [] : [{ ...panel, written }];
    });
    return text(rows, { text: 'written', fx: 'fx', fy: 'fy', ...options });
  };
  const below = { dy: 12, fill: palette.muted };
  const columns = Math.min(COLUMNS, panels.length);
  const rows = Math.ceil(panels.length / COLUMNS);
  const hasLabels = panels.some(({ label }) => label !== undefined);
  const hasY = panels.some(({ y }) => y !== undefined);
  return {
    width: columns === COLUMNS ? WIDE : NARROW,
    height: 20 + (hasLabels ? 1.1 : 1) * ROW * rows,
    marginTop: 26,
    marginBottom: hasLabels ? 40 : 26,
    marginLeft: hasY ? 44 : 14,
    marginRight: 14,
    fx: { axis: null, domain: Array.from({ length: columns }, (_, column) => column), padding: hasY ? 0.26 : 0.12 },
    fy: { axis: null, domain: Array.from({ length: rows }, (_, row) => row), padding: hasLabels ? 0.48 : 0.42 },
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, domain: [0, 1] },
    marks: [
      frame({ stroke: palette.grid }),
      ...marks,
      words(({ title }) => title, { frameAnchor: 'top-left', dy: -15, fill: palette.ink }),
      words(({ note }) => note, {
        ...{ frameAnchor: 'top-right', dx: -3, dy: 4, fill: palette.ink, fontWeight: 'bold' },
        ...{ stroke: palette.paper, strokeWidth: 4 },
      }),
      words(({ label }) => label, { frameAnchor: 'bottom', dy: 26, fill: palette.ink }),
      words(({ x }) => shown(x.from), { frameAnchor: 'bottom-left', ...below }),
      words(({ x }) => shown(x.to), { frameAnchor: 'bottom-right', ...below }),
      words(({ y }) => y && shown(y.from), { frameAnchor: 'bottom-left', textAnchor: 'end', dx: -5, fill: palette.muted }),
      words(({ y }) => y && shown(y.to), { frameAnchor: 'top-left', textAnchor: 'end', dx: -5, fill: palette.muted }),
    ],
  };
}

/** The last part of a path where no other path ends in it, else the path. */
export function shortNames(paths: readonly string[]): string[] {
  const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
  return paths.map((path) => (paths.some((other) => other !== path && last(other) === last(path)) ? path : last(path)));
}
