import { subjectCells, subjectColumns } from './subject-columns.ts';
import { armsOf, epochAt, livedElements, treatmentsOf } from '../arms.ts';
import { isoDate, studyDay } from '../../dates/study-calendar.ts';
import { assigned, cdiscDataset, codesOf, collected, derived, integer, iso, required, text, type CdiscDataset } from '../dataset.ts';
import { disposition } from '../disposition.ts';
import type { CdiscTrial } from '../trial.ts';

const MILESTONE = 'PROTOCOL MILESTONE';
const EVENT = 'DISPOSITION EVENT';

/** DS: informed consent, randomisation, and how each subject ended the trial. */
export function ds(trial: CdiscTrial): CdiscDataset {
  const [arms, treatments] = [armsOf(trial), treatmentsOf(trial)];
  const records = trial.subjects.flatMap((subject) => {
    const { screened, randomised, lastContact, withdrawal } = subject;
    const elements = livedElements(subject, arms[subject.sequence], treatments);
    const reference = subject.periods.at(0)?.firstDose;
    const record = (term: string, decoded: string, category: string, moment: number) => ({
      ...subjectCells(trial, 'DS', subject),
      ...{ DSTERM: term, DSDECOD: decoded, DSCAT: category, DSSTDTC: isoDate(moment) },
      EPOCH: category === EVENT ? epochAt(elements, moment) : 'SCREENING',
      DSSTDY: reference === undefined ? null : studyDay(moment, reference),
    });
    const reason = withdrawal ?? 'completed';
    return [
      record('INFORMED CONSENT OBTAINED', 'INFORMED CONSENT OBTAINED', MILESTONE, screened),
      record('RANDOMIZED', 'RANDOMIZED', MILESTONE, randomised),
      record(reason.toUpperCase(), disposition[reason], EVENT, lastContact),
    ];
  });
  const decoded = codesOf(records.map(({ DSDECOD }) => DSDECOD).sort());
  return cdiscDataset(
    {
      ...{ name: 'DS', label: 'Disposition', class: 'EVENTS' as const, structure: 'One record per subject and disposition' },
      keys: ['STUDYID', 'USUBJID', 'DSSTDTC', 'DSCAT', 'DSDECOD'],
      variables: [
        ...subjectColumns('DS'),
        integer('DSSEQ', 'Sequence Number', derived('Order of the records of a subject'), required),
        text('DSTERM', 'Reported Term for the Disposition Event', collected, required),
        text('DSDECOD', 'Standardized Disposition Term', assigned, { codes: decoded, ...required }),
        text('DSCAT', 'Category for Disposition Event', assigned, { codes: codesOf([EVENT, MILESTONE]) }),
        text('EPOCH', 'Epoch', derived('Epoch of the element in which the event lies')),
        iso('DSSTDTC', 'Start Date/Time of Disposition Event', collected, required),
        integer('DSSTDY', 'Study Day of Start of Disposition Event', derived('Day of DSSTDTC from DM.RFSTDTC; there is no day 0')),
      ],
    },
    records,
    'DSSEQ',
  );
}
