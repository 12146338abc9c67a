import { subjectCells, subjectColumns } from './subject-columns.ts';
import { armsOf, epochInPeriod, livedElements, treatmentsOf } from '../arms.ts';
import { isoDateTime, isoDuration, studyDay } from '../../dates/study-calendar.ts';
import {
  assigned,
  cdiscDataset,
  codesOf,
  collected,
  derived,
  float,
  integer,
  iso,
  optional,
  required,
  text,
  yesOnly,
  type CdiscDataset,
  type CdiscRecord,
  type CdiscVariable,
} from '../dataset.ts';
import { itemTest, type CdiscEndpoint, type MeasuredAt } from '../endpoints.ts';
import { ITEM_MISSING } from '../../../trial/mechanistic/item-scores.ts';
import { momentOf, visitName, visitNumber, type CdiscPeriod, type CdiscSubject, type CdiscTrial } from '../trial.ts';

/** One result of a test: what was recorded, and the number that it is. */
export interface Finding {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  /** As it was recorded. */
  readonly original: string;
  /** Nothing where it is no number, as below a limit of quantification. */
  readonly number: number | null;
  readonly unit: string | null;
  /** Further values of the domain, by the names of their variables. */
  readonly more?: CdiscRecord;
}

/** A domain of findings. */
export interface FindingsDomain {
  readonly name: 'RS' | 'QS' | 'PC';
  readonly label: string;
  /** Results of one measurement. */
  readonly findings: (endpoint: CdiscEndpoint, at: MeasuredAt, period: CdiscPeriod) => readonly Finding[];
  /** Variables that the other domains have not. */
  readonly more?: readonly CdiscVariable[];
}

/** Results of a rating or score: its items where they were kept, and its total. */
export function scoresOf(endpoint: CdiscEndpoint, { values, items }: MeasuredAt, { row }: CdiscPeriod): Finding[] {
  const { category, unit } = endpoint;
  const finding = (code: string, name: string, number: number): Finding => ({
    code,
    name,
    category,
    original: String(number),
    number,
    unit,
  });
  const count = endpoint.scale?.items.length ?? 0;
  const scores = items === undefined ? [] : [...items.scores.subarray(row * count, (row + 1) * count)];
  const rated = scores.flatMap((score, item) => {
    const test = itemTest(endpoint, item);
    return score === ITEM_MISSING ? [] : [finding(test.code, test.name, score)];
  });
  return [...rated, finding(endpoint.test, endpoint.testName, values[row])];
}

/** A domain of findings: one record per subject, test and planned time. A measurement that is missing has no record. */
export function findingsDataset(trial: CdiscTrial, domain: FindingsDomain): CdiscDataset {
  const endpoints = trial.endpoints.filter((endpoint) => endpoint.domain === domain.name);
  const prefix = domain.name;
  const records = trial.subjects.flatMap((subject) => recordsOf(trial, domain, endpoints, subject));
  const tests = new Map(records.map((record) => [String(record[`${prefix}TESTCD`]), String(record[`${prefix}TEST`])]));
  return cdiscDataset(
    {
      ...{ name: prefix, label: domain.label, class: 'FINDINGS' as const, structure: 'One record per subject, test and planned time' },
      keys: ['STUDYID', 'USUBJID', `${prefix}CAT`, 'VISITNUM', `${prefix}TPTNUM`, `${prefix}TESTCD`],
      variables: [...variablesOf(prefix, tests), ...(domain.more ?? [])],
    },
    records,
    `${prefix}SEQ`,
  );
}

