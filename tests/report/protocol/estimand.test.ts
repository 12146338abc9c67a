import { describe, expect, it } from 'vitest';
import { estimandAttributes } from '../../../src/report/protocol/estimand-attributes.ts';
import { estimandLines } from '../../../src/report/protocol/estimand-lines.ts';
import { shippedStudy } from '../shipped-study.ts';

const attributes = (name: string, analysis: string, ...changes: string[]): Record<string, string> => {
  const study = shippedStudy(name, changes);
  return Object.fromEntries(estimandAttributes(study, study.analyses[analysis]));
};

describe('the estimand of an analysis', () => {
  it('an estimand has the five attributes of ICH E9(R1), each true of the study', () => {
    expect(attributes('williams-2018', 'hamd17-change-day1')).toEqual({
      Treatment: 'naltrexone against placebo, each as a first treatment',
      Population: 'Participants eligible at screening (age from 18 to 70 years and HAM-D17 of at least 20)',
      Variable: 'change from baseline in HAM-D17 on day 1',
      'Intercurrent events': 'Withdrawal between periods: hypothetical strategy (the response had the participant stayed in the trial)',
      'Population-level summary': expect.stringMatching(/^The mean over patients/) as string,
    });
  });

  it('the estimand of a course names the sequences that it is over, and the average over periods', () => {
    const { Treatment, Variable } = attributes('courses/six-infusions', 'hamd17-day1-within');
    expect(Treatment).toMatch(/over the periods of the sequences that give both, each sequence followed to its end/);
    expect(Variable).toBe('HAM-D17 on day 1, averaged over the periods under each treatment');
  });

  it('an estimand names every intercurrent event that the scenario has, with its strategy, and no other', () => {
    const events = (...changes: string[]): string => attributes('williams-2018', 'hamd17-day1', ...changes)['Intercurrent events'];
    expect(events('missingness.betweenPeriods=0')).toBe('None is simulated');
    expect(events('missingness.betweenPeriods=0', 'missingness.perVisit=0.1')).toBe('None is simulated'); // missing data, not an event
    expect(events('missingness.noShow=0.1')).toMatch(/^Withdrawal between periods and failure to attend a later period: hypothetical/);
    expect(events('treatments.pretreatments.naltrexone.adherence=0.8')).toMatch(/naltrexone not taken: treatment-policy strategy/);
    const waits = events('design.rebaselineShare=0.8');
    expect(waits).toMatch(/withdrawal because the score does not come back: hypothetical/);
    expect(waits).toMatch(/postponed infusion: hypothetical/);
    const parallel = attributes('designs/parallel-groups', 'hamd17-day1', 'missingness.afterAdverseEffect=0.1');
    expect(parallel['Intercurrent events']).toMatch(/^Withdrawal after an adverse effect: hypothetical/);
  });

  it('a list of estimands has the attributes that all analyses share once', () => {
    const text = estimandLines(shippedStudy('williams-2018')).join('\n');
    expect(text.match(/treatment: /g)).toHaveLength(1);
    expect(text.match(/variable: /g)).toHaveLength(5);
  });
});
