import { expect, it } from 'vitest';
import { concentrationHours } from '../../../src/cli/trials/concentrations-option.ts';
import { readStudy, starterScenario } from '../../../src/scenario/index.ts';

/** Two weeks of washout, less the 45 minutes by which a pretreatment is ahead. */
const most = 335.25;

const { trial } = readStudy(`
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]], washoutDays: 14 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);

it('hours come in their order, each once, and default is a schedule', () => {
  expect(concentrationHours({ concentrations: '4, 0,.5,4,-1' }, trial)).toEqual([-1, 0, 0.5, 4]);
  expect(concentrationHours({ concentrations: 'default' }, trial)).toEqual([0, 0.5, 1, 2, 4, 8, 24]);
  expect(concentrationHours({ concentrations: undefined }, trial)).toBeUndefined();
});

it.each([
  ['1,,2', 'nothing'],
  ['', 'nothing'],
  ['1;2', '1;2'],
  ['1e3', '1e3'],
  ['337', '337'],
  ['-337', '-337'],
  ['NaN', 'NaN'],
])('%j is refused', (text, got) => {
  expect(() => concentrationHours({ concentrations: text }, trial)).toThrow(
    `--concentrations: expected hours from -336 to ${most} (the next pretreatment), as 0,0.5,1,2, or default, got ${got}`,
  );
});

it('the normal model has none', () => {
  const normal = readStudy(starterScenario({ participants: 6, difference: 3, sd: 5 }));
  expect(() => concentrationHours({ concentrations: 'default' }, normal.trial)).toThrow('--concentrations: the normal model has no drugs');
});
