import { knownEndpoint } from './endpoint-names.ts';
import { isTreatmentName, plainName } from './column-roles.ts';
import { measurementColumn } from './measurement-column.ts';
import { spelledTreatments } from './spelled-treatments.ts';
import type { SourceTable, TableLayout } from './table-layout.ts';
import { unreadable } from '../formats/table-format.ts';
import { type Measurement, unpivoted } from './unpivot.ts';

/** A row for each participant and period, with a column for each visit, or for each endpoint. */
export const wide: TableLayout = {
  name: 'wide',
  description: 'a row for each participant and period',
  arrange(source) {
    const { table, roles, endpoint, isTold } = source;
    const { names } = roles;
    const isOf = names.subject !== undefined && names.period !== undefined && (names.treatment ?? names.sequence) !== undefined;
    if (!isOf)
      return isTold ? unreadable('--layout wide: expected columns for subject, period and treatment; name them with --columns') : undefined;
    const measurements = measurementsOf(source);
    if (measurements.length === 0)
      return isTold
        ? unreadable('--layout wide: no column has the name of a visit; name them with --values bl=baseline,d7=day7')
        : undefined;
    const periodPlace = table.header.indexOf(names.period ?? '');
    const sequencePlace = table.header.indexOf(names.sequence ?? '');
    const periods = names.treatment === undefined ? periodsOf(source) : 0;
    return unpivoted(table, {
      roles: names,
      measurements,
      defaults: { endpoint: endpoint ?? 'value', visit: 'visit' },
      ...(names.treatment === undefined
        ? {
            occasionOf: ({ fields }) => {
              const period = Number(fields[periodPlace]);
              return { period, treatment: spelledTreatments(fields[sequencePlace], periods)?.[period - 1] };
            },
          }
        : {}),
      said: [`visits ${[...new Set(measurements.map(({ visit }) => visit))].filter((visit) => visit !== '').join(', ')}`].filter(
        (words) => words !== 'visits ',
      ),
    });
  },
};

function measurementsOf({ table: { header }, roles: { names }, values }: SourceTable): Measurement[] {
  const named = values.map(({ column, visit = '' }) => ({ at: header.indexOf(column), endpoint: '', visit }));
  if (named.length > 0) return named;
  const used = Object.values(names).filter((name) => name !== names.baseline || measurementColumn(name)?.visit !== 'baseline');
  const columns = header.flatMap((name, at): Measurement[] => {
    if (used.includes(name) || isTreatmentName(plainName(name))) return [];
    const found = measurementColumn(name);
    return found?.visit === undefined || found.period !== undefined ? [] : [{ at, endpoint: found.endpoint, visit: found.visit }];
  });
  if (columns.some(({ visit }) => visit !== 'baseline')) return columns;
  return header.flatMap((name, at): Measurement[] => {
    const endpoint = knownEndpoint(name);
    return endpoint === undefined ? [] : [{ at, endpoint, visit: '' }];
  });
}

/** The largest number of a period. */
function periodsOf({ table, roles: { names } }: SourceTable): number {
  const place = table.header.indexOf(names.period ?? '');
  let most = 0;
  for (const { fields } of table.rows()) most = Math.max(most, Number(fields[place]) || 0);
  return most;
}
