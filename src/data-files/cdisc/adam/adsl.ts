import { actualSequence, populationFlags } from './subject-variables.ts';
import { armsOf, treatmentsOf, type Arm } from '../arms.ts';
import { isoDate, MINUTES_A_DAY } from '../../dates/study-calendar.ts';
import {
  assigned,
  cdiscDataset,
  codesOf,
  copyOf,
  date,
  derived,
  float,
  integer,
  optional,
  required,
  text,
  yesOrNo,
  type CdiscDataset,
  type CdiscRecord,
  type CdiscVariable,
} from '../dataset.ts';
import { sexCodes, sexOf, wholeAge, weightOf } from '../demographics.ts';
import { disposition } from '../disposition.ts';
import { lastDoseEnd } from '../doses.ts';
import type { CdiscSubject, CdiscTrial } from '../trial.ts';

/** ADSL: one record per subject, with the treatment and the dates of every period. */
export function adsl(trial: CdiscTrial): CdiscDataset {
  const arms = armsOf(trial);
  const periods = Array.from({ length: trial.generator.data.periodCount }, (_, period) => period + 1);
  const records = trial.subjects.map((subject) => recordOf(trial, subject, arms[subject.sequence]));
  return cdiscDataset(
    {
      name: 'ADSL',
      label: 'Subject-Level Analysis Dataset',
      class: 'SUBJECT LEVEL ANALYSIS DATASET',
      structure: 'One record per subject',
      keys: ['STUDYID', 'USUBJID'],
      variables: [...subjectVariables(trial), ...periods.flatMap((period) => periodVariables(trial, period)), ...lastVariables(trial)],
    },
    records,
  );
}

/** Two digits of a period, as variables name it. */
const digits = (period: number): string => String(period).padStart(2, '0');

function subjectVariables(trial: CdiscTrial): CdiscVariable[] {
  const arms = codesOf(armsOf(trial).map(({ name }) => name));
  return [
    text('STUDYID', 'Study Identifier', copyOf('DM.STUDYID'), required),
    text('USUBJID', 'Unique Subject Identifier', copyOf('DM.USUBJID'), required),
    text('SUBJID', 'Subject Identifier for the Study', copyOf('DM.SUBJID'), required),
    text('SITEID', 'Study Site Identifier', copyOf('DM.SITEID'), required),
    integer('AGE', 'Age', copyOf('DM.AGE')),
    text('AGEU', 'Age Units', copyOf('DM.AGEU'), { codes: [['YEARS']] }),
    text('SEX', 'Sex', copyOf('DM.SEX'), { ...sexCodes, ...required }),
    float('WEIGHTBL', 'Weight at Baseline (kg)', derived('Body weight at screening'), optional),
    integer('FAILEDBL', 'Failed Courses at Baseline', derived('Covariate failed_courses of the simulated subject'), optional),
    integer('SEVSCRN', 'Severity at Screening (HAM-D17)', derived('Covariate screening_hamd17 of the simulated subject'), optional),
    text('ARM', 'Description of Planned Arm', copyOf('DM.ARM'), { codes: arms, ...required }),
    text('TRTSEQP', 'Planned Sequence of Treatments', copyOf('DM.ARM'), { codes: arms, ...required }),
    text('TRTSEQA', 'Actual Sequence of Treatments', derived('Conditions of the periods that were given, joined by -')),
    date('RANDDT', 'Date of Randomization', copyOf('DS.DSSTDTC'), required),
    date('TRTSDT', 'Date of First Exposure to Treatment', derived('Date of DM.RFXSTDTC')),
    date('TRTEDT', 'Date of Last Exposure to Treatment', derived('Date of DM.RFXENDTC')),
  ];
}

function periodVariables(trial: CdiscTrial, period: number): CdiscVariable[] {
  const treatments = treatmentsOf(trial);
  const codes = codesOf(treatments.map(({ name }) => name));
  const numbers = treatments.map(({ name, number }) => [number, name] as const);
  const at = digits(period);
  return [
    text(`TRT${at}P`, `Planned Treatment for Period ${at}`, derived('Condition of the period in the planned sequence'), {
      codes,
      ...required,
    }),
    integer(`TRT${at}PN`, `Planned Treatment for Period ${at} (N)`, derived(`Number of TRT${at}P`), { codes: numbers, ...required }),
    text(`TRT${at}A`, `Actual Treatment for Period ${at}`, derived('Condition of the period where it was given'), { codes }),
    integer(`TRT${at}AN`, `Actual Treatment for Period ${at} (N)`, derived(`Number of TRT${at}A`), { codes: numbers }),
    date(`TR${at}SDT`, `Date of First Exposure in Period ${at}`, derived('Date of the first dose of the period')),
    date(`TR${at}EDT`, `Date of Last Exposure in Period ${at}`, derived('Date of the end of the last dose of the period')),
    date(`AP${at}SDT`, `Period ${at} Start Date`, derived('Date of the first dose or planned measurement of the period')),
    date(`AP${at}EDT`, `Period ${at} End Date`, derived('Day before the next period starts; of the last one, the date of last contact')),
  ];
}

