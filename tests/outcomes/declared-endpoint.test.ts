import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bindAnalysis } from '../../src/analysis/index.ts';
import { measureCode } from '../../src/analysis/r-code/data.ts';
import { isResponse } from '../../src/analysis/selection/measure.ts';
import { dictionaryText } from '../../src/data-files/index.ts';
import { rootKey } from '../../src/random/index.ts';
import { analysisSentence, effectUnit } from '../../src/report/sentences/analysis-sentence.ts';
import { questionOf } from '../../src/study/question.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { declaredEndpoints } from '../../src/trial/endpoints.ts';
import { columnKey } from '../../src/trial/trial-data.ts';
import { problemsOf, valid } from '../scenario/read.ts';

const pain = readFileSync(new URL('../../scenarios/endpoints/pain.yaml', import.meta.url), 'utf8');
const files = { 'pain.yaml': pain };
const text = (more = '', analysis = 'method: crossover-t, endpoint: pain, visit: day1'): string =>
  `extends: pain.yaml\nname: a\nvisits: {baseline: -1.5}\ndesign: {participants: 200}\n` +
  `outcomes:\n  hamd17: null\n  cadss: null\n  pain: {visits: [baseline, day1]${more}}\nanalyses: {a: {${analysis}}}\n`;

/** Every recorded value of an endpoint in one trial. */
function values(scenario: string, endpoint: string, visit: string): number[] {
  const { study } = valid(scenario, files);
  const generator = compileTrial(study.trial, rootKey(study.seed), 'all');
  generator.generate(0);
  return [...(generator.data.columns.get(columnKey(endpoint, visit)) ?? [])].filter((value) => !Number.isNaN(value));
}
const mean = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length;

describe('an endpoint that a scenario declares', () => {
  it('the ratings of pain are whole numbers from 0 to 10 about the mean that is declared', () => {
    const all = values(text(), 'pain', 'baseline');
    expect(all.length).toBe(400);
    expect(all.every((value) => Number.isInteger(value) && value >= 0 && value <= 10)).toBe(true);
    expect(Math.abs(mean(all) - 6.5)).toBeLessThan(0.35);
  });

  it('ratings that need not be whole are not', () => {
    expect(values(text(', whole: false'), 'pain', 'baseline').some((value) => !Number.isInteger(value))).toBe(true);
  });

  it('eligibility is judged on the measured value, so that the mean before treatment lies above', () => {
    const few = 'population: {screeningMinimum: 0}\n';
    const all = values(few + text(', eligibleFrom: 8'), 'pain', 'baseline');
    expect(mean(all)).toBeGreaterThan(7);
    expect(mean(values(few + text(', eligibleTo: 5'), 'pain', 'baseline'))).toBeLessThan(6);
  });

  it('a known scale can decide on eligibility too', () => {
    const of = (limit: string): string =>
      `name: a\ndesign: {participants: 200}\noutcomes: {madrs: {visits: [baseline, day1]${limit}}}\n` +
      `analyses: {a: {method: crossover-t, endpoint: madrs, visit: day1}}\n`;
    expect(mean(values(of(', eligibleFrom: 36'), 'madrs', 'baseline'))).toBeGreaterThan(mean(values(of(''), 'madrs', 'baseline')) + 1);
  });

  it('response and remission are judged by its own rules and in its own direction', () => {
    expect([isResponse(7, 10, 0.3), isResponse(7.1, 10, 0.3), isResponse(13, 10, 0.3, true), isResponse(12, 10, 0.3, true)]).toEqual([
      1, 0, 1, 0,
    ]);
    const { study } = valid(text('', 'method: mcnemar, endpoint: pain, visit: day1, measure: responder'), files);
    const question = questionOf(study.analyses.a, 0.95);
    expect(measureCode(question)).toEqual(['cells$y <- ifelse(cells$b > 0, as.numeric(cells$y <= cells$b * 0.7), NA)']);
    expect(measureCode({ ...question, measure: 'remission' })).toEqual(['cells$y <- as.numeric(cells$y <= 3)']);
    expect(bindAnalysis('mcnemar', question, {}).columns).toContain(columnKey('pain', 'baseline'));
    expect(analysisSentence(study.analyses.a, study.trial)).toContain('response in pain on day 1 (a fall from baseline by 30 % or more)');
  });

  it('its label, unit and range stand in sentences and in the dictionary of the data', () => {
    const { study } = valid(text(), files);
    expect(analysisSentence(study.analyses.a, study.trial)).toContain('of pain on day 1');
    expect(effectUnit(study.analyses.a)).toBe('points');
    expect(dictionaryText(['pain'], [], 'mechanistic', declaredEndpoints(study.trial))).toContain(
      'endpoint=pain,"Pain, numerical rating from 0 (none) to 10 (worst)",points,integer,0 to 10; lower is better; smallest important difference 2',
    );
  });

  it('with items it is rated from severity, item by item where that is asked', () => {
    const items = 'items: [{name: mood, maximum: 4, difficulty: 0.5}, {name: sleep, maximum: 4, difficulty: 1}]';
    const scenario = (mode: string): string =>
      `name: a\ndesign: {participants: 100}\nmeasurement: {mode: ${mode}}\noutcomes: {two: {label: Two items, visits: [baseline, day1], ${items}}}\n` +
      `analyses: {a: {method: crossover-t, endpoint: two, visit: day1, measure: responder}}\n`.replace('crossover-t', 'mcnemar');
    for (const mode of ['totals', 'items']) {
      const before = values(scenario(mode), 'two', 'baseline');
      expect(before.every((value) => Number.isInteger(value) && value >= 0 && value <= 8)).toBe(true);
      expect(mean(before)).toBeGreaterThan(mean(values(scenario(mode), 'two', 'day1')));
    }
  });

  it('a margin wider than the smallest important difference is a warning', () => {
    const result = valid(text('', 'method: tost, endpoint: pain, visit: day1, margin: 3'), files);
    expect(result.warnings.map((warning) => warning.text).join('\n')).toContain('wider than the smallest important difference of pain (2)');
    expect(
      valid(text('', 'method: tost, endpoint: pain, visit: day1, margin: 2'), files).warnings.filter(({ path }) => path.endsWith('margin')),
    ).toEqual([]);
  });

  it.each([
    [', minimum: 10', 'expected more than minimum (10), got 10'],
    [', mean: 12', 'expected 0 to 10, the range of the endpoint, got 12'],
    [', eligibleFrom: 8, eligibleTo: 5', 'expected at least eligibleFrom (8), got 5'],
    [', remissionCutOff: 11', 'expected 0 to 10, the range of the endpoint, got 11'],
    [', items: [{name: a, maximum: 2, difficulty: 0}], equating: [[0, 0], [52, 3]]', 'the equating ends at [52, 2]'],
    [', better: up', 'expected lower or higher'],
  ])('%s is refused', (more, message) => {
    expect(problemsOf(text(more), files).join('\n')).toContain(message);
  });

  it('an endpoint that is neither known nor declared is told, with what it needs', () => {
    const undeclared = `name: a\noutcomes: {mood: {visits: [day1]}}\nanalyses: {a: {method: crossover-t, endpoint: hamd17, visit: day1}}\n`;
    expect(problemsOf(undeclared).join('\n')).toContain('an endpoint of your own needs a label');
  });

  it('remission has no meaning without a cut-off', () => {
    const scenario = text(', remissionCutOff: null', 'method: mcnemar, endpoint: pain, visit: day1, measure: remission');
    expect(problemsOf(scenario, files).join('\n')).toContain('which declares no remissionCutOff');
  });
});
