import { subjectCells, subjectColumns } from './subject-columns.ts';
import { adverseEventsOf } from '../adverse-events.ts';
import { armsOf, epochAt, livedElements, treatmentsOf } from '../arms.ts';
import { isoDate, studyDay } from '../calendar.ts';
import { assigned, cdiscDataset, collected, derived, integer, iso, required, text, yesOrNo, type CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** AE: one record per event. The model has an event's period and no more, so onset is the day of the studied drug, and end, seriousness, grade and relation are missing, and what was done unless the subject left because of it. */
export function ae(trial: CdiscTrial): CdiscDataset {
  const [arms, treatments] = [armsOf(trial), treatmentsOf(trial)];
  const records = trial.subjects.flatMap((subject) => {
    const elements = livedElements(subject, arms[subject.sequence], treatments);
    return adverseEventsOf(trial, subject).map(({ period, term, isReasonToLeave }) => ({
      ...subjectCells(trial, 'AE', subject),
      ...{ AETERM: term, AEDECOD: term, AEACN: isReasonToLeave ? 'DRUG WITHDRAWN' : null },
      ...{ EPOCH: epochAt(elements, period.infusion), AESTDTC: isoDate(period.infusion) },
      AESTDY: studyDay(period.infusion, subject.periods[0].firstDose),
    }));
  });
  return cdiscDataset(
    {
      ...{ name: 'AE', label: 'Adverse Events', class: 'EVENTS' as const, structure: 'One record per subject and adverse event' },
      keys: ['STUDYID', 'USUBJID', 'AESTDTC', 'AETERM'],
      variables: [
        ...subjectColumns('AE'),
        integer('AESEQ', 'Sequence Number', derived('Order of the records of a subject'), required),
        text('AETERM', 'Reported Term for the Adverse Event', collected, required),
        text('AEDECOD', 'Dictionary-Derived Term', assigned, required),
        text('AEBODSYS', 'Body System or Organ Class', assigned),
        text('AESER', 'Serious Event', collected, yesOrNo),
        text('AEACN', 'Action Taken with Study Treatment', collected, { codes: [['DRUG WITHDRAWN']] }),
        text('AEREL', 'Causality', collected),
        text('EPOCH', 'Epoch', derived('Epoch of the element in which AESTDTC lies')),
        iso('AESTDTC', 'Start Date/Time of Adverse Event', derived('Day of the studied drug of the period'), required),
        iso('AEENDTC', 'End Date/Time of Adverse Event', collected),
        integer('AESTDY', 'Study Day of Start of Adverse Event', derived('Day of AESTDTC from DM.RFSTDTC; there is no day 0')),
        integer('AEENDY', 'Study Day of End of Adverse Event', derived('Day of AEENDTC from DM.RFSTDTC; there is no day 0')),
      ],
    },
    records,
    'AESEQ',
  );
}
