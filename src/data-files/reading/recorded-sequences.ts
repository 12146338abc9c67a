import { listedNames } from '../../text/listed-names.ts';
import { namedSequences, type Sequence } from '../../trial/sequence.ts';
import { grouped } from './grouped.ts';
import { spellings } from './spelled-sequence.ts';

// What a label means and who followed it is one question, asked of all participants at once: longer than other files, since its parts share their types.

/** What a file says of one participant. */
export interface ParticipantRecord {
  readonly subject: string;
  /** The recorded sequence; empty where there is none. */
  readonly label: string;
  /** Codes of the treatments received, by period; −1 where the file has no rows of the period. */
  readonly order: Int32Array;
}

/** A treatment that no row records: it is taken from the recorded sequence. */
export interface PlannedTreatment {
  readonly subject: string;
  /** From 0. */
  readonly period: number;
  readonly treatment: string;
}

/** The sequences of a trial as they are analysed. */
export interface RecordedSequences {
  readonly sequences: readonly Sequence[];
  /** The sequence of each participant. */
  readonly codes: Int32Array;
  readonly planned: readonly PlannedTreatment[];
  /** What the file does not say, or says in two ways, and what is done about it: sentences for the reader. */
  readonly notices: readonly string[];
}

/** The order of treatments that a label means. */
interface Plan {
  /** Codes by period; undefined where the label spells none and its participants do not show one. */
  readonly codes: readonly number[] | undefined;
  /** Several ways to read the label, where there are. */
  readonly ambiguous: readonly (readonly number[])[];
  /** True where the label spells its treatments. */
  readonly isSpelled: boolean;
  /** True where its participants had different orders and none of them most. */
  readonly isMixed: boolean;
}

/** How many participants a notice names. */
const MAX_NAMED = 10;

/**
 * What a file recorded beside what was received.
 *
 * A recorded label is kept as the participant's sequence (as randomised), the treatments of the periods as what was given. A label means the order that
 * it spells, else for the order that more than half of its participants had; it gives the treatments of periods without rows to participants who were treated
 * in that order otherwise. A label whose participants had different orders, none of them more than half, is no sequence: then, as in a file without labels,
 * everybody's sequence is the order of the treatments received, where periods are missing the only complete order that fits. Participants without a label,
 * in a file with some, get the label of their order.
 *
 * @param records  one for each participant; periods without rows are filled in where the label tells them
 * @param treatments  names by code
 */
export function recordedSequences(
  records: readonly ParticipantRecord[],
  treatments: readonly string[],
  periodCount: number,
): RecordedSequences {
  const notices: string[] = [];
  const labels = [...new Set(records.map(({ label }) => label))].filter((label) => label !== '');
  const byLabel = grouped(records, ({ label }) => label);
  const plans = new Map(labels.map((label) => [label, planOf(label, byLabel.get(label) ?? [], treatments, periodCount)]));
  const words = (codes: Iterable<number>): string => Array.from(codes, (code) => treatments[code] ?? 'not known').join(' then ');
  const mixed = labels.filter((label) => plans.get(label)?.isMixed === true);
  if (mixed.length > 0) {
    notices.push(
      `sequence ${listedNames(mixed)}: the participants had different orders of treatments, none of them more than half of the participants; ` +
        'the orders of treatments received are taken for the sequences instead',
    );
  }
  const usable = mixed.length === 0 ? plans : new Map<string, Plan>();
  if (usable.size > 0) notices.push(...differences(records, usable, words));
  const planned = fillPlanned(records, usable, treatments);
  notices.push(...ambiguities(records, usable, words));
  const unlabelled = usable.size === 0 ? [] : records.filter(({ label }) => label === '');
  if (unlabelled.length > 0) {
    notices.push(
      `no sequence is recorded for ${named(unlabelled.map(({ subject }) => subject))}: it is taken from the order of their treatments`,
    );
  }
  return { ...assign(records, usable, treatments), planned, notices };
}

/** How many sequences there are in records, as they are labelled or as they were given, whichever are more. */
export function differentSequences(records: readonly ParticipantRecord[]): number {
  return Math.max(new Set(records.map(({ label }) => label)).size, new Set(records.map(({ order }) => order.join())).size);
}

/** @param records  those of the label */
function planOf(label: string, records: readonly ParticipantRecord[], treatments: readonly string[], periodCount: number): Plan {
  const spelled = spellings(label, treatments, periodCount);
  const orders = records.map(({ order }) => [...order]);
  const complete = orders.filter((order) => !order.includes(-1));
  const most = [...grouped(complete, (order) => order.join()).values()].find((alike) => 2 * alike.length > complete.length)?.[0];
  const plan = { ambiguous: [], isSpelled: false, isMixed: false };
  if (spelled.length === 1) return { ...plan, codes: spelled[0], isSpelled: true };
  if (spelled.length > 1) {
    const shown = spelled.find((codes) => most !== undefined && isEqual(codes, most));
    return shown === undefined ? { ...plan, codes: undefined, ambiguous: spelled } : { ...plan, codes: shown, isSpelled: true };
  }
  const isMixed =
    most === undefined && Array.from({ length: periodCount }, (_, period) => codesIn(orders, period)).some((codes) => codes > 1);
  return { ...plan, codes: most, isMixed };
}

