import { type Cell, dataTable, subjectColumn, subjectName, trialColumn, periodColumn, treatmentColumn } from './data-table.ts';

/**
 * What the model has in the body of each subject at the hours for which the generator keeps it: one row per period given, time and drug or blocked target. It is not measured: there is no error of an assay, no limit of quantification
 * and no missed visit.
 */
export const concentrations = dataTable({
  file: 'concentrations.csv',
  label: 'One row per participant, period, time and drug or target',
  mostRows: ({ data, concentrations: kept = [] }) =>
    kept.reduce((sum, { hours }) => sum + hours.length, 0) * data.subjectCount * data.periodCount,
  columns: [
    trialColumn,
    subjectColumn,
    periodColumn,
    treatmentColumn,
    { name: 'hours', label: 'Time since the studied drug of the period; negative before it', unit: 'h', type: 'number' },
    { name: 'analyte', label: 'Drug in plasma, or the target that drugs block', type: 'text' },
    {
      name: 'value',
      label: 'Concentration in plasma, or share of the target that is blocked',
      unit: 'see unit',
      type: 'number',
    },
    { name: 'unit', label: 'Unit of the value', type: 'text', codes: 'ng/mL, share' },
  ],
  rows({ data, records, concentrations: kept = [] }, trial) {
    const rows: Cell[][] = [];
    for (let row = 0; row < data.subjectCount * data.periodCount; row++) {
      if (Number.isNaN(records.start[row])) continue;
      const own = [
        trial,
        subjectName(Math.floor(row / data.periodCount)),
        (row % data.periodCount) + 1,
        data.treatments[data.treatment[row]],
      ];
      for (const { analyte, unit, hours, values } of kept)
        hours.forEach((hour, at) => rows.push([...own, hour, analyte, Number(values[row * hours.length + at].toPrecision(6)), unit]));
    }
    return rows;
  },
});
