import { withdrawalReasons } from '../../trial/participant-flow.ts';
import { dataTable, subjectColumn, subjectName, trialColumn, sequenceColumn } from './data-table.ts';

/** One row per subject: sequence, covariates, completion and the reason for withdrawal. Covariates are empty where the model has none. */
export const subjects = dataTable({
  file: 'subjects.csv',
  label: 'One row per participant',
  columns: [
    trialColumn,
    subjectColumn,
    sequenceColumn,
    { name: 'sex', label: 'Sex', type: 'text', codes: 'female, male', values: { female: 'Female', male: 'Male' } },
    { name: 'age', label: 'Age at screening', unit: 'years', type: 'number' },
    { name: 'weight', label: 'Body weight', unit: 'kg', type: 'number' },
    { name: 'failed_courses', label: 'Failed antidepressant courses before the trial', unit: 'courses', type: 'integer' },
    { name: 'screening_hamd17', label: 'HAM-D17 total at screening', unit: 'points', type: 'integer', codes: '0 to 52' },
    {
      name: 'periods_given',
      label: 'Periods in which treatment was given',
      unit: 'periods',
      type: 'integer',
      origin: 'counted over the periods of the subject',
    },
    {
      name: 'completed',
      label: 'Whether the subject finished the trial; no also after withdrawal in the last period',
      type: 'text',
      codes: 'yes, no',
      values: { yes: 'Finished', no: 'Did not finish' },
      origin: 'yes without a reason for withdrawal',
    },
    { name: 'withdrawal_reason', label: 'Why the subject did not finish; empty for completers', type: 'text' },
  ],
  rows({ data, records }, trial) {
    const covariate = (name: string, subject: number, digits: number): number | string => {
      const values = data.covariates.get(name);
      return values === undefined ? '' : Number(values[subject].toFixed(digits));
    };
    return Array.from({ length: data.subjectCount }, (_, subject) => {
      const sex = covariate('sex', subject, 0);
      const reason = records.withdrawal[subject];
      return [
        trial,
        subjectName(subject),
        data.sequences[data.sequence[subject]].name,
        sex === '' ? '' : sex === 0 ? 'female' : 'male',
        covariate('age', subject, 1),
        covariate('weight', subject, 1),
        covariate('failed_courses', subject, 0),
        covariate('screening_hamd17', subject, 0),
        records.periodsGiven[subject],
        reason === 0 ? 'yes' : 'no',
        reason === 0 ? '' : withdrawalReasons[reason],
      ];
    });
  },
});
