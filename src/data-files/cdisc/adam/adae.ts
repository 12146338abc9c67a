import { carriedValues, carriedVariables, treatmentValues, treatmentVariables } from './subject-variables.ts';
import { adverseEventsOf } from '../adverse-events.ts';
import { armsOf, treatmentsOf } from '../arms.ts';
import { isoDate, studyDay } from '../calendar.ts';
import { cdiscDataset, copyOf, date, derived, integer, required, text, yesOnly, type CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** ADAE: adverse events, one record each, with the treatment of their period. */
export function adae(trial: CdiscTrial): CdiscDataset {
  const arms = armsOf(trial);
  const records = trial.subjects.flatMap((subject) => {
    const seen = new Set<string>();
    return adverseEventsOf(trial, subject).map(({ period, term }) => {
      const isFirst = !seen.has(term);
      seen.add(term);
      return {
        ...carriedValues(trial, subject, arms[subject.sequence]),
        ...treatmentValues(trial, period.condition),
        ...{ AETERM: term, AEDECOD: term, ASTDT: isoDate(period.infusion), ASTDY: studyDay(period.infusion, subject.periods[0].firstDose) },
        ...{ APERIOD: period.number, APERIODC: `PERIOD ${period.number}`, TRTEMFL: 'Y', AOCCPFL: isFirst ? 'Y' : null },
      };
    });
  });
  return cdiscDataset(
    {
      name: 'ADAE',
      label: 'Adverse Events Analysis Dataset',
      class: 'OCCURRENCE DATA STRUCTURE',
      structure: 'One record per subject and adverse event',
      keys: ['STUDYID', 'USUBJID', 'ASTDT', 'AETERM'],
      variables: [
        ...carriedVariables(trial),
        integer('AESEQ', 'Sequence Number', copyOf('AE.AESEQ'), required),
        text('AETERM', 'Reported Term for the Adverse Event', copyOf('AE.AETERM'), required),
        text('AEDECOD', 'Dictionary-Derived Term', copyOf('AE.AEDECOD'), required),
        date('ASTDT', 'Analysis Start Date', derived('Date of AE.AESTDTC'), required),
        integer('ASTDY', 'Analysis Start Relative Day', derived('ASTDT - TRTSDT, plus 1 from TRTSDT on; there is no day 0')),
        integer('APERIOD', 'Period', derived('Period of the studied drug after which the event came'), required),
        text('APERIODC', 'Period (C)', derived('PERIOD and APERIOD')),
        ...treatmentVariables(treatmentsOf(trial)),
        text('TRTEMFL', 'Treatment Emergent Analysis Flag', derived('Y: the model has events after a studied drug only'), yesOnly),
        text('AOCCPFL', '1st Occurrence of Preferred Term Flag', derived('Y of the first event of a subject with the term'), yesOnly),
      ],
    },
    records,
    'AESEQ',
  );
}
