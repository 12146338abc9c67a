import { isSameOrder, namedSequences, type Sequence } from '../../trial/sequence.ts';
import { spellings } from './spelled-sequence.ts';

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
  const plans = new Map(labels.map((label) => [label, planOf(label, records, treatments, periodCount)]));
  const words = (codes: Iterable<number>): string => Array.from(codes, (code) => treatments[code] ?? 'not known').join(' then ');
  const mixed = labels.filter((label) => plans.get(label)?.isMixed === true);
  if (mixed.length > 0) {
    notices.push(
      `sequence ${mixed.join(', ')}: the participants had different orders of treatments, none of them more than half of the participants; ` +
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

function planOf(label: string, records: readonly ParticipantRecord[], treatments: readonly string[], periodCount: number): Plan {
  const spelled = spellings(label, treatments, periodCount);
  const orders = records.filter((record) => record.label === label).map(({ order }) => [...order]);
  const complete = orders.filter((order) => !order.includes(-1));
  const most = complete.find((order) => 2 * complete.filter((other) => isEqual(other, order)).length > complete.length);
  const plan = { ambiguous: [], isSpelled: false, isMixed: false };
  if (spelled.length === 1) return { ...plan, codes: spelled[0], isSpelled: true };
  if (spelled.length > 1) {
    const shown = spelled.find((codes) => most !== undefined && isEqual(codes, most));
    return shown === undefined ? { ...plan, codes: undefined, ambiguous: spelled } : { ...plan, codes: shown, isSpelled: true };
  }
  const isMixed =
    most === undefined &&
    orders.some((order) => orders.some((other) => order.some((code, period) => code >= 0 && other[period] >= 0 && code !== other[period])));
  return { ...plan, codes: most, isMixed };
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
  const known = [...complete, ...[...plans.values()].flatMap(({ codes }) => (codes === undefined ? [] : [codes]))].filter(
    (codes, place, all) => all.findIndex((other) => isEqual(other, codes)) === place,
  );
  const derived = records.map(({ order }) => {
    const fitting = known.filter((codes) => fits(order, codes));
    return fitting.length === 1 && order.includes(-1) ? fitting[0] : [...order];
  });
  const orders = derived.map(withNames);
  const distinct = orders.filter((order, place) => orders.findIndex((other) => isSameOrder(other, order)) === place);
  const ofOrders = namedSequences(distinct);
  const chosen = records.map(({ label }, participant): Sequence => {
    const plan = plans.get(label);
    if (plan !== undefined) return { name: label, treatments: withNames(plan.codes ?? []) };
    const alike = [...plans].filter(([, { codes }]) => codes !== undefined && isEqual(codes, derived[participant]));
    const labelled = alike.find(([, { isSpelled }]) => isSpelled) ?? (alike.length === 1 ? alike[0] : undefined);
    if (labelled !== undefined) return { name: labelled[0], treatments: orders[participant] };
    return ofOrders[distinct.findIndex((order) => isSameOrder(order, orders[participant]))];
  });
  const names = [...new Set(chosen.map(({ name }) => name))].sort();
  return {
    sequences: names.map((name) => chosen.find((sequence) => sequence.name === name) ?? { name, treatments: [] }),
    codes: Int32Array.from(chosen, ({ name }) => names.indexOf(name)),
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
