import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonical } from './canonical-file.ts';
import { exactValue } from './exact-cases.ts';
import { momentsOfProgram } from './moments.ts';

const SEED = 20_260_801;

it('this program gives the exact cases of the implementation in R, each within its tolerance', () => {
  const differing = canonical.exact.flatMap(({ quantity, given, value, tolerance }) => {
    const own = exactValue(quantity, given);
    return Math.abs(own - value) <= tolerance * Math.abs(value) ? [] : [`${quantity} ${JSON.stringify(given)}: ${own}, in R ${value}`];
  });
  expect(differing).toEqual([]);
  expect(canonical.exact.length).toBeGreaterThan(12);
});

it('the moments that the R script compares its runs with are those of the canonical file', () => {
  const [, ...rows] = readFileSync(new URL('../reference/double/moments.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const written = canonical.runs.flatMap(({ name, moments }) =>
    moments.map(({ moment, value, se }) => `"${name}","${moment}",${value},${se}`),
  );
  const numbers = (row: string): string => row.replace(/,([^,]+),([^,]+)$/, (_, value, se) => `,${Number(value)},${Number(se)}`);
  expect(rows.map(numbers)).toEqual(written);
});

describe.each(canonical.runs)('the model run “$name”', ({ set, participants, moments }) => {
  it('every moment of this program is within four combined standard errors of the implementation in R', () => {
    const ours = new Map(momentsOfProgram(set, participants, SEED).map((each) => [each.moment, each]));
    expect([...ours.keys()].sort()).toEqual(moments.map(({ moment }) => moment).sort());
    const differing = moments.flatMap(({ moment, value, se }) => {
      const own = ours.get(moment) ?? { value: NaN, se: NaN };
      const error = Math.hypot(se, own.se);
      const agrees = Math.abs(own.value - value) <= 4 * error;
      return agrees ? [] : [`${moment}: ${own.value}, in R ${value}, combined standard error ${error}`];
    });
    expect(differing).toEqual([]);
  });
});
