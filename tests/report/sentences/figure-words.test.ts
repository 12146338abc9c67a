import { expect, it } from 'vitest';
import {
  effectWords,
  errorWords,
  figureWords,
  fixedWords,
  givenNumber,
  percentWords,
  powerWords,
  pWords,
  signedWords,
  trueEffectFigure,
} from '../../../src/report/sentences/figure-words.ts';
import { simulatedProportion } from '../../../src/statistics/intervals/simulated-proportion.ts';

it('a power with its error has its Wilson interval where the error is 0', () => {
  expect(powerWords(simulatedProportion(500, 1000))).toBe('0.500 ± 0.016');
  expect(powerWords(simulatedProportion(1000, 1000))).toBe('1.000 (0.996 to 1.000)');
  expect(powerWords(simulatedProportion(0, 100))).toBe('0.000 (0.000 to 0.037)');
  expect(powerWords(simulatedProportion(999_999_999, 1e9))).not.toMatch(/± 0\.0*$/);
  expect(powerWords(null)).toMatch(/not given/);
});

it('a power in per cent has as many decimals as its interval is narrow', () => {
  expect(percentWords(simulatedProportion(82, 100))).toEqual({ value: '82.0', interval: '73.3–88.3' });
  expect(percentWords(simulatedProportion(20, 100_000))).toEqual({ value: '0.02', interval: '0.01–0.03' });
  expect(percentWords(simulatedProportion(0, 100))).toEqual({ value: '0.0', interval: '0.0–3.7' });
});

it('an error is never rounded to nothing, and one of 0 is not printed', () => {
  expect(errorWords(0.0162, 3)).toBe(' ± 0.016');
  expect(errorWords(0.000_02, 3)).toBe(' ± 0.00002');
  expect(errorWords(0, 3)).toBe('');
  expect(figureWords({ value: -0.001, mcse: 0.2 }, 2)).toBe('0.00 ± 0.20');
  expect(figureWords({ value: null, mcse: null }, 2)).toBe('–');
});

it('a number that rounds to 0 has no sign', () => {
  expect([fixedWords(-0, 2), fixedWords(-0.004, 2), fixedWords(-0.5, 1)]).toEqual(['0.00', '0.00', '−0.5']);
  expect([signedWords(0.2, 1), signedWords(-0.2, 1), signedWords(0.01, 1)]).toEqual(['+0.2', '−0.2', '0.0']);
});

it('an effect has the decimals that its standard error bears, and is 0 where it is rounding', () => {
  expect(effectWords(6.9312, 2.2)).toBe('6.93');
  expect(effectWords(-69.312, 22)).toBe('−69.3');
  expect(effectWords(0.051_23, 0.06)).toBe('0.051');
  expect(effectWords(1e-17, 2)).toBe('0');
  expect(effectWords(-0, 2)).toBe('0');
  expect(effectWords(0.001, 2)).toBe('0.001');
  expect(effectWords(null, 2)).toBe('–');
  expect(effectWords(4, null)).toBe('4.00');
});

it('a p-value is printed to three digits, and below 0.0001 as such', () => {
  expect([pWords(0.011_84), pWords(0.000_512), pWords(2.2e-16), pWords(0), pWords(1)]).toEqual([
    '0.0118',
    '0.0005',
    '< 0.0001',
    '< 0.0001',
    '1',
  ]);
});

it('a true effect has an error only where it was simulated, and an exact one the decimals that its standard error allows', () => {
  expect(trueEffectFigure({ trueEffect: -3, trueEffectMcse: 3e-16, empiricalSe: 1.4 })).toBe('−3.00');
  expect(trueEffectFigure({ trueEffect: 1e-17, trueEffectMcse: 1e-17, empiricalSe: 1.4 })).toBe('0');
  expect(trueEffectFigure({ trueEffect: -1.2, trueEffectMcse: 0, empiricalSe: 0.4 })).toBe('−1.200');
  expect(trueEffectFigure({ trueEffect: -5.437, trueEffectMcse: 0.021, empiricalSe: 1.4 })).toBe('−5.44 ± 0.02');
  expect(trueEffectFigure({ trueEffect: null, trueEffectMcse: null, empiricalSe: null })).toBe('–');
});

it('a number that was given stands as it was given, and one that was computed is rounded', () => {
  expect(['7', '-0.25', '12.345', '0.000001'].map((text) => givenNumber(Number(text)))).toEqual(['7', '−0.25', '12.345', '0.000001']);
  expect(givenNumber(7 / Math.SQRT2)).toBe('4.95');
  expect(givenNumber(1.4309753678725003)).toBe('1.431');
});
