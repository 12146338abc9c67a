import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec } from '../analysis.ts';
import { addValue, emptyMoments, standardDeviation } from '../../statistics/running-moments.ts';
import { Responses } from './responses.ts';

/** The recorded responses under one treatment at one visit. */
export interface TreatmentSummary {
  readonly treatment: string;
  readonly visit: string;
  /** Responses recorded: of a participant, one in every period of the treatment. */
  readonly count: number;
  /** Mean, NaN without responses. */
  readonly mean: number;
  /** Standard deviation with divisor n − 1, NaN with fewer than two responses. */
  readonly sd: number;
}

/**
 * What was recorded under the treatments that an analysis compares, in its population and as its measure: the reference first.
 * @returns nothing where the data do not hold what is asked
 */
export function treatmentSummaries(question: AnalysisSpec, data: TrialData): TreatmentSummary[] {
  const { visit, visits = [visit], reference, comparator } = question;
  const asked = visits.includes(visit) ? [visit] : visits;
  const responses = new Responses(question, { visits: asked });
  if (responses.select(data) !== undefined) return [];
  const codes = [
    [reference, responses.reference],
    [comparator, responses.comparator],
  ] as const;
  return asked.flatMap((name, place) =>
    codes.map(([treatment, code]) => {
      const moments = emptyMoments();
      for (let row = 0; row < data.subjectCount * data.periodCount; row++) {
        const value = responses.responses[place][row];
        const counts = data.treatment[row] === code && responses.included[Math.floor(row / data.periodCount)] === 1;
        if (counts && !Number.isNaN(value)) addValue(moments, value);
      }
      const { count, mean } = moments;
      return { treatment, visit: name, count, mean: count > 0 ? mean : NaN, sd: count > 1 ? standardDeviation(moments) : NaN };
    }),
  );
}
