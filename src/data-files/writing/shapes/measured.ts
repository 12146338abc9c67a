import { endpointTraits } from '../../../outcomes/endpoint-traits.ts';
import { declaredEndpoints } from '../../../trial/endpoints.ts';
import { columnParts } from '../../../trial/trial-data.ts';
import type { TrialGenerator } from '../../../trial/trial-generator.ts';
import type { TrialModel } from '../../../trial/trial-model.ts';
import type { Cell, TableColumn } from '../data-table.ts';
import { plainNames } from '../names.ts';

/** One endpoint at one visit as a column of its own. */
export interface MeasuredColumn {
  /** As the trial keeps it. */
  readonly key: string;
  readonly column: TableColumn;
}

/** Every endpoint at every visit, in the order in which a trial records them, with names such as `hamd17_day1`. */
export function measuredColumns({ hours }: TrialGenerator, model: TrialModel): MeasuredColumn[] {
  const declared = declaredEndpoints(model);
  const parts = [...hours].map(([key, time]) => ({ key, time, ...columnParts(key) }));
  // Room for the number of a period behind the name.
  const names = plainNames(
    parts.map(({ endpoint, visit }) => `${endpoint}_${visit}`),
    28,
  );
  return parts.map(({ key, time, endpoint, visit }, i) => {
    const { label = endpoint, unit } = declared[endpoint] ?? endpointTraits(endpoint) ?? {};
    const when = model.kind === 'gaussian' ? visit : `${visit} (${Number(time.toFixed(4))} h after the studied drug)`;
    const column = { name: names[i], label: `${label}, ${when}`, type: 'number', ...(unit === undefined ? {} : { unit }) } as const;
    return { key, column };
  });
}

/** The recorded value of a subject-period; nothing where it is missing. */
export function measuredCell({ data }: TrialGenerator, key: string, row: number): Cell {
  const value = data.columns.get(key)?.[row] ?? NaN;
  return Number.isNaN(value) ? '' : value;
}
