import { carriedValues, carriedVariables, treatmentValues, treatmentVariables } from './subject-variables.ts';
import { armsOf, treatmentsOf } from '../arms.ts';
import { isoDate, isoDateTime, studyDay } from '../../dates/study-calendar.ts';
import {
  cdiscDataset,
  codesOf,
  date,
  datetime,
  derived,
  float,
  integer,
  optional,
  required,
  text,
  yesOnly,
  type CdiscDataset,
  type CdiscRecord,
  type CdiscVariable,
} from '../dataset.ts';
import type { CdiscEndpoint, MeasuredAt } from '../endpoints.ts';
import { BASELINE_VISIT } from '../../reading/build-trial.ts';
import { momentOf, type CdiscPeriod, type CdiscSubject, type CdiscTrial } from '../trial.ts';

/** An analysis dataset of measurements: one record per subject, period, parameter and planned time. */
export interface ParameterDataset {
  readonly name: string;
  readonly label: string;
  readonly endpoints: readonly CdiscEndpoint[];
  /** Whether changes from the baseline of the period are worked out. */
  readonly hasBaseline: boolean;
  /** Limit below which the source has no number, so that the value is imputed; none where left out. */
  readonly limit?: number;
}

/** A dataset of the basic data structure for some endpoints. A missing measurement is an absent record, as in observations.csv. */
export function parameterDataset(trial: CdiscTrial, dataset: ParameterDataset): CdiscDataset {
  const { endpoints, limit = -Infinity } = dataset;
  const arms = armsOf(trial);
  const numbers = numbersOf(trial, endpoints);
  const records = trial.subjects.flatMap((subject) => {
    const carried = carriedValues(trial, subject, arms[subject.sequence]);
    return subject.periods.flatMap((period) =>
      endpoints.flatMap((endpoint) =>
        rowsOf(subject, period, endpoint, dataset.hasBaseline).map((row) => ({
          ...carried,
          ...treatmentValues(trial, period.condition),
          ...{ PARAM: endpoint.parameterName, PARAMCD: endpoint.parameter, PARAMN: numbers.get(endpoint) },
          ...{ PARCAT1: endpoint.category, ...sourceOf(endpoint, row.AVAL < limit), ...row },
        })),
      ),
    );
  });
  return cdiscDataset(
    {
      ...{ name: dataset.name, label: dataset.label, class: 'BASIC DATA STRUCTURE' as const },
      structure: 'One record per subject, period, parameter and planned time',
      keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'APERIOD', 'AVISITN'],
      variables: [
        ...carriedVariables(trial),
        ...periodVariables(trial),
        ...treatmentVariables(treatmentsOf(trial)),
        ...parameterVariables(trial, endpoints),
        ...(dataset.hasBaseline ? baselineVariables : []),
        text('DTYPE', 'Derivation Type', derived('BLQ of a value below the limit of quantification, imputed as the scenario says'), {
          codes: [['BLQ', 'Below the limit of quantification']],
          ...optional,
        }),
        text('ANL01FL', 'Analysis Flag 01', derived('Y of the one record of a subject, period, parameter and planned time'), yesOnly),
        text('SRCDOM', 'Source Data', derived('SDTM domain of the measurement'), { codes: codesOf(endpoints.map(({ domain }) => domain)) }),
        text('SRCVAR', 'Source Variable', derived('SDTM variable of the value; nothing of an imputed one')),
      ],
    },
    records,
  );
}

/** Numbers of the parameters: the order of the scenario, then that of the items. */
function numbersOf(trial: CdiscTrial, endpoints: readonly CdiscEndpoint[]): Map<CdiscEndpoint, number> {
  return new Map([...new Set([...trial.endpoints, ...endpoints])].map((endpoint, place) => [endpoint, place + 1]));
}

function sourceOf({ domain }: CdiscEndpoint, isImputed: boolean): CdiscRecord {
  return { SRCDOM: domain, ...(isImputed ? { DTYPE: 'BLQ' } : { SRCVAR: `${domain}STRESN` }) };
}

function rowsOf(
  subject: CdiscSubject,
  period: CdiscPeriod,
  endpoint: CdiscEndpoint,
  withBaseline: boolean,
): (CdiscRecord & { readonly AVAL: number })[] {
  const { row, infusion, number } = period;
  const recorded = endpoint.measured.filter(({ values }) => !Number.isNaN(values[row]));
  const baseline = withBaseline ? baselineOf(endpoint, row) : undefined;
  const base = baseline?.values[row] ?? null;
  return recorded.map((at) => {
    const { occasion, values } = at;
    const moment = momentOf(infusion, at, row);
    const isAfter = occasion.hours >= 0;
    const change = base === null || !isAfter ? null : values[row] - base;
    const timePoint = occasion.isTimePoint ? { ATPT: occasion.name, ATPTN: occasion.place } : {};
    const changes = {
      ...{ BASE: base, CHG: change, PCHG: change === null || base === 0 || base === null ? null : (100 * change) / base },
      ...{ ABLFL: at === baseline ? 'Y' : null, BASETYPE: `PERIOD ${number}` },
    };
    return {
      ...{ APERIOD: number, APERIODC: `PERIOD ${number}`, AVISIT: occasion.name, AVISITN: occasion.place, ...timePoint },
      ...{ ADT: isoDate(moment), ADTM: `${isoDateTime(moment)}:00`, ADY: studyDay(moment, subject.periods[0].firstDose) },
      ...{ ARELTM: Number(((moment - infusion) / 60).toFixed(4)), ARELTMU: 'HOURS', AVAL: values[row] },
      ...(withBaseline ? changes : {}),
      ANL01FL: 'Y',
    };
  });
}

