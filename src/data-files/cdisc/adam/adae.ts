import { carriedValues, carriedVariables, treatmentValues, treatmentVariables } from './subject-variables.ts';
import { adverseEventsOf, eventOutcomes, relations, severities } from '../adverse-events.ts';
import { armsOf, treatmentsOf } from '../arms.ts';
import { isoDate, isoDateTime, studyDay } from '../../dates/study-calendar.ts';
import { cdiscDataset, codesOf, copyOf, date, datetime, derived, integer, required, text, yesOnly, type CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** ADAE: adverse events, one record each, with the treatment of their period. */
export function adae(trial: CdiscTrial): CdiscDataset {
  const [arms, eventsOf] = [armsOf(trial), adverseEventsOf(trial)];
  const records = trial.subjects.flatMap((subject) => {
    const seen = new Set<string>();
    const events = eventsOf(subject).sort((one, other) => one.start - other.start);
    return events.map(({ period, term, start, end, grade, severity, relation, isReasonToLeave }, place) => {
      const isFirst = !seen.has(term);
      seen.add(term);
      const first = subject.periods[0].firstDose;
      return {
        ...carriedValues(trial, subject, arms[subject.sequence]),
        ...treatmentValues(trial, period.condition),
        ...{ AETERM: term, AEDECOD: term, ASTDT: isoDate(start), ASTDTM: secondsOf(start), ASTDY: studyDay(start, first) },
        ...(end === undefined ? {} : { AENDT: isoDate(end), AENDTM: secondsOf(end), AENDY: studyDay(end, first) }),
        ...{ ASEV: severity, ASEVN: grade, AREL: relation, AEOUT: eventOutcomes[Number(end !== undefined)] },
        AEACN: isReasonToLeave ? 'DRUG WITHDRAWN' : null,
        ...{ APERIOD: period.number, APERIODC: `PERIOD ${period.number}`, TRTEMFL: 'Y' },
        ...{ AOCCFL: place === 0 ? 'Y' : null, AOCCPFL: isFirst ? 'Y' : null },
      };
    });
  });
  return cdiscDataset(
    {
      name: 'ADAE',
      label: 'Adverse Events Analysis Dataset',
      class: 'OCCURRENCE DATA STRUCTURE',
      structure: 'One record per subject and adverse event',
      keys: ['STUDYID', 'USUBJID', 'ASTDTM', 'AETERM'],
      variables: [
        ...carriedVariables(trial),
        integer('AESEQ', 'Sequence Number', copyOf('AE.AESEQ'), required),
        text('AETERM', 'Reported Term for the Adverse Event', copyOf('AE.AETERM'), required),
        text('AEDECOD', 'Dictionary-Derived Term', copyOf('AE.AEDECOD'), required),
        date('ASTDT', 'Analysis Start Date', derived('Date of AE.AESTDTC'), required),
        datetime('ASTDTM', 'Analysis Start Datetime', derived('AE.AESTDTC'), required),
        integer('ASTDY', 'Analysis Start Relative Day', derived('ASTDT - TRTSDT, plus 1 from TRTSDT on; there is no day 0')),
        date('AENDT', 'Analysis End Date', derived('Date of AE.AEENDTC')),
        datetime('AENDTM', 'Analysis End Datetime', derived('AE.AEENDTC')),
        integer('AENDY', 'Analysis End Relative Day', derived('AENDT - TRTSDT, plus 1 from TRTSDT on; there is no day 0')),
        text('ASEV', 'Analysis Severity/Intensity', derived('AE.AESEV'), { codes: codesOf(severities) }),
        integer('ASEVN', 'Analysis Severity/Intensity (N)', derived('Number of ASEV'), {
          codes: severities.map((name, place) => [place + 1, name] as const),
        }),
        text('AREL', 'Analysis Causality', derived('AE.AEREL'), { codes: codesOf(relations) }),
        text('AEOUT', 'Outcome of Adverse Event', copyOf('AE.AEOUT'), { codes: codesOf(eventOutcomes) }),
        text('AEACN', 'Action Taken with Study Treatment', copyOf('AE.AEACN'), { codes: [['DRUG WITHDRAWN']] }),
        integer('APERIOD', 'Period', derived('Period in which the event occurred'), required),
        text('APERIODC', 'Period (C)', derived('PERIOD and APERIOD')),
        ...treatmentVariables(treatmentsOf(trial)),
        text('TRTEMFL', 'Treatment Emergent Analysis Flag', derived('Y: no event begins before the first drug of its period'), yesOnly),
        text('AOCCFL', '1st Occurrence within Subject Flag', derived('Y of the first event of a subject'), yesOnly),
        text('AOCCPFL', '1st Occurrence of Preferred Term Flag', derived('Y of the first event of a subject with the term'), yesOnly),
      ],
    },
    records,
    'AESEQ',
  );
}

/** A moment as ADaM has it, to the second. */
const secondsOf = (minutes: number): string => `${isoDateTime(minutes)}:00`;
