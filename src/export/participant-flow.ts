import { withdrawalReasons } from '../trial/participant-flow.ts';
import type { Cell, DataTable } from './data-table.ts';

/**
 * Participant flow of each trial as CONSORT asks of crossovers: screening for the whole trial, then for every sequence who was assigned, who was given each period, who was lost
 * after it and why, and who completed.
 * @see Dwan et al. (2019) CONSORT 2010 statement: extension to randomised crossover trials. BMJ 366:l4378, DOI 10.1136/bmj.l4378
 */
export const participantFlow: DataTable = {
  file: 'participant-flow.csv',
  header: ['trial', 'sequence', 'stage', 'reason', 'patients'],
  rows({ data, flow, records }, trial) {
    const rows: Cell[][] = [
      [trial, '', 'screened', '', flow.screened],
      [trial, '', 'not eligible', '', flow.screenFailures],
      [trial, '', 'randomised', '', flow.randomised],
    ];
    data.sequences.forEach((sequence, code) => {
      const subjects = Array.from({ length: data.subjectCount }, (_, subject) => subject).filter(
        (subject) => data.sequence[subject] === code,
      );
      rows.push([trial, sequence, 'assigned', '', subjects.length]);
      for (let period = 1; period <= data.periodCount; period++) {
        rows.push([trial, sequence, `period ${period}`, '', subjects.filter((subject) => records.periodsGiven[subject] >= period).length]);
        const lost = subjects.filter((subject) => records.periodsGiven[subject] === period);
        withdrawalReasons.slice(1).forEach((reason, position) => {
          const count = lost.filter((subject) => records.withdrawal[subject] === position + 1).length;
          if (count > 0) rows.push([trial, sequence, `lost after period ${period}`, reason, count]);
        });
      }
      rows.push([trial, sequence, 'completed', '', subjects.filter((subject) => records.withdrawal[subject] === 0).length]);
    });
    return rows;
  },
};
