import { subjectCells, subjectColumns } from './subject-columns.ts';
import { adverseEventsOf, eventOutcomes, relations, severities } from '../adverse-events.ts';
import { armsOf, epochAt, livedElements, treatmentsOf } from '../arms.ts';
import { isoDateTime, studyDay } from '../../dates/study-calendar.ts';
import {
  assigned,
  cdiscDataset,
  codesOf,
  collected,
  derived,
  integer,
  iso,
  required,
  text,
  yesOrNo,
  type CdiscDataset,
} from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** AE: one record per event. The model has no event that is serious, and what was done is known where the subject left because of the event. */
export function ae(trial: CdiscTrial): CdiscDataset {
  const [arms, treatments, eventsOf] = [armsOf(trial), treatmentsOf(trial), adverseEventsOf(trial)];
  const records = trial.subjects.flatMap((subject) => {
    const elements = livedElements(subject, arms[subject.sequence], treatments);
    const reference = subject.periods.at(0)?.firstDose ?? 0;
    return eventsOf(subject).map(({ term, start, end, grade, severity, relation, isReasonToLeave }) => ({
      ...subjectCells(trial, 'AE', subject),
      ...{ AETERM: term, AEDECOD: term, AESEV: severity, AETOXGR: String(grade), AEREL: relation },
      ...{ AEACN: isReasonToLeave ? 'DRUG WITHDRAWN' : null, AEOUT: eventOutcomes[Number(end !== undefined)] },
      ...{ EPOCH: epochAt(elements, start), AESTDTC: isoDateTime(start), AESTDY: studyDay(start, reference) },
      ...(end === undefined ? {} : { AEENDTC: isoDateTime(end), AEENDY: studyDay(end, reference) }),
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
        text('AESEV', 'Severity/Intensity', collected, { codes: codesOf(severities) }),
        text('AESER', 'Serious Event', collected, yesOrNo),
        text('AEACN', 'Action Taken with Study Treatment', collected, { codes: [['DRUG WITHDRAWN']] }),
        text('AEREL', 'Causality', collected, { codes: codesOf(relations) }),
        text('AEOUT', 'Outcome of Adverse Event', collected, { codes: codesOf(eventOutcomes) }),
        text('AETOXGR', 'Standard Toxicity Grade', collected, {
          codes: severities.map((name, place) => [String(place + 1), name] as const),
        }),
        text('EPOCH', 'Epoch', derived('Epoch of the element in which AESTDTC lies')),
        iso('AESTDTC', 'Start Date/Time of Adverse Event', collected, required),
        iso('AEENDTC', 'End Date/Time of Adverse Event', collected),
        integer('AESTDY', 'Study Day of Start of Adverse Event', derived('Day of AESTDTC from DM.RFSTDTC; there is no day 0')),
        integer('AEENDY', 'Study Day of End of Adverse Event', derived('Day of AEENDTC from DM.RFSTDTC; there is no day 0')),
      ],
    },
    records,
    'AESEQ',
  );
}
