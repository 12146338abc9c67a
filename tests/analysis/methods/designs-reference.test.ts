import { describe, expect, it } from 'vitest';
import { bindAnalysis, type Estimate } from '../../../src/analysis/index.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { readFileSync } from 'node:fs';
import { note } from '../../reference/agreement.ts';
import { designQuestions, questionName, wholeQuestion } from '../../reference/designs/questions.ts';

const folder = new URL('../../reference/designs/', import.meta.url);
const { tolerance, results } = JSON.parse(readFileSync(new URL('results.json', folder), 'utf8')) as {
  tolerance: number;
  results: Record<string, Record<string, number>>;
};

function figuresOf({ estimate, standardError, df, pValue, interval }: Estimate): Record<string, number> {
  return { estimate, standardError, df, pValue, lower: interval.lower, upper: interval.upper };
}

describe.each(['parallel-groups', 'balaam', 'extra-period', 'four-condition'] as const)('simulated data designs/%s', (name) => {
  const text = readFileSync(new URL(`${name}.csv`, folder), 'utf8');
  it.each(designQuestions.filter(({ data }) => data === name).map((each) => [questionName(each), each] as const))(
    '%s agrees with the reference',
    (key, question) => {
      const asked = wholeQuestion(question);
      const read = readObservations(text, {}, { endpoint: asked.endpoint, visit: asked.visit });
      if ('problems' in read) throw new Error(JSON.stringify(read.problems));
      const outcome = bindAnalysis(question.method, asked, question.options).run(read.trials[0].data);
      if (outcome.status !== 'estimated') throw new Error(outcome.reason);
      const ours = figuresOf(outcome);
      expect(Object.keys(results[key]).length).toBeGreaterThanOrEqual(4);
      for (const [figure, theirs] of Object.entries(results[key])) {
        note(question.method, figure, ours[figure], theirs, tolerance * Math.abs(theirs));
        expect(Math.abs(ours[figure] - theirs), figure).toBeLessThanOrEqual(tolerance * Math.abs(theirs));
      }
    },
  );
});
