import type { ResolvedScenario } from '../../scenario/schema/scenario-schema.ts';
import { columnKey } from '../../trial/trial-data.ts';
import type { RecordedData } from '../evidence-study.ts';

/** Share of the values that were planned, at visits that the data have, and are missing. */
export function missingShare({ outcomes }: ResolvedScenario, { data }: RecordedData): number {
  const columns = Object.entries(outcomes).flatMap(([endpoint, outcome]) =>
    (outcome?.visits ?? []).flatMap((visit) => data.columns.get(columnKey(endpoint, visit)) ?? []),
  );
  const all = columns.reduce((sum, values) => sum + values.length, 0);
  return columns.reduce((sum, values) => sum + values.filter(Number.isNaN).length, 0) / all;
}
