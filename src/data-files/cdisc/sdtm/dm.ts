import { subjectCells, subjectColumns } from './subject-columns.ts';
import { armsOf, type Arm } from '../arms.ts';
import { isoDate, isoDateTime, studyDay } from '../../dates/study-calendar.ts';
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
  type CdiscDataset,
  type CdiscRecord,
  type CdiscVariable,
} from '../dataset.ts';
import { lastDoseEnd } from '../doses.ts';
import { sexCodes, sexOf, wholeAge } from '../demographics.ts';
import type { CdiscSubject, CdiscTrial } from '../trial.ts';

/** DM: one record per randomised subject. Those who failed screening are counted and have no data. */
export function dm(trial: CdiscTrial): CdiscDataset {
  const arms = armsOf(trial);
  const records = trial.subjects.map((subject) => recordOf(trial, subject, arms[subject.sequence]));
  return cdiscDataset(
    {
      name: 'DM',
      label: 'Demographics',
      class: 'SPECIAL PURPOSE',
      structure: 'One record per subject',
      keys: ['STUDYID', 'USUBJID'],
      variables: variablesOf(arms),
    },
    records,
  );
}

function variablesOf(arms: readonly Arm[]): CdiscVariable[] {
  const coded = arms.map(({ code, name }) => [code, name] as const);
  const names = codesOf(arms.map(({ name }) => name));
  return [
    ...subjectColumns('DM'),
    text('SUBJID', 'Subject Identifier for the Study', assigned, required),
    iso('RFSTDTC', 'Subject Reference Start Date/Time', derived('RFXSTDTC')),
    iso('RFENDTC', 'Subject Reference End Date/Time', derived('Last dose, measurement or other thing known of the subject')),
    iso('RFXSTDTC', 'Date/Time of First Study Treatment', derived('Earliest EX.EXSTDTC')),
    iso('RFXENDTC', 'Date/Time of Last Study Treatment', derived('Latest EX.EXENDTC')),
    iso('RFICDTC', 'Date/Time of Informed Consent', assigned),
    iso('RFPENDTC', 'Date/Time of End of Participation', derived('RFENDTC')),
    iso('DTHDTC', 'Date/Time of Death', collected),
    text('DTHFL', 'Subject Death Flag', collected, { codes: [['Y', 'Yes']] }),
    text('SITEID', 'Study Site Identifier', assigned, required),
    integer('AGE', 'Age', collected),
    text('AGEU', 'Age Units', assigned, { codes: [['YEARS']] }),
    text('SEX', 'Sex', collected, { ...sexCodes, ...required }),
    text('RACE', 'Race', collected),
    text('ETHNIC', 'Ethnicity', collected),
    text('ARMCD', 'Planned Arm Code', assigned, { codes: coded }),
    text('ARM', 'Description of Planned Arm', assigned, { codes: names }),
    text('ACTARMCD', 'Actual Arm Code', assigned, { codes: coded }),
    text('ACTARM', 'Description of Actual Arm', assigned, { codes: names }),
    text('ARMNRS', 'Reason Arm and/or Actual Arm is Null', assigned, { codes: codesOf(['ASSIGNED, NOT TREATED']) }),
    text('ACTARMUD', 'Description of Unplanned Actual Arm', assigned),
    text('COUNTRY', 'Country', assigned, { codes: [['ZZZ', 'No country: user-assigned code of ISO 3166-1']], ...required }),
    iso('DMDTC', 'Date/Time of Collection', collected),
    integer('DMDY', 'Study Day of Collection', derived('Day of DMDTC from RFSTDTC; there is no day 0')),
  ];
}

function recordOf(trial: CdiscTrial, subject: CdiscSubject, arm: Arm): CdiscRecord {
  const { data } = trial.generator;
  const first = subject.periods.at(0)?.firstDose;
  const end = isoDateTime(subject.lastContact);
  const age = wholeAge(data, subject.index);
  const lastDose = lastDoseEnd(subject.periods);
  const given = first === undefined ? { ARMNRS: 'ASSIGNED, NOT TREATED' } : { ACTARMCD: arm.code, ACTARM: arm.name };
  return {
    ...subjectCells(trial, 'DM', subject),
    ...{ SUBJID: subject.id, SITEID: '01', COUNTRY: 'ZZZ', SEX: sexOf(data, subject.index), AGE: age, AGEU: age === null ? null : 'YEARS' },
    ...{ RFSTDTC: first === undefined ? null : isoDateTime(first), RFXSTDTC: first === undefined ? null : isoDateTime(first) },
    ...{
      RFXENDTC: lastDose === undefined ? null : isoDateTime(lastDose),
      RFENDTC: end,
      RFPENDTC: end,
      RFICDTC: isoDate(subject.screened),
    },
    ...{ ARMCD: arm.code, ARM: arm.name, ...given, DMDTC: isoDate(subject.screened) },
    DMDY: first === undefined ? null : studyDay(subject.screened, first),
  };
}
