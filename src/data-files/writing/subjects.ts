import { withdrawalReasons } from '../../trial/participant-flow.ts';
import { subjectName, type DataTable } from './data-table.ts';

/** One row per subject: sequence, covariates, completion and the reason for withdrawal. Covariates are empty where the model has none. */
export const subjects: DataTable = {
  file: 'subjects.csv',
  header: [
    'trial',
    'subject',
    'sequence',
    'sex',
    'age',
    'weight',
    'failed_courses',
    'screening_hamd17',
    'periods_given',
    'completed',
    'withdrawal_reason',
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
};
