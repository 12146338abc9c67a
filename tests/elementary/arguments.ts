import { rootKey, Stream, streamId } from '../../src/random/index.ts';

/** Where a function is tried: between two numbers, at numbers of any exponent, or near where its formula changes. */
interface Range {
  /** Lower end of values spread evenly; with `upper`. */
  readonly from?: number;
  readonly to?: number;
  /** Exponents of 2 that are spread evenly. */
  readonly exponents?: readonly [number, number];
  readonly signs?: 'both';
  /** Places, each tried with its neighbours. */
  readonly near?: readonly number[];
}

const everySize = { exponents: [-1074, 1023] } as const;
const halves = Array.from({ length: 256 }, (_, i) => ((i + 0.5) * Math.LN2) / 128);

/** The ranges of each function; those of two arguments have a second list. */
const ranges: Readonly<Record<string, readonly (readonly Range[])[]>> = {
  exp: [
    [
      { from: -745.2, to: 709.8 },
      { from: -2, to: 2 },
      { from: -745.2, to: -707 },
      { ...everySize, signs: 'both' },
      { near: [...halves, 709.78, -708, 709, -745.1] },
    ],
  ],
  expm1: [
    [
      { from: -60, to: 709.8 },
      { from: -2, to: 2 },
      { ...everySize, signs: 'both' },
      { near: [0.34657359027997264, -0.34657359027997264, 1.0397207708399179, -1.0397, -0.25, 13.5, 38.9, 709.78, -38.816] },
    ],
  ],
  log: [
    [
      { from: 0, to: 4 },
      { from: 0.999, to: 1.001 },
      everySize,
      { near: [1, Math.SQRT1_2, Math.SQRT2, 0.75, 1.25, 2, 5e-324, 2.2250738585072014e-308] },
    ],
  ],
  log1p: [
    [
      { from: -1, to: 4 },
      { from: -0.01, to: 0.01 },
      everySize,
      { exponents: [-1074, -1], signs: 'both' },
      { near: [-0.29289, 0.41421, 1.8626e-9, -1.8626e-9, 9007199254740992, 0.5, 1, 3] },
    ],
  ],
  pow: [
    [{ from: 0, to: 4 }, { from: 0.999, to: 1.001 }, everySize, { near: [1, 1.2247448713915892, 1.7320508075688772, 2] }],
    [{ from: -20, to: 20 }, { from: -1, to: 1 }, { exponents: [-60, 70], signs: 'both' }, { near: [0.5, -0.5, 1, 2, 3, -1] }],
  ],
  hypot: [
    [{ from: -4, to: 4 }, { ...everySize, signs: 'both' }, { near: [1e140, 1e-140, 1] }],
    [{ from: -4, to: 4 }, { ...everySize, signs: 'both' }, { near: [1e140, 1e-140, 1] }],
  ],
  sin: [
    [
      { from: -4, to: 4 },
      { from: -1048576, to: 1048576 },
      { exponents: [-1074, 19], signs: 'both' },
      { near: [Math.PI, Math.PI / 2, Math.PI / 4, 2 * Math.PI, 355, 103993 / 2] },
    ],
  ],
  cos: [
    [
      { from: -4, to: 4 },
      { from: -1048576, to: 1048576 },
      { exponents: [-1074, 19], signs: 'both' },
      { near: [Math.PI, Math.PI / 2, Math.PI / 4, (3 * Math.PI) / 2, 355 / 2] },
    ],
  ],
  atan: [[{ from: -4, to: 4 }, { ...everySize, signs: 'both' }, { near: [0.4375, 0.6875, 1.1875, 2.4375, 7.45e-9] }]],
};

/** The functions that are tried. */
export const functionNames: readonly string[] = Object.keys(ranges);

/** Arguments number 0 … count − 1 of a function, from a seed: its ranges take turns. */
export function* argumentsOf(name: string, count: number): Generator<readonly [x: number, y: number]> {
  const [first, second] = ranges[name] as readonly [readonly Range[], (readonly Range[])?];
  const stream = new Stream().startAt(rootKey('elementary'), 0, 0, streamId(name));
  for (let i = 0; i < count; i++) {
    const x = drawn(stream, first[i % first.length]);
    yield [x, second === undefined ? 0 : drawn(stream, second[Math.floor(i / first.length) % second.length])];
  }
}

function drawn(stream: Stream, { from = 0, to = 0, exponents, signs, near }: Range): number {
  if (near !== undefined) {
    const place = near[Math.floor(stream.uniform() * near.length)];
    return place + Math.floor(stream.uniform() * 9 - 4) * Math.max(Math.abs(place) * 2 ** -53, 5e-324);
  }
  if (exponents === undefined) return from + (to - from) * stream.uniform();
  const [least, most] = exponents;
  const size = (1 + stream.uniform()) * 2 ** Math.floor(least + (most - least) * stream.uniform());
  return signs === 'both' && stream.uniform() < 0.5 ? -size : size;
}
