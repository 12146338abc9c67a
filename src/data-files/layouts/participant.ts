import { unreadable, type Unreadable } from '../formats/table-format.ts';
import { isBlank, type RecordRow } from '../reading/record-table.ts';
import {
  numberedColumns,
  type ParticipantColumns,
  type ParticipantMeasurement,
  periodColumns,
  treatmentColumns,
  treatmentColumnsAt,
} from './participant-columns.ts';
import { dividedSequence, spelledTreatments } from './spelled-treatments.ts';
import type { SourceTable, TableLayout } from './table-layout.ts';
import { type Occasion, unpivoted } from './unpivot.ts';

/** A row for each participant, with a column for each period (and visit), or for each treatment. */
export const participant: TableLayout = {
  name: 'participant',
  description: 'a row for each participant',
  arrange(source) {
    const { table, roles, endpoint, isTold } = source;
    const { names } = roles;
    if (names.subject === undefined || (names.period !== undefined && !isTold)) return undefined;
    const columns = periodColumns(source) ?? treatmentColumns(source) ?? numberedColumns(source);
    if (columns === undefined)
      return isTold ? unreadable('--layout participant: no column has the name of a period; name them as hamd_p1, hamd_p2') : undefined;
    if ('problems' in columns) return columns;
    const occasionOf = occasions(source, columns);
    if (typeof occasionOf === 'object') return occasionOf;
    // A baseline for each participant is none of a period.
    const own = Object.fromEntries(Object.entries(names).filter(([role]) => role !== 'baseline' && role !== 'period'));
    const defaults = { endpoint: endpoint ?? 'value', visit: 'visit' };
    return unpivoted(table, { roles: own, measurements: columns.measurements, defaults, occasionOf, said: [columns.said] });
  },
};

type OccasionOf = (row: RecordRow, measurement: ParticipantMeasurement) => Occasion | undefined;

/** How period and treatment of a measurement are found: the treatment in a column for the period, else in the sequence. */
function occasions(source: SourceTable, { measurements }: ParticipantColumns): OccasionOf | Unreadable {
  const own = treatmentColumnsAt(source);
  if (own.size > 0)
    return ({ fields }, { period = 0 }) => {
      const treatment = fields[own.get(period) ?? -1]?.trim();
      return { period, treatment: treatment === '' ? undefined : treatment };
    };
  const place = source.table.header.indexOf(source.roles.names.sequence ?? '');
  if (place < 0)
    return unreadable(
      'a row for each participant does not say the treatment of a period: it needs a column sequence (AB, placebo-naltrexone), or treatment_p1, treatment_p2; other names by --columns sequence=NAME',
    );
  const periods = Math.max(0, ...measurements.map(({ period = 0 }) => period));
  const treatmentsOf = ({ fields }: RecordRow): string[] | undefined => {
    const label = fields[place]?.trim() ?? '';
    return periods === 0 ? dividedSequence(label) : spelledTreatments(label, periods);
  };
  for (const row of source.table.rows()) {
    if (isBlank(row) || (row.fields[place] ?? '').trim() === '' || treatmentsOf(row) !== undefined) continue;
    return unreadable(
      `sequence '${row.fields[place]}' cannot be divided into ${periods || 'several'} treatments: write them as A/B, or give them in columns treatment_p1, treatment_p2`,
      row.line,
    );
  }
  return (row, { period, treatment }) => {
    const treatments = treatmentsOf(row) ?? [];
    const at = period ?? treatments.indexOf(treatment ?? '') + 1;
    return at === 0 ? undefined : { period: at, treatment: treatments[at - 1] };
  };
}
