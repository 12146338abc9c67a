import { expect, it } from 'vitest';
import { designOf } from '../../../src/scenario/resolved/study-of.ts';
import { read, valid } from '../read.ts';

/** Warnings of a scenario about what is carried over. */
function carried(text: string): string[] {
  return valid(text)
    .warnings.map(({ text: words }) => words)
    .filter((words) => words.includes('is carried over'));
}

const trial = (design: string, more = ''): string => `
design: { participants: 8, blockSize: 2, sequences: [[placebo, naltrexone], [naltrexone, placebo]], ${design} }
outcomes: { hamd17: { visits: [baseline, day1] } }
${more}
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`;

it('a benefit that is left when the next period starts is a warning with its share, the period and a gap that is long enough', () => {
  expect(carried(trial('washoutDays: 7'))).toEqual([
    'mine.yaml:2:114 design.washoutDays: 77 % of the benefit of ketamine is left when period 2 starts, 7 days later, and is carried over into it: 13 days between periods leave less than 5 %; if the design means it, say design.carryoverExpected: true',
    expect.stringMatching(/29 % of the opioid blockade .* 17 days between periods/),
  ]);
  expect(carried(trial('washoutDays: 16'))).toHaveLength(1);
  expect(carried(trial('washoutDays: 17'))).toEqual([]);
});

it('a blockade that is left is a warning where something depends on it', () => {
  const short = carried(trial('washoutDays: 7'));
  expect(short.filter((text) => /29 % of the opioid blockade is left when period 2 starts, 7 days later/.test(text))).toHaveLength(1);
  expect(carried(trial('washoutDays: 7', 'response: { benefit: 0, opioidDependence: 0 }'))).toEqual([]);
  const depot = `treatments: { pretreatments: { naltrexone: { kind: depot, plateauDays: 28, plateauBlockade: 0.95, leadMinutes: 5760 } } }`;
  expect(carried(trial('washoutDays: 26', depot))).toMatchObject([
    expect.stringMatching(/% of the opioid blockade is left when period 2 starts/),
  ]);
});

it('a blocker that is given last leaves nothing to carry over', () => {
  const depot = `treatments: { pretreatments: { naltrexone: { kind: depot, plateauDays: 28, plateauBlockade: 0.95, leadMinutes: 5760 } } }`;
  const last = trial('washoutDays: 26', depot)
    .replace('[[placebo, naltrexone], [naltrexone, placebo]]', '[[placebo, naltrexone]]')
    .replace('crossover-t', 'paired-t');
  expect(carried(last)).toEqual([]);
});

it('no warning is given where the scenario expects carry-over, waits for the baseline, has one period, or records nothing that is carried over', () => {
  expect(carried(trial('washoutDays: 7, carryoverExpected: true'))).toEqual([]);
  expect(carried(trial('washoutDays: 7, rebaselineShare: 0.8'))).toEqual([]);
  const one = trial('washoutDays: 7').replace('[[placebo, naltrexone], [naltrexone, placebo]]', '[[placebo], [naltrexone]]');
  expect(carried(one.replace('crossover-t', 'parallel-t'))).toEqual([]);
  const acute = trial('washoutDays: 7').replace('hamd17: { visits: [baseline, day1] }', 'hamd17: null, cadss: { visits: [pre, m40] }');
  expect(carried(acute.replace('endpoint: hamd17, visit: day1', 'endpoint: cadss, visit: peak'))).toEqual([]);
});

it('what a scenario expects of carry-over changes nothing of the study', () => {
  const [said, unsaid] = ['washoutDays: 7, carryoverExpected: true', 'washoutDays: 7'].map((design) => valid(trial(design)));
  expect(said.study).toEqual(unsaid.study);
  expect(designOf(said.scenario)).not.toHaveProperty('carryoverExpected');
});

it('the normal model does not read what is expected of carry-over', () => {
  const { warnings } = valid('model: gaussian\ndesign: { carryoverExpected: true }\nanalyses: { a: { method: crossover-t } }\n');
  expect(warnings.map(({ text }) => text)).toMatchObject([
    expect.stringMatching(/carryoverExpected: the gaussian model .* does not read it/),
  ]);
});

it('how long a benefit lasts is said of the infusions that it is known of, by their names, and not of declared drugs', () => {
  const warnings = (text: string): string => {
    const result = read(text);
    return 'problems' in result ? '' : result.warnings.map((warning) => warning.text).join('\n');
  };
  expect(warnings(trial('washoutDays: 3'))).toContain('3 days of washout: the benefit of ketamine lasts about a week');
  const declared = `treatments:
  infusions: { ketamine: null }
  drugs: { x: { dose: { mg: 5 }, kinetics: { shape: bolus, clearance: 100, centralVolume: 50 }, effects: { severity: { course: lasting, size: 0.3 } } } }`;
  expect(warnings(trial('washoutDays: 3, infusion: x', declared))).not.toContain('lasts about a week');
});