/** How many different treatments are known of a period. */
function codesIn(orders: readonly (readonly number[])[], period: number): number {
  return new Set(orders.map((order) => order[period]).filter((code) => code >= 0)).size;
}

/** Who was treated in another order than recorded. */
function differences(
  records: readonly ParticipantRecord[],
  plans: ReadonlyMap<string, Plan>,
  words: (codes: Iterable<number>) => string,
): string[] {
  const found = records.flatMap(({ subject, label, order }) => {
    const codes = plans.get(label)?.codes;
    if (codes === undefined || fits(order, codes)) return [];
    return [`${subject} (sequence ${label}, ${words(codes)}; given ${words(order)})`];
  });
  if (found.length === 0) return [];
  return [
    `the treatments given differ from the recorded sequence for ${named(found)}: ` +
      'every value is analysed under the treatment given, and in models and counts the sequence stays as recorded',
  ];
}

/** Fills in the treatments of periods without rows, for participants whose other treatments are those of their sequence. */
function fillPlanned(
  records: readonly ParticipantRecord[],
  plans: ReadonlyMap<string, Plan>,
  treatments: readonly string[],
): PlannedTreatment[] {
  return records.flatMap(({ subject, label, order }) => {
    const codes = plans.get(label)?.codes;
    if (codes === undefined || !fits(order, codes)) return [];
    return codes.flatMap((code, period) => {
      if (order[period] >= 0) return [];
      order[period] = code;
      return [{ subject, period, treatment: treatments[code] }];
    });
  });
}

/** Labels that can be read in several ways, where the treatment of a period depends on it. */
function ambiguities(
  records: readonly ParticipantRecord[],
  plans: ReadonlyMap<string, Plan>,
  words: (codes: Iterable<number>) => string,
): string[] {
  return [...plans].flatMap(([label, { ambiguous }]) => {
    const concerned = records.filter((record) => ambiguous.length > 0 && record.label === label && record.order.includes(-1));
    if (concerned.length === 0) return [];
    const ways = ambiguous.map(words).join(', or ');
    return [
      `sequence ${label} can be read as ${ways}: what ${named(concerned.map(({ subject }) => subject))} had in the periods without rows is not known`,
    ];
  });
}

/** Everybody's sequence, and the sequences in the order of their names. */
function assign(
  records: readonly ParticipantRecord[],
  plans: ReadonlyMap<string, Plan>,
  treatments: readonly string[],
): Pick<RecordedSequences, 'sequences' | 'codes'> {
  const withNames = (codes: Iterable<number>): (string | undefined)[] => Array.from(codes, (code) => treatments[code]);
  const complete = records.filter(({ label, order }) => !plans.has(label) && !order.includes(-1)).map(({ order }) => [...order]);
  const planned = [...plans.values()].flatMap(({ codes }) => (codes === undefined ? [] : [codes]));
  const known = [...new Map([...complete, ...planned].map((codes) => [codes.join(), codes])).values()];
  const derivedFrom = remembered((order: Int32Array) => {
    if (!order.includes(-1)) return [...order];
    const fitting = known.filter((codes) => fits(order, codes));
    return fitting.length === 1 ? fitting[0] : [...order];
  });
  const derived = records.map(({ order }) => derivedFrom(order));
  const distinct = [...new Map(derived.map((codes) => [codes.join(), withNames(codes)]))];
  const ofOrders = new Map(namedSequences(distinct.map(([, order]) => order)).map((sequence, place) => [distinct[place][0], sequence]));
  const unlabelled = remembered((codes: readonly number[]): Sequence | undefined => {
    const alike = [...plans].filter(([, plan]) => plan.codes !== undefined && isEqual(plan.codes, codes));
    const labelled = alike.find(([, { isSpelled }]) => isSpelled) ?? (alike.length === 1 ? alike[0] : undefined);
    return labelled === undefined ? ofOrders.get(codes.join()) : { name: labelled[0], treatments: withNames(codes) };
  });
  const chosen = records.map(({ label }, participant): Sequence => {
    const plan = plans.get(label);
    if (plan !== undefined) return { name: label, treatments: withNames(plan.codes ?? []) };
    return unlabelled(derived[participant]) ?? { name: '', treatments: [] };
  });
  const first = new Map<string, Sequence>();
  for (const sequence of chosen) if (!first.has(sequence.name)) first.set(sequence.name, sequence);
  const sequences = [...first.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const places = new Map(sequences.map(({ name }, place) => [name, place]));
  return { sequences, codes: Int32Array.from(chosen, ({ name }) => places.get(name) ?? 0) };
}

/** A function of codes by period that computes the same only once. */
function remembered<Codes extends { join(): string }, Result>(compute: (codes: Codes) => Result): (codes: Codes) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (codes) => {
    const key = codes.join();
    const found = known.get(key) ?? { result: compute(codes) };
    known.set(key, found);
    return found.result;
  };
}

function fits(order: Int32Array, codes: readonly number[]): boolean {
  return order.every((code, period) => code < 0 || code === codes[period]);
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((code, place) => code === b[place]);
}

function named(items: readonly string[]): string {
  const rest = items.length - MAX_NAMED;
  return `${items.slice(0, MAX_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
