import { expect, it } from 'vitest';
import { assuranceSizeText } from '../../../src/report/text/assurance-size-text.ts';
import { shippedStudy } from '../shipped-study.ts';

it('the ceiling of an assurance is stated only where there is one', () => {
  const said = (ceiling: number): string =>
    assuranceSizeText(shippedStudy('gaussian-textbook'), {
      ...{ target: 0.9, of: 'crossover-t', draws: 4, trialsPerDraw: 10, curve: [], notReached: 'no number reaches it' },
      ceiling,
    });
  expect(said(0.84)).toContain('Assurance cannot pass 84.0 %');
  expect(said(1)).not.toContain('cannot pass');
});
