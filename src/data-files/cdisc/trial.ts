import { asciiText } from './ascii-text.ts';
import { calendarOf, MINUTES_A_DAY, SCREENING_DAYS, startOfDay, type StudyCalendar, type TrialDates } from '../dates/study-calendar.ts';
import { dosesOf, type GivenDose } from './doses.ts';
import { endpointsOf, type CdiscEndpoint } from './endpoints.ts';
import { powerOfTen } from '../../text/decimal-exponent.ts';
import { occasionsOf, type Occasion, type ProtocolVisit } from './occasions.ts';
import { subjectName } from '../writing/data-table.ts';
import { rootKey } from '../../random/index.ts';
import type { Study } from '../../study/study.ts';
import { givenDoses } from '../../trial/events/last-contact.ts';
import { withdrawalReasons, type WithdrawalReason } from '../../trial/participant-flow.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { TrialModel } from '../../trial/trial-model.ts';

/** What made the data, so that nobody takes them for those of real participants. */
export interface CdiscSource {
  readonly study: Study;
  /** SHA-256 of the scenario. */
  readonly hash: string;
  /** Version of this program. */
  readonly version: string;
  /** Number of the simulated trial, as power counts it from 0. */
  readonly replicate: number;
}

/** One period of one subject. Moments are minutes since 1970-01-01, by the clock on the wall. */
export interface CdiscPeriod {
  /** From 1. */
  readonly number: number;
  /** Row of the trial's columns. */
  readonly row: number;
  readonly condition: string;
  /** What was given, without what was not taken. */
  readonly doses: readonly GivenDose[];
  /** Start of the first drug of the period. */
  readonly firstDose: number;
  /** Start of the studied drug, from which hours are counted. */
  readonly infusion: number;
  /** First moment of the period: its first dose or an earlier measurement. */
  readonly start: number;
  /** Last dose or measurement of the period, planned or made, whichever is later. */
  readonly end: number;
}

/** One subject. */
export interface CdiscSubject {
  readonly index: number;
  readonly id: string;
  readonly uniqueId: string;
  /** Code of the sequence. */
  readonly sequence: number;
  /** The day of screening and informed consent, at its start. */
  readonly screened: number;
  /** The day of randomisation, at its start. */
  readonly randomised: number;
  /** Periods that were given, in their order. */
  readonly periods: readonly CdiscPeriod[];
  /** Last thing that is known of the subject. */
  readonly lastContact: number;
  /** Why the subject left; undefined of those who completed. */
  readonly withdrawal: WithdrawalReason | undefined;
}

/** The trial generated last with everything that its datasets are made from. */
export interface CdiscTrial {
  readonly source: CdiscSource;
  readonly model: TrialModel;
  readonly generator: TrialGenerator;
  readonly studyId: string;
  readonly visits: readonly ProtocolVisit[];
  readonly occasions: readonly Occasion[];
  readonly endpoints: readonly CdiscEndpoint[];
  readonly calendar: StudyCalendar;
  readonly subjects: readonly CdiscSubject[];
}

/**
 * Takes the facts of the trial generated last together.
 * @throws RangeError where the start is no calendar day
 */
export function cdiscTrial(generator: TrialGenerator, source: CdiscSource, dates: TrialDates): CdiscTrial {
  const model = source.study.trial;
  const { data } = generator;
  const studyId = `SYNTHETIC-${asciiText(source.study.name, 60).toUpperCase().replaceAll(' ', '-')}-${source.replicate}`;
  const doses = new Map(data.treatments.map((name) => [name, dosesOf(model, name)]));
  const calendar = calendarOf(generator, { model, dates, key: rootKey(source.study.seed), replicate: source.replicate });
  const { visits, occasions } = occasionsOf(generator);
  const endpoints = endpointsOf(model, generator, occasions);
  const facts = { generator, studyId, doses, calendar, occasions, endpoints };
  const subjects = Array.from({ length: data.subjectCount }, (_, index) => subjectOf(facts, index));
  return { source, model, generator, studyId, visits, occasions, endpoints, calendar, subjects };
}

interface Facts extends Pick<CdiscTrial, 'generator' | 'studyId' | 'calendar' | 'occasions' | 'endpoints'> {
  readonly doses: ReadonlyMap<string, readonly GivenDose[]>;
}

function subjectOf(facts: Facts, index: number): CdiscSubject {
  const { generator, studyId, calendar, endpoints } = facts;
  const { data, records } = generator;
  const periods = Array.from({ length: data.periodCount }, (_, period) => periodOf(facts, index, period)).filter(
    (period) => period !== undefined,
  );
  const randomised = calendar.randomised(index);
  const seen = periods.flatMap(({ row, infusion }) => momentsSeen(endpoints, infusion, row));
  const given = periods.flatMap(({ infusion, doses }) => doses.map(({ end }) => infusion + end));
  const reason = records.withdrawal[index];
  const id = subjectName(index);
  return {
    ...{ index, id, uniqueId: `${studyId}-${id}`, sequence: data.sequence[index], randomised, periods },
    screened: startOfDay(Math.min(randomised - SCREENING_DAYS * MINUTES_A_DAY, ...periods.map(({ start }) => start))),
    lastContact: Math.max(...seen, ...given, randomised),
    withdrawal: reason === 0 ? undefined : withdrawalReasons[reason],
  };
}

function periodOf({ generator, doses, calendar, occasions, endpoints }: Facts, index: number, period: number): CdiscPeriod | undefined {
  const { data } = generator;
  const infusion = calendar.infusion(index, period);
  if (infusion === undefined) return undefined;
  const row = index * data.periodCount + period;
  const condition = data.treatments[data.treatment[row]];
  const given = givenDoses(generator, row, doses.get(condition) ?? []);
  const firstDose = infusion + Math.min(...given.map(({ start }) => start));
  const planned = occasions.map(({ hours }) => infusion + Math.round(60 * hours));
  return {
    ...{ number: period + 1, row, condition: asciiText(condition), doses: given, firstDose, infusion },
    start: Math.min(firstDose, ...planned),
    end: Math.max(infusion, ...given.map((dose) => infusion + dose.end), ...planned, ...momentsSeen(endpoints, infusion, row)),
  };
}

/** When the measurements of a period were made, in minutes. */
function momentsSeen(endpoints: readonly CdiscEndpoint[], infusion: number, row: number): number[] {
  const made = endpoints.flatMap(({ measured }) => measured).filter(({ values }) => !Number.isNaN(values[row]));
  return made.map((at) => momentOf(infusion, at, row));
}

/** When a measurement was made, in minutes. */
export function momentOf(
  infusion: number,
  { occasion, actual }: { occasion: Occasion; actual: Float64Array | undefined },
  row: number,
): number {
  return infusion + Math.round(60 * (actual?.[row] ?? occasion.hours));
}

/** Number of a protocol visit over all periods: the period and its place in it. @param visits  of a period */
export function visitNumber(period: number, { place }: ProtocolVisit, visits: readonly ProtocolVisit[]): number {
  return period * powerOfTen(Math.max(2, String(visits.length).length)) + place;
}

/** Name of a protocol visit. */
export function visitName(period: number, { name }: ProtocolVisit): string {
  return asciiText(`Period ${period} ${name}`).toUpperCase();
}
