import { rootKey } from '../../random/root-key.ts';
import { type SimulatedProportion, simulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { sequenceOutcomes } from '../../trial/sequence-outcomes.ts';
import { columnKey } from '../../trial/trial-data.ts';

/** The trial number whose streams belong to the participants who follow every sequence; no other population has it. */
const REPLICATE = -2_000_000;

/** Participants who follow every sequence (assumed: a Monte-Carlo error of a risk of 3 % of 0.2 %). */
const PARTICIPANTS = 10_000;

/** Share of participants who misuse the drug at the end of a sequence, and who meet the criteria of dependence. */
export interface CourseRisk {
  readonly sequence: string;
  readonly risks: Readonly<Record<string, SimulatedProportion>>;
}

/** Risks of misuse and dependence at the last visit of every sequence, everybody followed to its end; none where they are not recorded. */
export function courseRisks({ trial, seed }: Study): CourseRisk[] {
  if (trial.kind === 'gaussian') return [];
  const recorded = ['misuse', 'use-disorder'].flatMap((endpoint) => {
    const last = trial.outcomes[endpoint]?.visits.at(-1);
    return last === undefined ? [] : [{ endpoint, key: columnKey(endpoint, last) }];
  });
  if (recorded.length === 0) return [];
  const reads = new Set(recorded.map(({ key }) => key));
  const data = sequenceOutcomes(trial, rootKey(seed), reads, PARTICIPANTS, REPLICATE);
  return data.sequences.map(({ name }, code) => ({
    sequence: name,
    risks: Object.fromEntries(
      recorded.map(({ endpoint, key }) => {
        const values = data.columns.get(key) ?? new Float64Array(0);
        let count = 0;
        for (let subject = code; subject < data.subjectCount; subject += data.sequences.length)
          count += values[(subject + 1) * data.periodCount - 1];
        return [endpoint, simulatedProportion(count, PARTICIPANTS)];
      }),
    ),
  }));
}
