import { expect, it } from 'vitest';
import { Responses } from '../../../src/analysis/selection/responses.ts';
import { question, trialOf } from '../trial-of.ts';

const trial = trialOf([
  { treatments: ['A', 'B'], values: { 'hamd17@baseline': [20, 24], 'hamd17@day1': [10, 18], 'hamd17@day7': [20, 7] } },
  { treatments: ['B', 'A'], values: { 'hamd17@baseline': [20, 20], 'hamd17@day1': [7, 15], 'hamd17@day7': [8, NaN] } },
  { treatments: ['A', 'B'], values: { 'hamd17@baseline': [0, NaN], 'hamd17@day1': [5, 9] } },
]);

function select(changes: Parameters<typeof question>[0], needs?: ConstructorParameters<typeof Responses>[1]) {
  const responses = new Responses(question({ endpoint: 'hamd17', ...changes }), needs);
  return { responses, problem: responses.select(trial) };
}

it.each([
  ['value', [10, 18, 7, 15, 5, 9]],
  ['change', [-10, -6, -13, -5, 5, NaN]],
  ['percent-change', [-50, -25, -65, -25, NaN, NaN]],
  ['responder', [1, 0, 1, 0, NaN, NaN]],
  ['remission', [0, 0, 1, 0, 1, 0]],
] as const)('the responses are the %s by subject and period', (measure, expected) => {
  const { responses, problem } = select({ measure });
  expect(problem).toBeUndefined();
  expect(Array.from(responses.response.subarray(0, 6))).toEqual(expected);
});

it('remission uses the cut-off of its endpoint, and other endpoints know none', () => {
  const values = trialOf([{ treatments: ['A', 'B'], values: { 'madrs@day1': [9, 10], 'cadss@day1': [1, 2] } }]);
  const madrs = new Responses(question({ endpoint: 'madrs', measure: 'remission' }));
  expect(madrs.select(values)).toBeUndefined();
  expect(Array.from(madrs.response.subarray(0, 2))).toEqual([1, 0]);
  expect(new Responses(question({ endpoint: 'cadss', measure: 'remission' })).select(values)).toEqual({
    status: 'not-estimable',
    reason: 'remission is not defined for endpoint cadss',
  });
});

it('a response reads only the columns it needs', () => {
  expect(select({}).responses.reads).toEqual(['hamd17@day1']);
  expect(select({ measure: 'change' }).responses.reads).toEqual(['hamd17@day1', 'hamd17@baseline']);
  expect(select({}, { visits: ['day1', 'day7'], baselines: true }).responses.reads).toEqual([
    'hamd17@day1',
    'hamd17@day7',
    'hamd17@baseline',
  ]);
  expect(select({ endpoint: 'cadss', visit: 'm40', population: 'placebo-responders' }).responses.reads).toEqual([
    'cadss@m40',
    'hamd17@day1',
    'hamd17@baseline',
  ]);
  expect(select({ visit: 'day7', population: 'placebo-responders' }).responses.reads).toEqual(['hamd17@day7', 'hamd17@baseline']);
});

it.each([
  [{}, [1, 1, 1]],
  [{ population: 'completers', visit: 'day7' }, [1, 0, 0]],
  [{ population: 'placebo-responders' }, [1, 0, 0]],
  [{ population: 'placebo-responders', reference: 'B', comparator: 'A' }, [0, 1, 0]],
] as const)('the responses keep to the population of %j', (changes, expected) => {
  const { responses } = select(changes);
  expect(Array.from(responses.included)).toEqual(expected);
  expect(responses.includedCount).toBe(expected.reduce((sum: number, one) => sum + one, 0));
});

it('a response names the column, treatment or remission rule that is missing', () => {
  expect(select({ visit: 'day14' }).problem?.reason).toBe('the data hold no values of hamd17 at visit day14');
  expect(select({ measure: 'change', baseline: 'day0' }).problem?.reason).toBe('the data hold no values of hamd17 at visit day0');
  expect(select({ comparator: 'C' }).problem?.reason).toBe('the data hold no treatment named C');
  expect(() => select({ comparator: 'A' })).toThrow(RangeError);
});
