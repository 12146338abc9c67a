import { expect, it } from 'vitest';
import { problemsOf } from '../read.ts';

it('a value of the wrong kind is told in the words of the scenario, not of the schema’s library', () => {
  const sections = ['design', 'visits', 'outcomes', 'analyses', 'claim', 'power', 'evidence', 'population', 'treatments', 'response'];
  for (const value of ['3', 'word', '[]']) {
    const lines = problemsOf(sections.map((section) => `${section}: ${value}\n`).join(''));
    expect(lines.length).toBeGreaterThanOrEqual(sections.length);
    expect(lines.filter((line) => /Invalid|received/.test(line))).toEqual([]);
  }
});

it('correlations are a list of rows', () => {
  expect(problemsOf('population:\n  correlations: 3\n')).toEqual([
    'mine.yaml:2:17 population.correlations: expected a list of rows, got 3',
  ]);
  expect(problemsOf('population: {correlations: [x]}\n')).toEqual([
    "mine.yaml:1:29 population.correlations.0: expected a row of correlations, got 'x'",
  ]);
});
