import type { ReplicateEstimate } from '../../power/simulation/replay-estimates.ts';
import type { Cell, TableColumn } from './data-table.ts';
import type { TableDescription } from './formats/table-format.ts';

const number = (name: string, label: string): TableColumn => ({ name, label, type: 'number' });

/** What every analysis gives in every simulated trial of a power run: one row per scenario, trial and analysis. */
export const estimatesTable: TableDescription = {
  name: 'estimates',
  label: 'One row per scenario, simulated trial and analysis',
  columns: [
    { name: 'scenario', label: 'Name of the scenario', type: 'text' },
    { name: 'replicate', label: 'Number of the simulated trial, from 0; as in simulate --replicate', type: 'integer' },
    { name: 'analysis', label: 'Name of the analysis in the scenario', type: 'text' },
    number('estimate', 'Treatment effect, comparator minus reference; in units of the measure unless the method says otherwise'),
    number('se', 'Standard error; empty where the method has none'),
    number('df', 'Degrees of freedom; empty where the reference distribution is normal or exact'),
    number('p', 'p-value'),
    number('lower', 'Lower limit of the interval; empty where it has none'),
    number('upper', 'Upper limit of the interval; empty where it has none'),
    {
      name: 'decision',
      label: 'Whether the analysis succeeds: significant in its direction, after interim analyses and adjustment for multiplicity',
      type: 'integer',
      codes: '1 = success, 0 = no success',
      values: { 1: 'Success', 0: 'No success' },
      origin: 'judged as power counts it',
    },
    { name: 'failure', label: 'Why the analysis could not be made; empty where it could', type: 'text' },
  ],
};

/** What an analysis gives in a trial as a row of the table. */
export function estimateRow(scenario: string, found: ReplicateEstimate): Cell[] {
  const { replicate, analysis, estimate, standardError, df, pValue, lower, upper, success, failure } = found;
  return [scenario, replicate, analysis, ...[estimate, standardError, df, pValue, lower, upper].map(finiteCell), Number(success), failure];
}

function finiteCell(value: number): Cell {
  return Number.isFinite(value) ? value : '';
}
