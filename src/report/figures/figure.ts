import type { PlotOptions } from '@observablehq/plot';
import type { SeriesStyle } from './palette.ts';

/** The numbers behind a picture, for readers who cannot see it. */
export interface FigureTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One entry of a picture's legend. */
export interface LegendEntry {
  readonly label: string;
  readonly style: SeriesStyle;
}

/** Width of a picture that stands beside another one and fits a phone, px. */
export const NARROW = 460;
/** Width of a picture that needs a page's whole width, px. */
export const WIDE = 720;

/** A picture before it is drawn: what it shows in words, its marks, and its numbers. */
export interface Figure {
  /** Name of its files and of its place in a document: lower case, joined by `-`. */
  readonly name: string;
  readonly title: string;
  /** One or two sentences that say what a reader sees. */
  readonly alt: string;
  /** What stands below the picture: how it was made, how many trials or patients. */
  readonly caption: string;
  readonly legend: readonly LegendEntry[];
  readonly options: PlotOptions;
  readonly table: FigureTable;
}
