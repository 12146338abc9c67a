/**
 * Colours of the pictures. The hexadecimal values are those of a light page; in a document they become variables, so that a dark page has its own.
 * Lines and marks reach 3:1 and words 4.5:1 against the page (WCAG 2.2 AA). The four series keep apart for colour-blind readers, and differ by dash and symbol too.
 * @see Okabe & Ito (2008) Color universal design, https://jfly.uni-koeln.de/color/ (the hues); W3C (2023) WCAG 2.2, 1.4.3 and 1.4.11
 */
export const palette = {
  ink: '#1b1c1d',
  muted: '#57595c',
  grid: '#d3d5d8',
  paper: '#ffffff',
  first: '#0b4f8c',
  second: '#b84d08',
  third: '#00755e',
  fourth: '#96407f',
} as const;
export type Colour = keyof typeof palette;

/** The same roles on a dark page. */
export const darkPalette: Readonly<Record<Colour, string>> = {
  ink: '#eceded',
  muted: '#b4b7ba',
  grid: '#494c50',
  paper: '#17191b',
  first: '#7fbcf5',
  second: '#ffa45c',
  third: '#4fcfae',
  fourth: '#e5a3d6',
};

/** How one of several series is drawn: distinguished by colour, dash and symbol, any one of which is enough. */
export interface SeriesStyle {
  readonly colour: string;
  /** SVG dash pattern; `none` is a solid line. */
  readonly dash: string;
  readonly symbol: 'circle' | 'diamond' | 'square' | 'triangle';
}

const styles: readonly SeriesStyle[] = [
  { colour: palette.first, dash: 'none', symbol: 'circle' },
  { colour: palette.second, dash: '7 4', symbol: 'diamond' },
  { colour: palette.third, dash: '2 3', symbol: 'square' },
  { colour: palette.fourth, dash: '9 3 2 3', symbol: 'triangle' },
];

/** The style of series number `position`, from 0; beyond the fourth they begin again. */
export function seriesStyle(position: number): SeriesStyle {
  return styles[position % styles.length];
}