function lastVariables(trial: CdiscTrial): CdiscVariable[] {
  const ends = codesOf(['COMPLETED', 'DISCONTINUED']);
  const reasons = trial.subjects.flatMap(({ withdrawal }) => (withdrawal === undefined ? [] : [disposition[withdrawal]]));
  return [
    text('ITTFL', 'Intent-To-Treat Population Flag', assigned, { ...yesOrNo, ...required }),
    text('SAFFL', 'Safety Population Flag', derived('Y where a treatment was given'), { ...yesOrNo, ...required }),
    text('COMPLFL', 'Completers Population Flag', derived('Y where the subject finished the trial'), { ...yesOrNo, ...required }),
    text('EOSSTT', 'End of Study Status', derived('From DS.DSDECOD'), { codes: ends, ...required }),
    date('EOSDT', 'End of Study Date', derived('Date of DM.RFENDTC')),
    text('DCSREAS', 'Reason for Discontinuation from Study', copyOf('DS.DSDECOD'), { codes: codesOf(reasons.sort()) }),
    text('DCSREASP', 'Reason Spec for Discont from Study', copyOf('DS.DSTERM')),
  ];
}

function recordOf(trial: CdiscTrial, subject: CdiscSubject, arm: Arm): CdiscRecord {
  const { generator, studyId } = trial;
  const { periods, withdrawal, lastContact } = subject;
  const age = wholeAge(generator.data, subject.index);
  const [first, lastDose] = [periods.at(0), lastDoseEnd(periods)];
  const covariate = (name: string): number | null => generator.data.covariates.get(name)?.[subject.index] ?? null;
  return {
    ...{ STUDYID: studyId, USUBJID: subject.uniqueId, SUBJID: subject.id, SITEID: '01' },
    ...{
      AGE: age,
      AGEU: age === null ? null : 'YEARS',
      SEX: sexOf(generator.data, subject.index),
      WEIGHTBL: weightOf(generator.data, subject.index),
    },
    ...{ FAILEDBL: covariate('failed_courses'), SEVSCRN: covariate('screening_hamd17') },
    ...{ ARM: arm.name, TRTSEQP: arm.name, TRTSEQA: actualSequence(subject, arm), RANDDT: isoDate(subject.randomised) },
    ...{ TRTSDT: first === undefined ? null : isoDate(first.firstDose), TRTEDT: lastDose === undefined ? null : isoDate(lastDose) },
    ...Object.assign({}, ...arm.conditions.map((condition, place) => periodRecord(trial, subject, condition, place))),
    ...populationFlags(subject),
    ...{ EOSSTT: withdrawal === undefined ? 'COMPLETED' : 'DISCONTINUED', EOSDT: isoDate(lastContact) },
    ...{ DCSREAS: withdrawal === undefined ? null : disposition[withdrawal], DCSREASP: withdrawal?.toUpperCase() },
  };
}

function periodRecord(trial: CdiscTrial, { periods, lastContact }: CdiscSubject, condition: string, place: number): CdiscRecord {
  const at = digits(place + 1);
  const number = treatmentsOf(trial).find(({ name }) => name === condition)?.number ?? null;
  const planned = { [`TRT${at}P`]: condition, [`TRT${at}PN`]: number };
  const given = periods.at(place);
  if (given === undefined) return planned;
  const next = periods.at(place + 1);
  return {
    ...planned,
    ...{ [`TRT${at}A`]: given.condition, [`TRT${at}AN`]: number },
    ...{ [`TR${at}SDT`]: isoDate(given.firstDose), [`TR${at}EDT`]: isoDate(lastDoseEnd([given]) ?? given.infusion) },
    [`AP${at}SDT`]: isoDate(given.start),
    [`AP${at}EDT`]: isoDate(next === undefined ? lastContact : Math.max(given.start, next.start - MINUTES_A_DAY)),
  };
}
