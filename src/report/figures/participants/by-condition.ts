import { line, type Markish, type ScaleOptions } from '@observablehq/plot';
import { NARROW, WIDE } from '../figure.ts';
import { palette } from '../palette.ts';

/** Something that is said of one participant in one period. */
export interface OfPeriod {
  readonly subject: number;
  readonly period: number;
  readonly treatment: string;
}

/** Places between two marks beside each other, in conditions; and the share of a condition's place that they fill at most. */
const STEP = 0.06;
const FILLED = 0.7;

/** Opacity of the lines of few participants, and how many participants are many. */
const STRONGEST = 0.5;
const MANY = 40;

/** Conditions as places 0, 1, … of an axis, between which marks can stand. */
export function conditionAxis(treatments: readonly string[]): ScaleOptions {
  return {
    type: 'linear',
    domain: [-0.5, treatments.length - 0.5],
    ticks: treatments.map((_, place) => place),
    tickFormat: (place: number) => treatments[place],
    label: null,
  };
}

/** Width of a picture with so many conditions, px. */
export function widthOf(treatments: readonly string[]): number {
  return treatments.length > 2 ? WIDE : NARROW;
}

/** The same with a place on the axis of the conditions: those of a condition that are alike stand beside each other. */
export function besideEachOther<Value extends OfPeriod>(
  values: readonly Value[],
  treatments: readonly string[],
  alike: (value: Value) => string,
): (Value & { readonly x: number })[] {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = `${value.treatment} ${alike(value)}`;
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return [...groups.values()].flatMap((group) => {
    const step = Math.min(STEP, FILLED / group.length);
    return group.map((value, place) => ({ ...value, x: treatments.indexOf(value.treatment) + (place - (group.length - 1) / 2) * step }));
  });
}

/** A thin line through the points of each participant, by condition and then by period; fainter where there are many. @param y  name of the height */
export function ownLines<Point extends OfPeriod & { readonly x: number }>(points: readonly Point[], y: string & keyof Point): Markish {
  const ordered = [...points].sort((a, b) => Math.round(a.x) - Math.round(b.x) || a.period - b.period);
  const participants = new Set(points.map(({ subject }) => subject)).size;
  return line(ordered, {
    x: 'x',
    y,
    z: 'subject',
    stroke: palette.muted,
    strokeWidth: 0.9,
    strokeOpacity: Math.min(STRONGEST, STRONGEST * (MANY / participants)),
  });
}
