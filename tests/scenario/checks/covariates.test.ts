import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { readScenario } from '../../../src/scenario/index.ts';
import { shipped } from '../../cli/command-line.ts';

function read(analysis: string, base = 'williams-2018.yaml') {
  const text = `extends: ${shipped(base)}\nanalyses:\n  adjusted: ${analysis}\nclaim: { name: c, all: [adjusted] }\n`;
  return readScenario({ path: '/tmp/covariates.yaml', text }, { readFile: (name) => readFileSync(name, 'utf8') });
}

function messages(analysis: string, base?: string): string {
  const result = read(analysis, base);
  return 'problems' in result ? result.problems.map(({ text }) => text).join('\n') : '';
}

const mixed = 'method: mixed-model, endpoint: hamd17, visit: day1';

describe('covariates of an analysis in a scenario', () => {
  it('covariates are adjusted for in every simulated trial', () => {
    const scenario = read(`{ ${mixed}, covariates: [sex, age, weight, failed_courses, screening_hamd17] }`);
    if ('problems' in scenario) throw new Error(scenario.problems[0].text);
    const { generator, bound, names } = compileStudy(scenario.study);
    generator.generate(3);
    const outcome = bound[names.indexOf('adjusted')].run(generator.data);
    if (outcome.status !== 'estimated') throw new Error(outcome.reason);
    expect(Object.keys(outcome.details().fixedEffects as object)).toEqual(
      expect.arrayContaining(['sex', 'age', 'weight', 'failed_courses', 'screening_hamd17']),
    );
  });

  it.each([
    [`{ ${mixed}, covariates: [sex, wieght] }`, /covariates\.1: .*wieght.*weight/],
    [`{ ${mixed}, covariates: [age, age] }`, /covariates\.1: expected each covariate once, got age again/],
    ['{ method: paired-t, endpoint: hamd17, visit: day1, covariates: [age] }', /covariates: expected none for paired-t, got age/],
    [`{ ${mixed}, covariates: age }`, /covariates: expected a list of covariates/],
  ])('an analysis with %s is refused', (analysis, message) => {
    expect(messages(analysis)).toMatch(message);
  });

  it('a Gaussian scenario has no covariates', () => {
    expect(messages('{ method: mixed-model, covariates: [age] }', 'gaussian-textbook.yaml')).toMatch(
      /expected none in a Gaussian scenario/,
    );
  });
});