function recordsOf(trial: CdiscTrial, domain: FindingsDomain, endpoints: readonly CdiscEndpoint[], subject: CdiscSubject): CdiscRecord[] {
  const prefix = domain.name;
  const elements = livedElements(subject, armsOf(trial)[subject.sequence], treatmentsOf(trial));
  const reference = subject.periods.at(0)?.firstDose ?? 0;
  const found = subject.periods.flatMap((period) =>
    endpoints.flatMap((endpoint) =>
      endpoint.measured
        .filter(({ values }) => !Number.isNaN(values[period.row]))
        .flatMap((at) => {
          const moment = momentOf(period.infusion, at, period.row);
          return domain.findings(endpoint, at, period).map((finding) => ({ period, at, moment, finding }));
        }),
    ),
  );
  const last = new Map<string, number>();
  for (const { finding, moment } of found)
    if (moment < reference) last.set(finding.code, Math.max(moment, last.get(finding.code) ?? -Infinity));
  return found.map(({ period, at, moment, finding }): CdiscRecord => {
    const { code, name, category, original, number, unit, more } = finding;
    return {
      ...subjectCells(trial, prefix, subject),
      ...{ [`${prefix}TESTCD`]: code, [`${prefix}TEST`]: name, [`${prefix}CAT`]: category, [`${prefix}ORRES`]: original },
      ...{ [`${prefix}ORRESU`]: unit, [`${prefix}STRESC`]: original, [`${prefix}STRESN`]: number, [`${prefix}STRESU`]: unit },
      ...{ [`${prefix}LOBXFL`]: last.get(code) === moment ? 'Y' : null, EPOCH: epochInPeriod(elements, period, moment) },
      ...plannedTime(trial, prefix, period, at),
      ...{ [`${prefix}DTC`]: isoDateTime(moment), [`${prefix}DY`]: studyDay(moment, reference), ...more },
    };
  });
}

function plannedTime({ visits }: CdiscTrial, prefix: string, { number, infusion }: CdiscPeriod, { occasion }: MeasuredAt): CdiscRecord {
  const visit = { VISITNUM: visitNumber(number, occasion.visit, visits), VISIT: visitName(number, occasion.visit) };
  if (!occasion.isTimePoint) return visit;
  return {
    ...visit,
    ...{
      [`${prefix}TPT`]: occasion.name.toUpperCase(),
      [`${prefix}TPTNUM`]: occasion.place,
      [`${prefix}ELTM`]: isoDuration(occasion.hours),
    },
    ...{ [`${prefix}TPTREF`]: 'START OF STUDIED DRUG', [`${prefix}RFTDTC`]: isoDateTime(infusion) },
  };
}

function variablesOf(prefix: string, tests: ReadonlyMap<string, string>): CdiscVariable[] {
  return [
    ...subjectColumns(prefix),
    integer(`${prefix}SEQ`, 'Sequence Number', derived('Order of the records of a subject'), required),
    text(`${prefix}TESTCD`, 'Short Name of Test', assigned, { codes: [...tests], ...required }),
    text(`${prefix}TEST`, 'Name of Test', assigned, { codes: codesOf(tests.values()), ...required }),
    text(`${prefix}CAT`, 'Category for Test', assigned, required),
    text(`${prefix}ORRES`, 'Result or Finding in Original Units', collected),
    text(`${prefix}ORRESU`, 'Original Units', collected, optional),
    text(`${prefix}STRESC`, 'Character Result/Finding in Std Format', derived(`${prefix}ORRES`)),
    float(`${prefix}STRESN`, 'Numeric Result/Finding in Standard Units', derived(`${prefix}STRESC where it is a number`)),
    text(`${prefix}STRESU`, 'Standard Units', derived(`${prefix}ORRESU`), optional),
    text(`${prefix}LOBXFL`, 'Last Observation Before Exposure Flag', derived('Y of the last record of a test before DM.RFXSTDTC'), yesOnly),
    integer('VISITNUM', 'Visit Number', assigned, required),
    text('VISIT', 'Visit Name', assigned),
    text('EPOCH', 'Epoch', derived(`Treatment of the period; before its first dose the epoch in which ${prefix}DTC lies`)),
    iso(`${prefix}DTC`, 'Date/Time of Finding', collected, required),
    integer(`${prefix}DY`, 'Study Day of Finding', derived(`Day of ${prefix}DTC from DM.RFSTDTC; there is no day 0`)),
    text(`${prefix}TPT`, 'Planned Time Point Name', assigned, optional),
    integer(`${prefix}TPTNUM`, 'Planned Time Point Number', assigned, optional),
    text(`${prefix}ELTM`, 'Planned Elapsed Time from Time Point Ref', assigned, optional),
    text(`${prefix}TPTREF`, 'Time Point Reference', assigned, optional),
    iso(`${prefix}RFTDTC`, 'Date/Time of Reference Time Point', derived('Start of the studied drug of the period'), optional),
  ];
}
