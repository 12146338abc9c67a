import { asciiText, MAX_LABEL, MAX_NAME, MAX_TEXT } from '../ascii-text.ts';
import { calendarDay } from '../../dates/study-calendar.ts';
import type { CdiscDataset, CdiscValue, CdiscVariable } from '../dataset.ts';

/** Bytes of a record of the file. */
const RECORD = 80;
/** Bytes of the description of a variable. */
const NAMESTR = 140;
/** Bytes of a number. */
const NUMBER = 8;
/** Days from 1960-01-01, from which SAS counts, to 1970-01-01. */
const SAS_EPOCH = 3653;
/** First byte of a missing number. */
const MISSING = 0x2e;

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** A variable with what the file needs of it. */
interface Field {
  readonly variable: CdiscVariable;
  readonly length: number;
  readonly position: number;
}

/**
 * A dataset as a SAS XPORT file of version 5: records of 80 bytes, numbers as IBM floating point, texts in ASCII of at most 200 bytes. Its label begins with SYNTHETIC.
 * @param created  when the file is made, as `2025-01-31T12:00:00`
 * @see SAS Technical Support TS-140, The Record Layout of a Data Set in SAS Transport (XPORT) Format
 */
export function xportFile({ name, label, variables, rows }: CdiscDataset, created: string): Uint8Array {
  const fields = fieldsOf(variables, rows);
  const moment = sasMoment(created);
  const sas = ['SAS', 'SAS', 'SASLIB', '9.4', ''].map((word) => word.padEnd(8)).join('');
  const member = ['SAS', name.slice(0, MAX_NAME), 'SASDATA', '9.4', ''].map((word) => word.padEnd(8)).join('');
  const head = [
    header('LIBRARY', '0'.repeat(30)),
    `${sas}${' '.repeat(24)}${moment}`,
    moment.padEnd(RECORD),
    header('MEMBER', '000000000000000001600000000140'),
    header('DSCRPTR', '0'.repeat(30)),
    `${member}${' '.repeat(24)}${moment}`,
    `${moment}${' '.repeat(16)}${asciiText(`SYNTHETIC ${label}`, MAX_LABEL).padEnd(MAX_LABEL)}${' '.repeat(8)}`,
    header('NAMESTR', `000000${String(fields.length).padStart(4, '0')}${'0'.repeat(20)}`),
  ].join('');
  const names = wholeRecords(fields.length * NAMESTR);
  const rowLength = fields.reduce((sum, { length }) => sum + length, 0);
  const observations = header('OBS', '0'.repeat(30));
  const data = wholeRecords(rows.length * rowLength);
  const bytes = new Uint8Array(head.length + names + observations.length + data).fill(0x20);
  putText(bytes, 0, head);
  fields.forEach((field, place) => putNamestr(bytes, head.length + place * NAMESTR, field, place + 1));
  putText(bytes, head.length + names, observations);
  const start = head.length + names + observations.length;
  rows.forEach((row, place) => putRow(bytes, start + place * rowLength, fields, row));
  return bytes;
}

/** A number as 8 bytes of IBM floating point: sign, exponent of 16 in excess of 64, and a fraction of 56 bits. @throws RangeError beyond 7.2e75 */
export function ibmFloat(value: number): Uint8Array {
  const bytes = new Uint8Array(NUMBER);
  if (value === 0) return bytes;
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number of SAS`);
  let fraction = Math.abs(value);
  let exponent = 64;
  // By powers of two, so that no bit is lost.
  while (fraction >= 1) {
    fraction /= 16;
    exponent++;
  }
  while (fraction < 1 / 16) {
    fraction *= 16;
    exponent--;
  }
  if (exponent > 127) throw new RangeError(`${value} is larger than a number of SAS`);
  if (exponent < 0) return bytes;
  bytes[0] = exponent | (value < 0 ? 0x80 : 0);
  for (let place = 1; place < NUMBER; place++) {
    fraction *= 256;
    bytes[place] = Math.floor(fraction);
    fraction -= bytes[place];
  }
  return bytes;
}

/** Longest text of each variable, at least 1; numbers have 8 bytes. */
function fieldsOf(variables: readonly CdiscVariable[], rows: readonly (readonly CdiscValue[])[]): Field[] {
  let position = 0;
  return variables.map((variable, place) => {
    const length = isText(variable)
      ? Math.min(
          MAX_TEXT,
          rows.reduce((most, row) => Math.max(most, String(row[place] ?? '').length), 1),
        )
      : NUMBER;
    const field = { variable, length, position };
    position += length;
    return field;
  });
}

/** Whether a variable is of characters; numeric dates are numbers. */
export function isText({ type }: CdiscVariable): boolean {
  return type === 'text' || type === 'iso';
}

function header(kind: string, digits: string): string {
  const words = 'HEADER RECORD';
  return `${words.padEnd(20, '*')}${kind.padEnd(8)}${words.padEnd(20, '!')}${digits}  `;
}

function wholeRecords(bytes: number): number {
  return RECORD * Math.ceil(bytes / RECORD);
}

/** A moment as SAS writes it: `31JAN25:12:00:00`. */
function sasMoment(created: string): string {
  const [year, month, day] = created.slice(0, 10).split('-');
  return `${day}${months[Number(month) - 1]}${year.slice(2)}:${created.slice(11, 19)}`;
}

function putText(bytes: Uint8Array, at: number, text: string): void {
  for (let place = 0; place < text.length; place++) bytes[at + place] = text.charCodeAt(place);
}

function putNamestr(bytes: Uint8Array, at: number, { variable, length, position }: Field, number: number): void {
  const view = new DataView(bytes.buffer, at, NAMESTR);
  bytes.fill(0, at, at + NAMESTR);
  view.setInt16(0, isText(variable) ? 2 : 1);
  view.setInt16(4, length);
  view.setInt16(6, number);
  putText(bytes, at + 8, variable.name.padEnd(8));
  putText(bytes, at + 16, variable.label.padEnd(MAX_LABEL));
  const { format, width } = { date: { format: 'DATE', width: 9 }, datetime: { format: 'DATETIME', width: 20 } }[
    variable.type === 'datetime' ? 'datetime' : 'date'
  ];
  const isDate = variable.type === 'date' || variable.type === 'datetime';
  putText(bytes, at + 56, (isDate ? format : '').padEnd(8));
  view.setInt16(64, isDate ? width : 0);
  putText(bytes, at + 72, ''.padEnd(8));
  view.setInt32(84, position);
}

function putRow(bytes: Uint8Array, at: number, fields: readonly Field[], row: readonly CdiscValue[]): void {
  fields.forEach(({ variable, length, position }, place) => {
    const value = row[place];
    if (isText(variable)) putText(bytes, at + position, String(value ?? '').slice(0, length));
    else if (value === null) {
      bytes.fill(0, at + position, at + position + NUMBER);
      bytes[at + position] = MISSING;
    } else bytes.set(ibmFloat(typeof value === 'number' ? value : sasNumber(value)), at + position);
  });
}

/** An ISO 8601 date as days since 1960-01-01, a date and time as seconds since then. */
export function sasNumber(moment: string): number {
  const days = (calendarDay(moment.slice(0, 10)) ?? NaN) + SAS_EPOCH;
  if (moment.length === 10) return days;
  const [hours, minutes, seconds = 0] = moment.slice(11).split(':').map(Number);
  return 86_400 * days + 3600 * hours + 60 * minutes + seconds;
}
