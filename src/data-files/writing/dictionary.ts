import { endpointTraits } from '../../outcomes/endpoint-traits.ts';
import { gaussianEndpoint } from '../../outcomes/parameters.ts';
import { scales } from '../../outcomes/scales/index.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { csvText, type Cell } from './data-table.ts';

const header = ['file', 'column', 'label', 'unit', 'type', 'codes'];

const columns: readonly Cell[][] = [
  ['observations.csv', 'trial', 'Simulated trial, from 1', '', 'integer', ''],
  ['observations.csv', 'subject', 'Subject, unique within a trial', '', 'text', ''],
  ['observations.csv', 'sequence', 'Ordered conditions of the subject, joined by -', '', 'text', ''],
  ['observations.csv', 'period', 'Period, from 1', '', 'integer', ''],
  ['observations.csv', 'treatment', 'Condition of the period: the pretreatment, with +infusion where the design varies it', '', 'text', ''],
  ['observations.csv', 'visit', 'Visit', '', 'text', 'mN = N minutes, dayN = N days after the start of the infusion'],
  ['observations.csv', 'hours', 'Time since the start of the period’s infusion; negative before it', 'h', 'number', ''],
  ['observations.csv', 'endpoint', 'What was measured', '', 'text', ''],
  ['observations.csv', 'value', 'The recorded value', 'see endpoint', 'number', ''],
  ['subjects.csv', 'trial', 'Simulated trial, from 1', '', 'integer', ''],
  ['subjects.csv', 'subject', 'Subject, unique within a trial', '', 'text', ''],
  ['subjects.csv', 'sequence', 'Ordered conditions of the subject, joined by -', '', 'text', ''],
  ['subjects.csv', 'sex', 'Sex', '', 'text', 'female, male'],
  ['subjects.csv', 'age', 'Age at screening', 'years', 'number', ''],
  ['subjects.csv', 'weight', 'Body weight', 'kg', 'number', ''],
  ['subjects.csv', 'failed_courses', 'Failed antidepressant courses before the trial', 'courses', 'integer', ''],
  ['subjects.csv', 'screening_hamd17', 'HAM-D17 total at screening', 'points', 'integer', '0 to 52'],
  ['subjects.csv', 'periods_given', 'Periods in which treatment was given', 'periods', 'integer', ''],
  [
    'subjects.csv',
    'completed',
    'Whether the subject finished the trial; no also after withdrawal in the last period',
    '',
    'text',
    'yes, no',
  ],
  ['subjects.csv', 'withdrawal_reason', 'Why the subject did not finish; empty for completers', '', 'text', ''],
  ['adverse-events.csv', 'trial', 'Simulated trial, from 1', '', 'integer', ''],
  ['adverse-events.csv', 'subject', 'Subject, unique within a trial', '', 'text', ''],
  ['adverse-events.csv', 'period', 'Period, from 1', '', 'integer', ''],
  ['adverse-events.csv', 'treatment', 'Condition of the period', '', 'text', ''],
  ['adverse-events.csv', 'event', 'Adverse event after the infusion', '', 'text', 'nausea, vomiting, dizziness, headache'],
  ['participant-flow.csv', 'trial', 'Simulated trial, from 1', '', 'integer', ''],
  ['participant-flow.csv', 'sequence', 'Sequence; empty for the stages before randomisation', '', 'text', ''],
  [
    'participant-flow.csv',
    'stage',
    'Stage of the trial',
    '',
    'text',
    'screened, not eligible, randomised, assigned, period N, lost after period N, completed',
  ],
  ['participant-flow.csv', 'reason', 'Why patients were lost', '', 'text', ''],
  ['participant-flow.csv', 'patients', 'Number of patients', 'patients', 'integer', ''],
  ['truth.csv', 'trial', 'Simulated trial, from 1', '', 'integer', ''],
  ['truth.csv', 'subject', 'Subject, unique within a trial', '', 'text', ''],
  ['truth.csv', 'condition', 'Condition, given to the subject as the first treatment', '', 'text', ''],
  ['truth.csv', 'endpoint', 'What would have been measured, as in observations.csv', '', 'text', ''],
  ['truth.csv', 'visit', 'Visit', '', 'text', ''],
  ['truth.csv', 'value', 'The value that would have been recorded', 'see endpoint', 'number', ''],
  ['items.csv', 'trial', 'Simulated trial, from 1', '', 'integer', ''],
  ['items.csv', 'subject', 'Subject, unique within a trial', '', 'text', ''],
  ['items.csv', 'period', 'Period, from 1', '', 'integer', ''],
  ['items.csv', 'treatment', 'Condition of the period', '', 'text', ''],
  ['items.csv', 'visit', 'Visit', '', 'text', ''],
  ['items.csv', 'scale', 'Scale that the item belongs to', '', 'text', Object.keys(scales).join(', ')],
  ['items.csv', 'item', 'Number of the item on the form', '', 'integer', ''],
  ['items.csv', 'name', 'Name of the item', '', 'text', ''],
  ['items.csv', 'score', 'Score of the item', 'points', 'integer', ''],
];

/** What the values of an endpoint are; nothing for one that the program does not know. */
function endpointRow(endpoint: string): Cell[] | undefined {
  const name = `endpoint=${endpoint}`;
  if (endpoint === gaussianEndpoint)
    return ['observations.csv', name, 'Endpoint of the statistical outcome model', 'units of the scenario', 'number', ''];
  const traits = endpointTraits(endpoint);
  return traits === undefined ? undefined : ['observations.csv', name, traits.label, traits.unit, 'integer', `0 to ${traits.maximum}`];
}

/** What columns hold in the normal model, which has periods without times, drugs or patients' traits: label and codes by column. */
const withoutTimes: Readonly<Record<string, readonly [label: string, codes: string]>> = {
  treatment: ['Condition of the period', ''],
  visit: ['The one measurement of the period', 'outcome'],
  hours: ['A constant: the normal model has no times', ''],
  ...Object.fromEntries(
    ['sex', 'age', 'weight', 'failed_courses', 'screening_hamd17'].map((name) => [name, ['Empty: the normal model has no such value', '']]),
  ),
  event: ['Adverse event: the normal model has none', ''],
};

/**
 * `dictionary.csv`: every column of the data files written, with label, unit, type and codes, and every endpoint recorded.
 * @param kind  the model that made the data
 * @example
 * ```ts
 * import { dictionaryText } from 'crossover-sim/data';
 * dictionaryText(['hamd17'], ['observations.csv'], 'mechanistic'); // → 'file,column,label,unit,type,codes…'
 * ```
 */
export function dictionaryText(endpoints: readonly string[], files: readonly string[], kind: TrialModel['kind']): string {
  const written = columns
    .filter(([file]) => files.includes(String(file)))
    .map(([file, column, label, unit, type, codes]): Cell[] => {
      const [ownLabel, ownCodes] = (kind === 'gaussian' ? withoutTimes[String(column)] : undefined) ?? [label, codes];
      return [file, column, ownLabel, unit, type, ownCodes];
    });
  return csvText([header, ...written, ...endpoints.map(endpointRow).filter((row) => row !== undefined)]);
}
