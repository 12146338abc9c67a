import { trialCells, trialColumns } from './subject-columns.ts';
import { PERIOD_DAYS } from '../../dates/study-calendar.ts';
import { cdiscDataset, integer, protocol, required, text, type CdiscDataset } from '../dataset.ts';
import { plannedDay } from '../../../design/design.ts';
import { visitName, visitNumber, type CdiscTrial } from '../trial.ts';

/** The visit before randomisation. */
export const SCREENING_VISIT = { number: 1, name: 'SCREENING' } as const;

/** TV: the planned visits, the same in every arm, by the days that the design plans. */
export function tv(trial: CdiscTrial): CdiscDataset {
  const { visits, model, generator } = trial;
  const periods = Array.from({ length: generator.data.periodCount }, (_, period) => period);
  const dayOf = (period: number): number => (model.kind === 'gaussian' ? PERIOD_DAYS * period : plannedDay(model.design, period));
  const studyDayOf = (days: number): number => (days >= 0 ? days + 1 : days);
  const records = periods.flatMap((period) =>
    visits.map((visit) => ({
      ...trialCells(trial, 'TV'),
      ...{ VISITNUM: visitNumber(period + 1, visit, visits), VISIT: visitName(period + 1, visit) },
      ...{ VISITDY: studyDayOf(Math.floor(dayOf(period) + visit.hours / 24)), TVSTRL: `Period ${period + 1}: ${ruleOf(visit.hours)}` },
    })),
  );
  const screening = {
    ...trialCells(trial, 'TV'),
    VISITNUM: SCREENING_VISIT.number,
    VISIT: SCREENING_VISIT.name,
    TVSTRL: 'Informed consent',
  };
  return cdiscDataset(
    {
      ...{ name: 'TV', label: 'Trial Visits', class: 'TRIAL DESIGN' as const, structure: 'One record per planned visit' },
      isReference: true,
      keys: ['STUDYID', 'VISITNUM'],
      variables: [
        ...trialColumns('TV'),
        integer('VISITNUM', 'Visit Number', protocol, required),
        text('VISIT', 'Visit Name', protocol, required),
        integer('VISITDY', 'Planned Study Day of Visit', protocol),
        text('ARMCD', 'Planned Arm Code', protocol),
        text('ARM', 'Description of Planned Arm', protocol),
        text('TVSTRL', 'Visit Start Rule', protocol, required),
        text('TVENRL', 'Visit End Rule', protocol),
      ],
    },
    [screening, ...records],
  );
}

function ruleOf(hours: number): string {
  if (hours === 0) return 'the day of the studied drug';
  return `${Number(Math.abs(hours).toFixed(2))} hours ${hours < 0 ? 'before' : 'after'} the studied drug`;
}
