import { expect, it } from 'vitest';
import { powerBar, powerBars } from '../../../src/report/text/power-bars.ts';

it('a bar is as long as its power to an eighth of a character, with the target standing in it', () => {
  for (const power of [0, 0.1, 0.333, 0.5, 0.799, 1]) {
    const bar = [...powerBar(power, 0.9, true)];
    expect(bar).toHaveLength(40);
    expect(bar[36]).toBe('┃');
    const eighths = bar.reduce((sum, mark, place) => sum + (place === 36 ? (power > 0.925 ? 8 : 0) : '▏▎▍▌▋▊▉█'.indexOf(mark) + 1), 0);
    expect(Math.abs(eighths / 320 - power)).toBeLessThan(1 / 320 + 1e-9);
  }
});

it('bars speak ASCII where the terminal does', () => {
  expect(powerBar(0.5, 0.8, false)).toBe(`${'#'.repeat(20)}${' '.repeat(12)}!${' '.repeat(7)}`);
  const power = { value: 0.5, mcse: 0.01, lower: 0.48, upper: 0.52 };
  const text = powerBars([{ participants: 10, power }], 0.8, { unicode: false });
  expect(text).toMatch(/^[ -~\n]*$/);
  expect(text).toContain('50.0 %');
});
