import { subjectCells, subjectColumns } from './subject-columns.ts';
import { armsOf, epochInPeriod, SCREENING, livedElements, treatmentsOf } from '../arms.ts';
import { isoDate, isoDateTime, studyDay } from '../../dates/study-calendar.ts';
import { assigned, cdiscDataset, derived, integer, iso, required, text, yesOnly, yesOrNo, type CdiscDataset } from '../dataset.ts';
import type { ProtocolVisit } from '../occasions.ts';
import { momentOf, visitName, visitNumber, type CdiscPeriod, type CdiscTrial } from '../trial.ts';
import { SCREENING_VISIT } from './trial-visits.ts';

/** SV: screening and every planned visit of a period that was given, with whether it took place. */
export function sv(trial: CdiscTrial): CdiscDataset {
  const { visits } = trial;
  const [arms, treatments] = [armsOf(trial), treatmentsOf(trial)];
  const records = trial.subjects.flatMap((subject) => {
    const elements = livedElements(subject, arms[subject.sequence], treatments);
    const reference = subject.periods.at(0)?.firstDose;
    // Of the screening the day is known and no more.
    const written = (moment: number): string => (moment === subject.screened ? isoDate(moment) : isoDateTime(moment));
    const record = (number: number, name: string, moments: readonly number[], period?: CdiscPeriod) => {
      const [start, end] = [Math.min(...moments), Math.max(...moments)];
      const occurred = moments.length > 0;
      const epoch = period === undefined ? SCREENING.epoch : epochInPeriod(elements, period, start);
      const day = (moment: number): number | null => (!occurred || reference === undefined ? null : studyDay(moment, reference));
      return {
        ...subjectCells(trial, 'SV', subject),
        ...{ VISITNUM: number, VISIT: name, SVPRESP: 'Y', SVOCCUR: occurred ? 'Y' : 'N', SVSTDY: day(start), SVENDY: day(end) },
        ...{ SVSTDTC: occurred ? written(start) : null, SVENDTC: occurred ? written(end) : null },
        EPOCH: occurred ? epoch : null,
      };
    };
    const planned = subject.periods.flatMap((period) =>
      visits.map((visit) =>
        record(visitNumber(period.number, visit, visits), visitName(period.number, visit), momentsOf(trial, period, visit), period),
      ),
    );
    return [record(SCREENING_VISIT.number, SCREENING_VISIT.name, [subject.screened]), ...planned];
  });
  return cdiscDataset(
    {
      ...{ name: 'SV', label: 'Subject Visits', class: 'SPECIAL PURPOSE' as const, structure: 'One record per subject and planned visit' },
      keys: ['STUDYID', 'USUBJID', 'VISITNUM'],
      variables: [
        ...subjectColumns('SV'),
        integer('VISITNUM', 'Visit Number', assigned, required),
        text('VISIT', 'Visit Name', assigned, required),
        text('SVPRESP', 'Pre-specified', assigned, yesOnly),
        text('SVOCCUR', 'Occurrence', derived('Y where the screening, a dose or a measurement of the visit took place'), yesOrNo),
        text('EPOCH', 'Epoch', derived('Treatment of the period; before its first dose the epoch in which SVSTDTC lies')),
        iso('SVSTDTC', 'Start Date/Time of Observation', derived('First dose or measurement of the visit')),
        iso('SVENDTC', 'End Date/Time of Observation', derived('Last dose or measurement of the visit')),
        integer('SVSTDY', 'Study Day of Start of Observation', derived('Day of SVSTDTC from DM.RFSTDTC; there is no day 0')),
        integer('SVENDY', 'Study Day of End of Observation', derived('Day of SVENDTC from DM.RFSTDTC; there is no day 0')),
      ],
    },
    records,
  );
}

/** Moments of what took place at a visit. */
function momentsOf({ endpoints }: CdiscTrial, { row, infusion }: CdiscPeriod, visit: ProtocolVisit): number[] {
  const measured = endpoints
    .flatMap((endpoint) => endpoint.measured)
    .filter(({ occasion, values }) => occasion.visit === visit && !Number.isNaN(values[row]))
    .map((at) => momentOf(infusion, at, row));
  return visit.hours === 0 ? [infusion, ...measured] : measured;
}