/**
 * The measurement that is the baseline of a period, as analyses of data files choose it: that of the endpoint's visit `baseline`, else of its last visit before the studied drug.
 * Nothing where it was missed.
 */
function baselineOf({ measured }: CdiscEndpoint, row: number): MeasuredAt | undefined {
  const before = measured.filter(({ occasion }) => occasion.hours < 0);
  const chosen = before.find(({ occasion }) => occasion.name === BASELINE_VISIT) ?? before.at(-1);
  return chosen === undefined || Number.isNaN(chosen.values[row]) ? undefined : chosen;
}

function periodVariables({ generator }: CdiscTrial): CdiscVariable[] {
  const periods = Array.from({ length: generator.data.periodCount }, (_, period) => period + 1);
  return [
    integer('APERIOD', 'Period', derived('Period of the trial in which the measurement was made'), {
      codes: codesOf(periods),
      ...required,
    }),
    text('APERIODC', 'Period (C)', derived('PERIOD and APERIOD'), { codes: codesOf(periods.map((period) => `PERIOD ${period}`)) }),
  ];
}

function parameterVariables(trial: CdiscTrial, endpoints: readonly CdiscEndpoint[]): CdiscVariable[] {
  const { occasions } = trial;
  const points = occasions.filter(({ isTimePoint }) => isTimePoint);
  const numbers = numbersOf(trial, endpoints);
  const numbered = endpoints.map((endpoint) => [numbers.get(endpoint) ?? 0, endpoint.parameterName] as const);
  const codes = endpoints.map(({ parameter, parameterName }) => [parameter, parameterName] as const);
  return [
    text('PARAM', 'Parameter', derived('What was measured, with its unit'), {
      codes: codesOf(endpoints.map((each) => each.parameterName)),
      ...required,
    }),
    text('PARAMCD', 'Parameter Code', derived('Code of PARAM'), { codes, ...required }),
    integer('PARAMN', 'Parameter (N)', derived('Order of the parameter in the scenario'), { codes: numbered }),
    text('PARCAT1', 'Parameter Category 1', derived('Instrument')),
    text('AVISIT', 'Analysis Visit', derived('Name of the planned time in the scenario'), {
      codes: codesOf(occasions.map(({ name }) => name)),
      ...required,
    }),
    integer('AVISITN', 'Analysis Visit (N)', derived('Order of AVISIT in a period by its planned time'), {
      codes: occasions.map(({ place, name }) => [place, name] as const),
      ...required,
    }),
    date('ADT', 'Analysis Date', derived('Date of ADTM'), required),
    datetime('ADTM', 'Analysis Datetime', derived('Date and time of the measurement')),
    integer('ADY', 'Analysis Relative Day', derived('ADT - TRTSDT, plus 1 from TRTSDT on; there is no day 0'), required),
    text('ATPT', 'Analysis Timepoint', derived('AVISIT where it is a time of the treatment day'), {
      codes: codesOf(points.map(({ name }) => name)),
      ...optional,
    }),
    integer('ATPTN', 'Analysis Timepoint (N)', derived('Number of ATPT'), optional),
    float('ARELTM', 'Analysis Relative Time', derived('Hours from the studied drug of the period to ADTM')),
    text('ARELTMU', 'Analysis Relative Time Unit', derived('Unit of ARELTM'), { codes: [['HOURS']] }),
    float('AVAL', 'Analysis Value', derived('The value as it was recorded, or imputed (DTYPE)'), required),
  ];
}

const baselineVariables: readonly CdiscVariable[] = [
  float('BASE', 'Baseline Value', derived('AVAL of the record of the same subject, period and parameter with ABLFL = Y')),
  text('BASETYPE', 'Baseline Type', derived('The period whose baseline BASE is'), required),
  float('CHG', 'Change from Baseline', derived('AVAL - BASE of records after the start of the studied drug')),
  float('PCHG', 'Percent Change from Baseline', derived('100 * CHG / BASE of those records, unless BASE is 0')),
  text('ABLFL', 'Baseline Record Flag', derived('Y of the visit baseline, else the last planned one before the studied drug'), yesOnly),
];
