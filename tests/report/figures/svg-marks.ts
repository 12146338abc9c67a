import { parseHTML } from 'linkedom';

/** A linear scale read back from the tick marks of an axis: pixels to numbers. */
export function scaleFromTicks(svg: string, axis: 'x' | 'y'): (pixel: number) => number {
  const ticks = tickPositions(svg, axis);
  if (ticks.length < 2) throw new Error(`the ${axis} axis has fewer than two ticks`);
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  const slope = (last.value - first.value) / (last.pixel - first.pixel);
  return (pixel) => first.value + slope * (pixel - first.pixel);
}

function tickPositions(svg: string, axis: 'x' | 'y'): { pixel: number; value: number }[] {
  const { document } = parseHTML(`<body>${svg}</body>`);
  const horizontal = axis === 'x';
  const group = [...document.querySelectorAll('g[font-variant="tabular-nums"]')].find(
    (each) => each.hasAttribute('text-anchor') !== horizontal,
  );
  return [...(group?.querySelectorAll('text') ?? [])].map((tick) => ({
    pixel: translation(tick.getAttribute('transform'))[horizontal ? 0 : 1],
    value: Number(tick.textContent.replace('−', '-').replaceAll(',', '')),
  }));
}

/** The two numbers of a `translate(x,y)`; 0 where it has none. */
export function translation(transform: string | null | undefined): [number, number] {
  const [, x = '0', y = '0'] = /translate\(([-\d.]+)(?:,([-\d.]+))?\)/.exec(transform ?? '') ?? [];
  return [Number(x), Number(y)];
}

/** The corner points of every path with one of the given strokes, by path. */
export function linePoints(svg: string, stroke: string): [number, number][][] {
  const { document } = parseHTML(`<body>${svg}</body>`);
  return [...document.querySelectorAll(`g[stroke="${stroke}"][fill="none"] path`)].map((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/[ML]?(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
  );
}

/** Centres of the circles in groups with the given attribute. */
export function circles(svg: string, attribute: string): [number, number][] {
  const { document } = parseHTML(`<body>${svg}</body>`);
  return [...document.querySelectorAll(`g[${attribute}] circle`)].map((circle) => [
    Number(circle.getAttribute('cx')),
    Number(circle.getAttribute('cy')),
  ]);
}

/** Left, top, width and height of the rectangles in groups with the given attribute. */
export function rectangles(svg: string, attribute: string): { x: number; y: number; width: number; height: number }[] {
  const { document } = parseHTML(`<body>${svg}</body>`);
  return [...document.querySelectorAll(`g[${attribute}] rect`)].map((rect) => ({
    x: Number(rect.getAttribute('x')),
    y: Number(rect.getAttribute('y')),
    width: Number(rect.getAttribute('width')),
    height: Number(rect.getAttribute('height')),
  }));
}
