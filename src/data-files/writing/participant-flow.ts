import { sequenceFlows } from '../../trial/sequence-flow.ts';
import { type Cell, dataTable, trialColumn } from './data-table.ts';

/**
 * Participant flow of each trial as CONSORT asks of crossovers: screening for the whole trial, then for every sequence who was assigned, who was given each period, who was lost
 * after it and why, and who completed.
 * @see Dwan et al. (2019) CONSORT 2010 statement: extension to randomised crossover trials. BMJ 366:l4378, DOI 10.1136/bmj.l4378
 */
export const participantFlow = dataTable({
  file: 'participant-flow.csv',
  label: 'One row per stage of the trial',
  columns: [
    trialColumn,
    { name: 'sequence', label: 'Sequence; empty for the stages before randomisation', type: 'text' },
    {
      name: 'stage',
      label: 'Stage of the trial',
      type: 'text',
      codes: 'screened, not eligible, randomised, assigned, period N, lost after period N, completed',
    },
    { name: 'reason', label: 'Why patients were lost', type: 'text' },
    { name: 'patients', label: 'Number of patients', unit: 'patients', type: 'integer', origin: 'counted over the subjects of the trial' },
  ],
  rows(generator, trial) {
    const { flow } = generator;
    const rows: Cell[][] = [
      [trial, '', 'screened', '', flow.screened],
      [trial, '', 'not eligible', '', flow.screenFailures],
      [trial, '', 'randomised', '', flow.randomised],
    ];
    for (const { sequence, assigned, perPeriod, losses, completed } of sequenceFlows(generator)) {
      rows.push([trial, sequence, 'assigned', '', assigned]);
      perPeriod.forEach((given, place) => {
        rows.push([trial, sequence, `period ${place + 1}`, '', given]);
        for (const { period, reason, patients } of losses)
          if (period === place + 1) rows.push([trial, sequence, `lost after period ${period}`, reason, patients]);
      });
      rows.push([trial, sequence, 'completed', '', completed]);
    }
    return rows;
  },
});
