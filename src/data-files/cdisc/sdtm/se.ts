import { subjectCells, subjectColumns } from './subject-columns.ts';
import { armsOf, livedElements, treatmentsOf } from '../arms.ts';
import { isoDate, isoDateTime, studyDay } from '../../dates/study-calendar.ts';
import { assigned, cdiscDataset, derived, integer, iso, required, text, type CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** SE: the elements that each subject was in, one after the other without a gap. */
export function se(trial: CdiscTrial): CdiscDataset {
  const [arms, treatments] = [armsOf(trial), treatmentsOf(trial)];
  const records = trial.subjects.flatMap((subject) => {
    const reference = subject.periods.at(0)?.firstDose;
    const day = (moment: number): number | null => (reference === undefined ? null : studyDay(moment, reference));
    return livedElements(subject, arms[subject.sequence], treatments).map(({ code, name, epoch, order, start, end }) => ({
      ...subjectCells(trial, 'SE', subject),
      ...{
        ETCD: code,
        ELEMENT: name,
        TAETORD: order,
        EPOCH: epoch,
        SESTDTC: start === subject.screened ? isoDate(start) : isoDateTime(start),
        SEENDTC: isoDateTime(end),
      },
      ...{ SESTDY: day(start), SEENDY: day(end) },
    }));
  });
  return cdiscDataset(
    {
      ...{ name: 'SE', label: 'Subject Elements', class: 'SPECIAL PURPOSE' as const, structure: 'One record per subject and element' },
      keys: ['STUDYID', 'USUBJID', 'TAETORD'],
      variables: [
        ...subjectColumns('SE'),
        integer('SESEQ', 'Sequence Number', derived('Order of the records of a subject'), required),
        text('ETCD', 'Element Code', assigned, required),
        text('ELEMENT', 'Description of Element', assigned),
        integer('TAETORD', 'Planned Order of Element within Arm', assigned, required),
        text('EPOCH', 'Epoch', assigned),
        iso(
          'SESTDTC',
          'Start Date/Time of Element',
          derived('Screening, first dose of a period, or the minute after its last dose or measurement, planned or made'),
          required,
        ),
        iso('SEENDTC', 'End Date/Time of Element', derived('Start of the next element, or last contact')),
        integer('SESTDY', 'Study Day of Start of Element', derived('Day of SESTDTC from DM.RFSTDTC; there is no day 0')),
        integer('SEENDY', 'Study Day of End of Element', derived('Day of SEENDTC from DM.RFSTDTC; there is no day 0')),
      ],
    },
    records,
    'SESEQ',
  );
}
