import { unreadable } from '../formats/table-format.ts';
import type { RecordTable } from '../reading/record-table.ts';
import { knownEndpoint } from './endpoint-names.ts';
import { plainVisit } from './measurement-column.ts';
import type { TableLayout } from './table-layout.ts';

/** Variables of the Basic Data Structure by the columns that they are; the first that a file has is taken. */
const variables = {
  subject: ['USUBJID', 'SUBJID'],
  trial: ['STUDYID'],
  sequence: ['TRTSEQP', 'TRTSEQA'],
  period: ['APERIOD'],
  treatment: ['TRTA', 'TRTP'],
  visit: ['AVISIT', 'AVISITN', 'ADY'],
  endpoint: ['PARAMCD', 'PARAM'],
  value: ['AVAL'],
  baseline: ['BASE'],
} as const;

/**
 * A data set of ADaM in its Basic Data Structure (ADQS and the like): a row for each parameter and time, in CDISC's variables.
 * @see CDISC (2021) Analysis Data Model Implementation Guide 1.3, section 3.3
 */
export const adam: TableLayout = {
  name: 'adam',
  description: 'ADaM',
  arrange({ table, roles, isTold }) {
    const header = table.header.map((name) => name.toUpperCase());
    const has = (name: string): boolean => header.includes(name);
    const isOfSubjects = has('USUBJID') && !has('AVAL') && !has('APERIOD') && ['TRTSEQP', 'TRT01P', 'ARM'].some(has);
    if (isOfSubjects)
      return unreadable(
        'the table has a row for each participant and no measurements, as ADSL: analyse ADQS, and name this one by --subjects for covariates',
      );
    if (!['USUBJID', 'AVAL', 'PARAMCD'].every(has) && !isTold) return undefined;
    const columns: Record<string, string> = {};
    for (const [role, names] of Object.entries(variables)) {
      const name = names.find(has);
      if (name !== undefined) columns[role] = table.header[header.indexOf(name)];
    }
    Object.assign(columns, roles.given);
    const missing = (['subject', 'period', 'treatment', 'value'] as const).filter((role) => columns[role] === undefined);
    if (missing.length > 0)
      return unreadable(
        `the ADaM table has no ${missing.map((role) => variables[role].join(' or ')).join(', ')}: name what stands for it by --columns ${missing[0]}=NAME`,
      );
    const flag = table.header[header.indexOf('ANL01FL')];
    return {
      table: inOwnWords(table, columns),
      columns,
      said: [
        `${columns.treatment} as treatment`,
        ...(flag === undefined ? [] : [`rows of every ${flag}: --where '${flag} = Y' takes the flagged ones`]),
      ],
      aside: [],
      perRow: 1,
    };
  },
};

/** The table with visits and parameters as this program names them: `Day 7` is `day7`, `HAMD17` is `hamd17`. */
function inOwnWords(table: RecordTable, columns: Readonly<Record<string, string>>): RecordTable {
  const { header } = table;
  const [visit, endpoint] = [header.indexOf(columns.visit ?? ''), header.indexOf(columns.endpoint ?? '')];
  const isDay = columns.visit?.toUpperCase() === 'ADY';
  return {
    header,
    *rows(onFault) {
      for (const { line, fields } of table.rows(onFault)) {
        const own = [...fields];
        if (own[visit] !== undefined) own[visit] = isDay && own[visit] !== '' ? `day${own[visit]}` : plainVisit(own[visit]);
        if (own[endpoint] !== undefined) own[endpoint] = knownEndpoint(own[endpoint].trim()) ?? own[endpoint];
        yield { line, fields: own };
      }
    },
  };
}
