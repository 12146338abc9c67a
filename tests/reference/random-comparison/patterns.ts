import { shuffled, type Draw } from './draw.ts';

/** One measurement of a simulated trial, as its CSV has it. */
export interface Measurement {
  readonly subject: string;
  readonly sequence: string;
  readonly period: number;
  readonly treatment: string;
  readonly visit: string;
  readonly hours: string;
  readonly endpoint: string;
  readonly value: string;
}

/** A file with the same trial as somebody else might record it, and the words that `analyze` needs for it. */
export interface PatternedFile {
  readonly text: string;
  readonly words: readonly string[];
  /** The names of the treatments of the simulated trial in this file. */
  readonly names: ReadonlyMap<string, string>;
  readonly description: string;
}

/** Names of treatments: with signs, blanks, quotation marks, numbers, letters outside ASCII, and names that hold one another or the sign between names. */
const treatmentNames = [
  ['placebo', 'beta-blocker', 'beta', 'blocker'],
  ['A', 'B', 'C', 'D'],
  ['1', '2', '3', '4'],
  ['Placebo (0 mg)', 'drug "X", 50 mg', "drug 'Y'", 'C:\\drug'],
  ['a', 'a-b', 'b-c', 'c'],
  ['Plazebo µ', 'Naltrexon – 50 mg', 'β', '安慰剂'],
  ['B', 'AB', 'x B', 'treatmentB'],
  ['TRUE', 'FALSE', '1e3', '?'],
];

const subjectNames: readonly ((place: number) => string)[] = [
  (place) => `S${String(place + 1).padStart(3, '0')}`,
  (place) => String(place + 1),
  (place) => `site ${place % 3} / no. ${place}`,
  (place) => `"${place}", O'Neil`,
  (place) => `0${place}e${place}`,
];

/** What may be done with the column of sequences. */
const sequenceColumns = ['joined', 'absent', 'letters', 'codes', 'blank participants', 'blank rows', 'one label', 'NA'] as const;

const misdosings = ['nobody', 'nobody', 'another order', 'one treatment throughout'] as const;

/** Column headers by the program's own. */
const headers = [
  {},
  { subject: 'Patient ID', treatment: 'TRT', period: 'Per.', sequence: 'seq' },
  { subject: 'subject number', value: 'Wert (Punkte)' },
] as const;

/** Writes a simulated trial in a way drawn at random. @param treatments  its treatments, the reference first */
export function patterned(measurements: readonly Measurement[], treatments: readonly string[], draw: Draw): PatternedFile {
  const ownNames = draw.from(treatmentNames);
  const names = new Map(treatments.map((treatment, place) => [treatment, ownNames[place]]));
  const subjects = [...new Set(measurements.map(({ subject }) => subject))];
  const subjectName = draw.from(subjectNames);
  const column = draw.from(sequenceColumns);
  const sequences = [...new Set(measurements.map(({ sequence }) => sequence))];
  const orders = ordersOf(measurements);
  const label = labelling(column, orders, names, sequences);
  const unlabelled = new Set(subjects.filter(() => column === 'blank participants' && draw.chance(0.3)));
  const firstPeriod = draw.from([1, 1, 0, 2]);
  const misdosing = draw.from(misdosings);
  const misdosed = misdosing === 'nobody' ? '' : draw.from(subjects);
  const given = ({ subject, sequence, period, treatment }: Measurement): string => {
    if (subject !== misdosed) return treatment;
    const order = orders.get(sequence) ?? [];
    return misdosing === 'one treatment throughout' ? treatments[0] : (order[order.length - period] ?? treatment);
  };
  const missing = draw.from([0, 0.08, 0.2]);
  const blank = draw.from(['', 'NA']);
  const pad = draw.from(['', ' ']);
  const rows = measurements.flatMap((row) => {
    if (draw.chance(missing / 2)) return [];
    const isBlank = unlabelled.has(row.subject) || (column === 'blank rows' && draw.chance(0.4));
    return [
      {
        subject: subjectName(subjects.indexOf(row.subject)),
        sequence: isBlank ? '' : label(row.sequence),
        period: String(row.period - 1 + firstPeriod),
        treatment: `${pad}${names.get(given(row)) ?? ''}${pad}`,
        ...{ visit: row.visit, hours: row.hours, endpoint: row.endpoint },
        value: draw.chance(missing / 2) ? blank : row.value,
      },
    ];
  });
  const header: Readonly<Record<string, string>> = draw.from(headers);
  const delimiter = draw.from([',', ';', '\t']);
  const columns = shuffled(draw, [
    'subject',
    'period',
    'treatment',
    'visit',
    'hours',
    'endpoint',
    'value',
    ...(column === 'absent' ? [] : ['sequence']),
  ]);
  const lines = (draw.chance(0.6) ? shuffled(draw, rows) : rows).map((row) => columns.map((name) => row[name as keyof typeof row]));
  const quoted = (field: string): string => (/[",;\t\n]/.test(field) || draw.chance(0.1) ? `"${field.replaceAll('"', '""')}"` : field);
  const text = [columns.map((name) => header[name] ?? name), ...lines].map((fields) => fields.map(quoted).join(delimiter)).join('\r\n');
  const renamed = Object.entries(header).filter(([name]) => columns.includes(name));
  return {
    text: `${draw.chance(0.3) ? '\ufeff' : ''}${text}\r\n`,
    words: renamed.length === 0 ? [] : ['--columns', renamed.map(([name, other]) => `${name}=${other}`).join(',')],
    names,
    description: `${[...names.values()].join(' | ')}; sequences ${column}; periods from ${firstPeriod}; misdosed ${misdosing}; missing ${missing}`,
  };
}

/** The treatments of each sequence by period, from all its participants. */
function ordersOf(measurements: readonly Measurement[]): Map<string, string[]> {
  const orders = new Map<string, string[]>();
  for (const { sequence, period, treatment } of measurements) {
    const order = orders.get(sequence) ?? [];
    order[period - 1] = treatment;
    orders.set(sequence, order);
  }
  return orders;
}

/** What a file of this kind records for a sequence. */
function labelling(
  column: (typeof sequenceColumns)[number],
  orders: ReadonlyMap<string, readonly string[]>,
  names: ReadonlyMap<string, string>,
  sequences: readonly string[],
): (sequence: string) => string {
  const treatments = [...names.keys()];
  const joined = (sequence: string): string => (orders.get(sequence) ?? []).map((treatment) => names.get(treatment)).join('-');
  return {
    joined,
    absent: joined,
    'blank participants': joined,
    'blank rows': joined,
    letters: (sequence: string) => (orders.get(sequence) ?? []).map((treatment) => 'RTUV'[treatments.indexOf(treatment)]).join(''),
    codes: (sequence: string) => String(sequences.indexOf(sequence) + 1),
    'one label': () => 'crossover',
    NA: () => 'NA',
  }[column];
}
