import { subjectCells, subjectColumns } from './subject-columns.ts';
import { armsOf, epochAt, livedElements, treatmentsOf } from '../arms.ts';
import { isoDateTime, studyDay } from '../../dates/study-calendar.ts';
import {
  assigned,
  cdiscDataset,
  collected,
  derived,
  float,
  integer,
  iso,
  optional,
  required,
  text,
  type CdiscDataset,
} from '../dataset.ts';
import { visitName, visitNumber, type CdiscTrial } from '../trial.ts';

/** EX: one record per drug and period; a drug that was not taken has none. */
export function ex(trial: CdiscTrial): CdiscDataset {
  const { visits } = trial;
  const [arms, treatments] = [armsOf(trial), treatmentsOf(trial)];
  const day = visits.find(({ hours }) => hours === 0) ?? visits[0];
  const records = trial.subjects.flatMap((subject) => {
    const elements = livedElements(subject, arms[subject.sequence], treatments);
    const reference = subject.periods.at(0)?.firstDose ?? 0;
    return subject.periods.flatMap(({ number, infusion, doses }) =>
      doses.map(({ treatment, dose, unit, form, route, frequency, start, end }) => ({
        ...subjectCells(trial, 'EX', subject),
        ...{ EXTRT: treatment, EXDOSE: dose, EXDOSU: unit, EXDOSFRM: form, EXDOSFRQ: frequency, EXROUTE: route },
        ...{ VISITNUM: visitNumber(number, day, visits), VISIT: visitName(number, day), EPOCH: epochAt(elements, infusion + start) },
        ...{ EXSTDTC: isoDateTime(infusion + start), EXENDTC: isoDateTime(infusion + end) },
        ...{ EXSTDY: studyDay(infusion + start, reference), EXENDY: studyDay(infusion + end, reference) },
      })),
    );
  });
  return cdiscDataset(
    {
      ...{ name: 'EX', label: 'Exposure', class: 'INTERVENTIONS' as const, structure: 'One record per subject, period and drug' },
      keys: ['STUDYID', 'USUBJID', 'EXSTDTC', 'EXTRT'],
      variables: [
        ...subjectColumns('EX'),
        integer('EXSEQ', 'Sequence Number', derived('Order of the records of a subject'), required),
        text('EXTRT', 'Name of Treatment', collected, required),
        float('EXDOSE', 'Dose', collected),
        text('EXDOSU', 'Dose Units', collected),
        text('EXDOSFRM', 'Dose Form', collected),
        text('EXDOSFRQ', 'Dosing Frequency per Interval', collected),
        text('EXROUTE', 'Route of Administration', collected, optional),
        integer('VISITNUM', 'Visit Number', assigned),
        text('VISIT', 'Visit Name', assigned),
        text('EPOCH', 'Epoch', derived('Epoch of the element in which EXSTDTC lies')),
        iso('EXSTDTC', 'Start Date/Time of Treatment', collected, required),
        iso('EXENDTC', 'End Date/Time of Treatment', collected),
        integer('EXSTDY', 'Study Day of Start of Treatment', derived('Day of EXSTDTC from DM.RFSTDTC; there is no day 0')),
        integer('EXENDY', 'Study Day of End of Treatment', derived('Day of EXENDTC from DM.RFSTDTC; there is no day 0')),
      ],
    },
    records,
    'EXSEQ',
  );
}
