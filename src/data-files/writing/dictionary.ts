import { check } from '../../arguments/shape.ts';
import { endpointTraits } from '../../outcomes/endpoint-traits.ts';
import { statedWords, type EndpointTraits } from '../../outcomes/endpoint.ts';
import { gaussianEndpoint } from '../../outcomes/parameters.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { csvText, type Cell, type DataTable, type TableColumn } from './data-table.ts';

const header = ['file', 'column', 'label', 'unit', 'type', 'codes'];

/** What the values of an endpoint are; nothing for one that the program does not know. */
function endpointRow(endpoint: string, kind: TrialModel['kind'], declared?: EndpointTraits): Cell[] | undefined {
  const traits = declared ?? endpointTraits(endpoint);
  const name = `endpoint=${endpoint}`;
  if (kind === 'gaussian' || endpoint === gaussianEndpoint) {
    const unnamed = endpoint === gaussianEndpoint ? 'Endpoint of the statistical outcome model' : endpoint;
    const { label = unnamed, unit = 'units of the scenario', ...stated } = traits ?? {};
    return ['observations.csv', name, label, unit, 'number', statedWords(stated).join('; ')];
  }
  if (traits === undefined) return undefined;
  const { label, unit, minimum = 0, maximum, whole = true } = traits;
  const range = `${minimum} to ${maximum}`;
  return ['observations.csv', name, label, unit, whole ? 'integer' : 'number', [range, ...statedWords(declared ?? {})].join('; ')];
}

/** What columns hold in the normal model, which has periods without times, drugs or patients' traits: label and codes by column. */
const withoutTimes: Readonly<Record<string, readonly [label: string, codes: string]>> = {
  treatment: ['Condition of the period', ''],
  visit: ['The one measurement of the period', 'outcome'],
  hours: ['A constant: the normal model has no times', ''],
  ...Object.fromEntries(
    ['sex', 'age', 'weight', 'failed_courses', 'screening_hamd17'].map((name) => [name, ['Empty: the normal model has no such value', '']]),
  ),
  ...Object.fromEntries(
    ['event', 'onset_hours', 'end_hours', 'grade', 'relation', 'onset_date', 'end_date'].map((name) => [
      name,
      ['Adverse event: the normal model has none', ''],
    ]),
  ),
};

/**
 * `dictionary.csv`: every column of the data files written, with label, unit, type and codes, and every endpoint recorded.
 * @param kind  the model that made the data
 * @param declared  what a scenario says of the endpoints that it declares
 * @example
 * ```ts
 * import { dictionaryText, observations } from 'crossover-sim/data';
 * dictionaryText(['hamd17'], [observations], 'mechanistic'); // → 'file,column,label,unit,type,codes…'
 * ```
 */
export function dictionaryText(
  endpoints: readonly string[],
  tables: readonly DataTable[],
  kind: TrialModel['kind'],
  declared: Readonly<Record<string, EndpointTraits>> = {},
): string {
  check('endpoints', endpoints, { list: 'word' });
  check('tables', tables, { list: { fields: { file: 'text', columns: { list: 'object' } } } });
  check('kind', kind, { oneOf: ['gaussian', 'mechanistic'] });
  check('declared', declared, { record: 'object' });
  const written = tables.flatMap(({ file, columns }) =>
    columns.map((column): Cell[] => {
      const { name, label, unit = '', type, codes = '' } = columnAsWritten(column, kind);
      return [file, name, label, unit, type, codes];
    }),
  );
  const described = endpoints.map((name) => endpointRow(name, kind, declared[name])).filter((row) => row !== undefined);
  return csvText([header, ...written, ...described]);
}

/** A column with the label and the codes that it has under a model. */
export function columnAsWritten(column: TableColumn, kind: TrialModel['kind']): TableColumn {
  const [label, codes] = (kind === 'gaussian' ? withoutTimes[column.name] : undefined) ?? [column.label, column.codes];
  return { ...column, label, ...(codes === undefined ? {} : { codes }) };
}

/** What the values of the endpoints that are recorded are, as plain data. */
export function endpointRows(
  endpoints: readonly string[],
  kind: TrialModel['kind'],
  declared: Readonly<Record<string, EndpointTraits>>,
): { readonly name: string; readonly label: Cell; readonly unit: Cell; readonly type: Cell; readonly values: Cell }[] {
  return endpoints.flatMap((name) => {
    const row = endpointRow(name, kind, declared[name]);
    if (row === undefined) return [];
    const [label, unit, type, values] = row.slice(2);
    return [{ name, label, unit, type, values }];
  });
}
