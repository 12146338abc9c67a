import { describe, expect, it } from 'vitest';
import { canonical } from './canonical-file.ts';
import { momentsOfProgram } from './moments.ts';

describe.each(canonical.runs)('the model run “$name”', ({ set, participants, moments }) => {
  const ours = momentsOfProgram(set, participants, 20_260_801);

  it('this program has every moment that the canonical file names, and no other', () => {
    expect(ours.map(({ moment }) => moment)).toEqual(expect.arrayContaining(moments.map(({ moment }) => moment)));
    expect(ours.length).toBe(moments.length);
  });

  it('every moment of this program is within four combined standard errors of the implementation in R', () => {
    const differing = moments.flatMap(({ moment, value, se }) => {
      const own = ours.find((each) => each.moment === moment);
      if (own === undefined) return [moment];
      const error = Math.hypot(se, own.se);
      return Math.abs(own.value - value) <= 4 * error ? [] : [`${moment}: ${own.value}, in R ${value}, combined standard error ${error}`];
    });
    expect(differing).toEqual([]);
  });
});
