import { asciiText, distinctTexts, shortCodes } from './ascii-text.ts';
import type { CdiscPeriod, CdiscSubject, CdiscTrial } from './trial.ts';

/** A sequence as SDTM's arm. */
export interface Arm {
  readonly code: string;
  readonly name: string;
  /** Conditions by period. */
  readonly conditions: readonly string[];
}

/** A condition with its number and the code of its element. */
export interface Treatment {
  readonly name: string;
  /** From 1; the reference first. */
  readonly number: number;
  readonly element: string;
}

const LETTERS = 26;

/** Conditions of the trial, the reference first. */
export function treatmentsOf({ generator }: Pick<CdiscTrial, 'generator'>): Treatment[] {
  const names = generator.data.treatments.map((name) => asciiText(name));
  return names.map((name, place) => ({ name, number: place + 1, element: `TRT${letterOf(place)}` }));
}

/** The arms of the trial in the order of its sequences: coded by a letter for each period's condition, `A` the reference. */
export function armsOf({ generator: { data } }: Pick<CdiscTrial, 'generator'>): Arm[] {
  const letters = data.sequences.map(({ treatments }) => treatments.map((name) => letterOf(data.treatments.indexOf(name ?? ''))).join(''));
  const isPlain =
    data.treatments.length <= LETTERS && letters.every((code) => code.length <= 20) && new Set(letters).size === letters.length;
  const numbered = shortCodes(data.sequences.map((_, place) => `SEQ${place + 1}`));
  const codes = data.sequences.map((_, place) => (isPlain ? letters[place] : (numbered.get(`SEQ${place + 1}`) ?? '')));
  const names = distinctTexts(
    data.sequences.map(({ name }) => name),
    codes,
  );
  return data.sequences.map(({ treatments }, place) => ({
    code: codes[place],
    name: names[place],
    conditions: treatments.map((condition) => asciiText(condition ?? '')),
  }));
}

function letterOf(place: number): string {
  return place < LETTERS ? String.fromCharCode(65 + place) : String(place + 1);
}

/** An element of a subject's course or of an arm. */
export interface Element {
  readonly code: string;
  readonly name: string;
  readonly epoch: string;
  /** Planned order in the arm, from 1. */
  readonly order: number;
}

export const SCREENING: Element = { code: 'SCRN', name: 'Screening', epoch: 'SCREENING', order: 1 };

/** The elements that an arm plans: screening, then treatment and, before another period, washout. */
export function plannedElements({ conditions }: Arm, treatments: readonly Treatment[]): Element[] {
  const inPeriods = conditions.flatMap((condition, period): Element[] => {
    const several = conditions.length > 1 ? ` ${period + 1}` : '';
    const code = treatments.find(({ name }) => name === condition)?.element ?? '';
    const given = { code, name: condition, epoch: `TREATMENT${several}`, order: 2 * period + 2 };
    if (period === conditions.length - 1) return [given];
    return [given, { code: 'WASH', name: 'Washout', epoch: `WASHOUT${several}`, order: 2 * period + 3 }];
  });
  return [SCREENING, ...inPeriods];
}

/** An element that a subject was in. Moments are minutes. */
export interface LivedElement extends Element {
  readonly start: number;
  readonly end: number;
}

/**
 * The elements that a subject was in: a treatment lasts from its first dose to the last dose or measurement of its period, planned or made; a washout from the minute after that to
 * the next first dose.
 */
export function livedElements(subject: CdiscSubject, arm: Arm, treatments: readonly Treatment[]): LivedElement[] {
  const { periods, screened, lastContact } = subject;
  const planned = plannedElements(arm, treatments);
  const begins = planned.map(({ order }) => {
    if (order === 1) return screened;
    const period = periods[Math.floor(order / 2) - 1];
    const next = periods[Math.floor(order / 2)];
    if (order % 2 === 0) return period?.firstDose ?? NaN;
    return period === undefined || (next === undefined && lastContact <= period.end)
      ? NaN
      : Math.min(period.end + 1, next?.firstDose ?? Infinity);
  });
  const lived = planned.flatMap((element, place) => (Number.isNaN(begins[place]) ? [] : [{ ...element, start: begins[place] }]));
  return lived
    .map((element, place) => ({ ...element, end: lived[place + 1]?.start ?? Math.max(lastContact, element.start) }))
    .filter(({ start, end }, place) => end > start || place === lived.length - 1);
}

/** Epoch in which a moment lies; nothing before the first. */
export function epochAt(elements: readonly LivedElement[], moment: number): string | null {
  return elements.findLast(({ start }) => start <= moment)?.epoch ?? null;
}

/** Epoch of what was measured in a period: that of its treatment from its first dose on, however late it was measured; before the dose the one in which the moment lies. */
export function epochInPeriod(
  elements: readonly LivedElement[],
  { number, firstDose }: Pick<CdiscPeriod, 'number' | 'firstDose'>,
  moment: number,
): string | null {
  const treatment = elements.find(({ order }) => order === 2 * number);
  return treatment === undefined || moment < firstDose ? epochAt(elements, moment) : treatment.epoch;
}
